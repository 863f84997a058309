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
/** What the picture is of; a place is the channel's name, or a tab of the bot's direct messages. */
type Place = 'marketing' | 'general' | 'home' | 'direct';

interface Stage {
  readonly slack: SlackStandIn;
  readonly ann: Person;
  readonly page: Page;
  /** Takes the picture once the modal, or, if none is open, the place shows this text. */
  shoot(name: string, shows: RegExp, place?: Place): Promise<void>;
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
    await shoot(verb, shows, 'general');
  };
}

async function undo({ slack, ann, shoot }: Stage): Promise<void> {
  await ann.type(marketing, '/docspace-group rename "Sales Asia" Sales Pacific');
  await slack.waitFor(() => ann.modal()?.submit !== undefined, 'the form');
  await ann.submit();
  await slack.waitFor(() => /Done/.test(ann.modal()?.title ?? ''), 'the end');
  await ann.closeModal();
  await ann.press('Undo');
  await shoot('undo-result', /has its former name back/);
}

async function recreate({ slack, ann, shoot }: Stage): Promise<void> {
  await ann.press('Re-create');
  await slack.waitFor(() => shown(ann).includes('was created anew'), 'the end');
  await shoot('recreate-result', /was created anew/);
}

/** Home and the shortcuts: the same without typing. */
async function withoutTyping({ slack, ann, shoot }: Stage): Promise<void> {
  await shoot('home', /Groups you are the head of/, 'home');
  await ann.shortcut('docspace_groups');
  await slack.waitFor(() => ann.modal() !== undefined, 'the menu');
  await shoot('shortcut-menu', /DocSpace groups/);
  await ann.closeModal({ all: true });
  const message = slack.as('U0CID').say(marketing, '@bob and @kim join us for the spring launch');
  await ann.messageShortcut('add_people_of_message', message);
  await slack.waitFor(() => ann.modal()?.submit !== undefined, 'the form');
  await shoot('message-shortcut', /Group/);
  await ann.closeModal({ all: true });
}

async function csv({ ann, shoot }: Stage): Promise<void> {
  await ann.press('CSV');
  await shoot('history-csv', /\.csv/, 'direct');
}

async function watch({ ann, shoot }: Stage): Promise<void> {
  await ann.type('C0GENERAL', '/docspace-group watch Marketing');
  await shoot('watch', /set this channel to watch/, 'general');
}

async function suggestions({ slack, ann, shoot, page }: Stage): Promise<void> {
  await ann.type('C0GENERAL', '/docspace-group show');
  await slack.waitFor(() => ann.modal()?.submit !== undefined, 'the form');
  await page.locator('#modal').getByLabel('Group').fill('sal');
  await shoot('show-form', /Sales/);
  await page.keyboard.press('Escape');
  await ann.closeModal();
}

const shown = (ann: Person) => JSON.stringify(ann.messages(marketing));

const scenes: readonly ((stage: Stage) => Promise<void>)[] = [
  create,
  change('rename', '"Sales APAC" Sales Asia', async () => undefined, /was renamed to/),
  change('head', 'Marketing', (ann) => ann.fill('New head', 'U0CID'), /now headed by|head/),
  change('add', 'Marketing @kim @bo', (ann) => ann.fill('Reason', 'New in the team'), /added/),
  change('remove', 'Marketing @bo', async () => undefined, /was removed|removed from|taken out/),
  change('delete', 'Бухгалтерия', (ann) => ann.fill('confirm', 'Бухгалтерия'), /was deleted/),
  recreate,
  undo,
  suggestions,
  ask('show', 'show Marketing', /Head of group/),
  ask('list', 'list', /Sales/),
  ask('mine', 'mine', /Groups|groups/),
  ask('history', 'history Marketing', /History of/),
  csv,
  watch,
  withoutTyping,
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
  const stage: Stage = {
    slack: demo.slack,
    ann,
    page,
    shoot: (name, shows, place = 'marketing') => shoot(page, ann, { name, shows, place }),
  };
  try {
    for (const scene of scenes) await scene(stage);
  } finally {
    await browser.close();
    await demo.stop();
  }
}

async function shoot(
  page: Page,
  ann: Person,
  { name, shows, place }: { readonly name: string; readonly shows: RegExp; readonly place: Place },
): Promise<void> {
  const isModal = ann.modal() !== undefined;
  if (!isModal) await go(page, place);
  const where = page.locator(isModal ? '#modal' : place === 'home' ? '#home' : '#messages');
  const shown = where.getByText(shows).last();
  await shown.waitFor();
  if (!isModal && place !== 'home') await shown.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(folder, `${name}.png`) });
  process.stdout.write(`${name}.png\n`);
}

async function go(page: Page, place: Place): Promise<void> {
  if (place === 'marketing' || place === 'general') {
    await page.locator('#channels button', { hasText: place }).dispatchEvent('click');
    return;
  }
  await page.locator('#direct button').dispatchEvent('click');
  await page.getByRole('tab', { name: place === 'home' ? 'Home' : 'Messages' }).click();
}

await main();
