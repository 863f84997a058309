import { type Browser, chromium, type Page } from 'playwright-core';

/** Whether there is a browser: the packaged one is for 64-bit Linux; elsewhere `BROWSER_PATH` may name a Chromium. */
export const hasBrowser =
  process.env.BROWSER_PATH !== undefined || (process.platform === 'linux' && process.arch === 'x64');

/**
 * Switches of the package that are not for us: without web security a browser sends no `Origin` as people's browsers
 * do, and in a single process it ends with its first closed tab.
 */
const unwanted = [
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--disable-site-isolation-trials',
  '--single-process',
];

/** Starts a headless Chromium. */
export async function startBrowser(): Promise<Browser> {
  const { BROWSER_PATH: own } = process.env;
  if (own !== undefined) return chromium.launch({ executablePath: own, headless: true });
  // Makes the package unpack the libraries that a bare machine lacks; read when it is imported.
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs20.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await packaged.executablePath(),
    args: [...packaged.args.filter((one) => !unwanted.includes(one)), '--no-sandbox'],
    headless: true,
  });
}

/** A page of its own that remembers what went wrong in it: script errors and what the browser refused. */
export async function openPage(
  browser: Browser,
  url: string,
  size: { readonly width: number; readonly height: number } = { width: 1280, height: 800 },
): Promise<{ readonly page: Page; readonly faults: readonly string[]; close(): Promise<void> }> {
  const context = await browser.newContext({ viewport: size });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(url);
  return { page, faults, close: () => context.close() };
}
