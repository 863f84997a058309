import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startDemo } from '../sandbox/demo/demo.ts';
import type { Person, SlackStandIn } from '../sandbox/slack/contract.ts';
import { openPage, startBrowser } from '../test/sandbox/page/browser.ts';

/**
 * Makes the pictures of the docs from the demo: `npm run images`. A machine without emoji fonts shows gaps;
 * BROWSER_PATH may name a Chromium that has them.
 */
const folder = join(import.meta.dirname, 'images');
const marketing = 'C0MARKET';

interface Stage {
  readonly slack: SlackStandIn;
  readonly ann: Person;
  /** Takes the picture once the modal (or, without `title`, the channel) shows this text. */
  shoot(name: string, shows: RegExp): Promise<void>;
}

async function create({ slack, ann, shoot }: Stage): Promise<void> {
  await ann.type(marketing, '/docspace-group create Marketing');
  await slack.waitFor(() => ann.modal()?.submit !== undefined, 'the form');
  await ann.fill('Head of group', 'U0BOB');
  await ann.fill('Members', ['U0CID', 'U0GUS']);
  await ann.fill('Reason', 'Launch in spring');
  await shoot('create-form', /Gus Guest is a guest/);
  await ann.fill('Members', ['U0CID', 'U0JM']);
  await ann.submit();
  await shoot('create-result', /was created by/);
  await ann.closeModal();
  await shoot('create', /was created by/);
}

/** A form of a verb that changes a group, filled, and its announcement. */
function change(verb: string, typed: string, fill: (ann: Person) => Promise<unknown>, ends: RegExp) {
  return async ({ slack, ann, shoot }: Stage): Promise<void> => {
    await ann.type(marketing, `/docspace-group ${verb} ${typed}`);
    await slack.waitFor(() => ann.modal()?.submit !== undefined, `the form of ${verb}`);
    await fill(ann);
    await shoot(`${verb}-form`, /./);
    await ann.submit();
    await shoot(`${verb}-result`, ends);
    await ann.closeModal();
  };
}

/** A private answer. */
function ask(verb: string, typed: string, shows: RegExp) {
  return async ({ ann, shoot }: Stage): Promise<void> => {
    await ann.type('C0GENERAL', `/docspace-group ${typed}`);
    await shoot(verb, shows);
  };
}

const scenes: readonly ((stage: Stage) => Promise<void>)[] = [
  create,
  change('rename', '"Sales APAC" Sales Asia', async () => undefined, /was renamed to/),
  change('head', 'Marketing', (ann) => ann.fill('New head', 'U0CID'), /now headed by|head/),
  change('add', 'Marketing @kim @bo', (ann) => ann.fill('Reason', 'New in the team'), /added/),
  change('remove', 'Marketing @bo', async () => undefined, /was removed|removed from|taken out/),
  change('delete', 'Бухгалтерия', (ann) => ann.fill('confirm', 'Бухгалтерия'), /was deleted/),
  ask('show', 'show Marketing', /Head of group/),
  ask('list', 'list', /Sales/),
  ask('mine', 'mine', /Groups|groups/),
  ask('history', 'history Marketing', /History of/),
  ask('whoami', 'whoami', /In DocSpace you are/),
  ask('help', 'help', /Run the groups/),
];

async function main(): Promise<void> {
  await mkdir(folder, { recursive: true });
  const demo = await startDemo({ transport: 'socket', say: (line) => process.stderr.write(`${line}\n`) });
  const browser = await startBrowser();
  const { page } = await openPage(browser, demo.url);
  const ann = demo.slack.as('U0ANN');
  await page.selectOption('#person', 'U0ANN');
  const stage: Stage = { slack: demo.slack, ann, shoot: (name, shows) => shoot(page, ann, name, shows) };
  try {
    for (const scene of scenes) await scene(stage);
  } finally {
    await browser.close();
    await demo.stop();
  }
}

async function shoot(page: Page, ann: Person, name: string, shows: RegExp): Promise<void> {
  const channel =
    ann.modal() === undefined && /^(show|list|mine|history|whoami|help)$/.test(name)
      ? 'general'
      : 'marketing';
  await page.locator('#channels button', { hasText: channel }).dispatchEvent('click');
  const where = ann.modal() === undefined ? page.locator('#messages') : page.locator('#modal');
  const shown = where.getByText(shows).last();
  await shown.waitFor();
  if (ann.modal() === undefined) await shown.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(folder, `${name}.png`) });
  process.stdout.write(`${name}.png\n`);
}

await main();
