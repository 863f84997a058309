import { type Demo, startDemo } from './demo/demo.ts';
import { readOptions, usage } from './demo/options.ts';
import { smoke } from './demo/smoke.ts';

/** What the bot says goes to the terminal: the page has no place for it. */
function sayForBot(line: string): void {
  process.stderr.write(`bot: ${line}\n`);
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const toStop = stopAsked();
  const demo = await startDemo({
    port: options.port,
    transport: options.transport,
    // A bot that ends says all this again.
    say: options.smoke ? () => undefined : sayForBot,
  });
  try {
    if (options.smoke) return await Promise.race([runSmoke(demo), toStop.then(() => 1), botEnd(demo)]);
    process.stdout.write(welcome(demo.url));
    return await Promise.race([toStop.then(() => 0), botEnd(demo)]);
  } finally {
    await demo.stop();
  }
}

async function runSmoke(demo: Demo): Promise<number> {
  const text = await smoke(demo.url);
  process.stdout.write(`smoke: ok: ${readable(demo, text)}\n`);
  return 0;
}

async function botEnd(demo: Demo): Promise<never> {
  throw await demo.botEnded;
}

function readable(demo: Demo, text: string): string {
  const message = demo.slack.allMessages().find((one) => one.text === text);
  return message === undefined ? text : demo.slack.plainText(message).replaceAll('\n', ' / ');
}

/** Ctrl-C, a kind kill, or the end of the `npm run` that started this one. */
function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    if (process.env.npm_lifecycle_event === undefined) return;
    // npm and what it starts may be ended without a word to this process: then it has another parent.
    const parent = process.ppid;
    setInterval(() => process.ppid === parent || resolve(), 1_000).unref();
  });
}

function welcome(url: string): string {
  return `
  ${url}

  A made-up Slack and DocSpace with the real bot between them; nothing leaves this machine.
  Open the address and type   /docspace-group create Marketing   or   /docspace-group help
  Ctrl-C ends it.

`;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const what = process.argv.includes('--smoke') ? 'smoke: failed: ' : '';
    process.stderr.write(`${what}${error instanceof Error ? error.message : 'unknown fault'}\n`);
    process.exit(1);
  },
);
