import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser, openPage, startBrowser } from './browser.ts';
import { type PageStage, pageStage } from './page-stage.ts';
import { nasty, tinyBot } from './tiny-bot.ts';

describe.skipIf(!hasBrowser)('the page in a browser', () => {
  let stage: PageStage;
  let browser: Browser;
  let page: Page;
  let opened: Awaited<ReturnType<typeof openPage>>;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([pageStage(tinyBot), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await stage.stop();
  });
  beforeEach(async () => {
    await stage.slack
      .as('U0ANN')
      .closeModal({ all: true })
      .catch(() => undefined);
    opened = await openPage(browser, stage.url);
    page = opened.page;
    page.setDefaultTimeout(10_000);
    await box().waitFor();
  });
  afterEach(async () => {
    const faults = [...opened.faults];
    const breaches = [...stage.slack.breaches];
    await opened.close();
    expect(faults, 'errors in the browser').toEqual([]);
    expect(breaches).toEqual([]);
  });

  const box = () => page.getByRole('combobox', { name: /^Message #/ });
  const dialog = () => page.locator('dialog#modal');
  const field = (name: string) => dialog().getByLabel(name);
  const option = (name: string) => page.getByRole('listbox').getByRole('option', { name });
  const lastMessage = () => page.getByRole('log').getByRole('article').last();
  const type = async (text: string) => {
    await box().fill(text);
    await box().press('Enter');
  };
  const openForm = async () => {
    await type('/docspace-group form');
    await dialog().getByText('As it stands on the door').waitFor();
  };
  const pick = async (name: string, typed: string, wanted: string) => {
    await field(name).click();
    await field(name).fill(typed);
    await option(wanted).click();
  };

  it('goes from the typed command over the filled form to the message', async () => {
    await openForm();
    expect(await focusedLabel(page)).toBe('Name');
    await field('Name').fill('Lab');
    await field('Notes').fill('first\nsecond');
    await pick('Head', 'bak', 'Bob Baker');
    await dialog().getByText('Somebody was picked').waitFor();
    expect(await field('Name').inputValue(), 'typed text outlives the update').toBe('Lab');
    await pick('People', 'cid', 'Cid Carter');
    await pick('People', 'kim', 'Kim Lee @kim2');
    await dialog().getByRole('button', { name: 'Remove Cid Carter' }).click();
    await pick('People', 'gus', 'Gus Guest');
    await pick('Group', 'de', 'Desk');
    await pick('Colour', '', 'Green');
    await dialog().getByRole('checkbox', { name: 'Red' }).check();
    await dialog().getByRole('checkbox', { name: 'Blue' }).check();
    await pick('Post to', 'gener', '#general');
    await field('Day').fill('2026-03-04');
    await dialog().getByRole('button', { name: 'Do it' }).click();
    await dialog().waitFor({ state: 'hidden' });
    const made = page.getByRole('article').filter({ hasText: 'Made by @ann' });
    // Line breaks are elements and no part of the text.
    expect(await made.textContent()).toContain(
      [
        'name=Lab',
        'notes=firstsecond',
        'head=U0BOB',
        'people=U0KIM2+U0GUS',
        'group=Desk',
        'colour=green',
        'flags=red+blue',
        'post=C0GENERAL',
        'day=2026-03-04',
      ].join(''),
    );
  });

  it('has the Home tab in the bot’s direct messages', async () => {
    await page.getByRole('button', { name: 'DocSpace Groups' }).click();
    await page.getByRole('tab', { name: 'Home' }).click();
    const home = page.getByRole('tabpanel', { name: 'Home' });
    await home.getByRole('heading', { name: 'Card' }).waitFor();
    expect(await page.getByRole('log').isVisible()).toBe(false);
    await home.getByRole('button', { name: 'Drop' }).click();
    await page.getByRole('button', { name: 'Yes' }).click();
    await page.getByRole('tab', { name: 'Messages' }).click();
    await page.getByText('What the bot has to tell you alone comes here').waitFor();
    expect(await home.isVisible()).toBe(false);
  });

  it('has the shortcuts beside the box, and those of a message beside it', async () => {
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: 'DocSpace groups' }).press('Enter');
    await dialog().getByText('As it stands on the door').waitFor();
    await dialog().getByRole('button', { name: 'Close' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await type('who joins, @bob?');
    const said = page.getByRole('article').filter({ hasText: 'who joins, @bob?' }).last();
    await said.hover();
    await said.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Add people to a group' }).click();
    await dialog().getByText('From a message').waitFor();
    // What is open here is open in the next window, too.
    await dialog().getByRole('button', { name: 'Close' }).click();
    await dialog().waitFor({ state: 'hidden' });
  });

  it('shows faults at their fields and keeps the form', async () => {
    await openForm();
    await field('Name').press('Enter');
    await dialog().getByText('Please complete this required field.').waitFor();
    expect(await field('Name').getAttribute('aria-invalid')).toBe('true');
    await field('Name').fill('taken');
    await field('Name').press('Enter');
    await dialog().getByText('This name is taken').waitFor();
    expect(await field('Name').inputValue()).toBe('taken');
    expect(await focusedLabel(page)).toBe('Name');
  });

  it('searches while one types, from the wanted length on', async () => {
    await openForm();
    await field('Group').click();
    await page.getByText('Type at least 2 letters').waitFor();
    await field('Group').pressSequentially('od');
    await option('<b>Odd</b>').waitFor();
    await field('Group').press('Enter');
    expect(await field('Group').inputValue()).toBe('<b>Odd</b>');
    await dialog().getByRole('button', { name: 'Clear' }).click();
    expect(await field('Group').inputValue()).toBe('');
    await field('Group').fill('zz');
    await page.getByText('No results').waitFor();
    await field('Group').press('Escape');
    expect(await dialog().isVisible(), 'the first Escape closes the list only').toBe(true);
    await field('Group').press('Escape');
    await dialog().waitFor({ state: 'hidden' });
    expect(stage.slack.as('U0ANN').modal()).toBeUndefined();
  });

  it('draws blocks, and acts on nothing that others wrote', async () => {
    await type('/docspace-group card');
    const card = page
      .getByRole('article')
      .filter({ has: page.getByRole('heading', { name: 'Card' }) })
      .last();
    await card.getByText('by @bob').waitFor();
    expect(await card.locator('strong', { hasText: 'onerror' }).textContent()).toContain(nasty.slice(0, 20));
    expect((await card.textContent())?.replaceAll('\u200B', '')).toContain(nasty);
    expect(await card.locator('img').count()).toBe(0);
    expect(await page.title()).not.toBe('bad');
    expect(await card.textContent()).toContain('until 1970-01-01 01:00');
    await card.getByRole('button', { name: 'Open' }).click();
    await page.getByText('https://docspace.example/groups/1').waitFor();
    expect(page.url()).toContain(stage.url);
  });

  it('asks before a button that wants it', async () => {
    await type('/docspace-group card');
    const drop = lastMessage().getByRole('button', { name: 'Drop' });
    await drop.click();
    const question = page.getByRole('alertdialog', { name: 'Sure?' });
    expect(await question.textContent()).toContain('It goes');
    await question.getByRole('button', { name: 'No' }).click();
    expect(await page.getByText('Dropped').count()).toBe(0);
    await drop.click();
    await question.getByRole('button', { name: 'Yes' }).click();
    await lastMessage().getByText('Dropped').waitFor();
  });

  it('picks in a message', async () => {
    await type('/docspace-group card');
    await lastMessage().getByRole('combobox', { name: 'Choose' }).click();
    await option('Blue').click();
    await page.getByText('You chose Blue').waitFor();
  });

  it('shows each person what is theirs', async () => {
    await type('/docspace-group whisper');
    await lastMessage().getByText('psst, @ann').waitFor();
    expect(await lastMessage().textContent()).toContain('Only visible to you');
    const people = page.getByRole('combobox', { name: 'You act as' });
    expect(await people.locator('option').allTextContents()).toEqual(
      expect.arrayContaining([
        'Ann Archer – DocSpace admin',
        'Eve Invited – user, invited',
        'Gus Guest – guest in DocSpace',
        'Nils Nobody – not in DocSpace',
        'Sally Single – DocSpace admin, guest in Slack',
      ]),
    );
    expect(await page.getByRole('button', { name: 'secret' }).count()).toBe(1);
    await people.selectOption('U0CID');
    await page.getByRole('button', { name: 'secret' }).waitFor({ state: 'hidden' });
    expect(await page.getByText('psst').count()).toBe(0);
    await page.reload();
    await box().waitFor();
    expect(await people.inputValue(), 'the address keeps the person').toBe('U0CID');
    await page.getByRole('button', { name: 'DocSpace Groups' }).click();
    await page.getByText('Messages to this app are turned off').waitFor();
    await people.selectOption('U0ANN');
    await page.getByRole('button', { name: 'marketing' }).click();
    await page.getByText('psst, @ann').last().waitFor();
  });

  it('completes the command, its verbs and people', async () => {
    await box().pressSequentially('/d');
    await box().press('Enter');
    expect(await box().inputValue()).toBe('/docspace-group ');
    await option('create [name]').waitFor();
    await box().pressSequentially('whi @jo');
    await option('Joann Archer').click();
    expect(await box().inputValue()).toBe('/docspace-group whi @joann ');
    await box().fill('hi @bob');
    await box().press('Enter');
    await lastMessage().getByText('hi @bob').waitFor();
  });

  it('shows DocSpace’s groups with their names as they are', async () => {
    const panel = page.getByRole('complementary', { name: 'DocSpace' });
    for (const name of ['Grüße & <b>Co</b>', '<!channel> *x* &lt;', 'Q&amp;A']) {
      await panel.getByText(name, { exact: true }).waitFor();
    }
    stage.docspace.addGroup({ name: 'Fresh', memberIds: [], isLdap: true });
    const group = panel.getByRole('group').filter({ hasText: 'Fresh' });
    await group.waitFor();
    expect(await group.textContent()).toContain('LDAP');
    await page.getByText('No rule of Slack or DocSpace was broken').waitFor();
  });

  it('reads mrkdwn as Slack does', async () => {
    for (const [source, html] of mrkdwn) {
      const shown = await page.evaluate(renderInPage(source));
      expect(shown, source).toBe(html);
    }
  });
});

/** Runs in the page: mrkdwn as the HTML it becomes there. */
function renderInPage(source: string): string {
  const user = `{ id: 'U0BOB', name: 'bob', realName: 'Bob Baker' }`;
  const reader = `{ id: 'U0ANN', tz: 'UTC', user: (id) => id === 'U0BOB' ? ${user} : undefined, channelName: () => undefined }`;
  return `import('/text.js').then(({ mrkdwnNodes }) => {
    const box = document.createElement('div');
    box.append(...mrkdwnNodes(${JSON.stringify(source)}, ${reader}));
    return box.innerHTML.replaceAll(/ (class|title|type|role|aria-label)="[^"]*"/g, '');
  })`;
}

function focusedLabel(page: Page): Promise<string> {
  return page.evaluate(`document.activeElement?.labels?.[0]?.textContent ?? ''`);
}

const mrkdwn: readonly (readonly [string, string])[] = [
  ['*bold* _it_ ~no~ `a*b*`', '<strong>bold</strong> <em>it</em> <s>no</s> <code>a*b*</code>'],
  ['a*b*c 2*3*4 snake_case_name', 'a*b*c 2*3*4 snake_case_name'],
  ['* no* *no * **', '* no* *no * **'],
  ['*a _b_ c*', '<strong>a <em>b</em> c</strong>'],
  ['\u200B*\u200Bx\u200B*\u200B', '\u200B*\u200Bx\u200B*\u200B'],
  ['&lt;b&gt; &amp;amp; &quot;', '&lt;b&gt; &amp;amp; &amp;quot;'],
  ['<@U0BOB> <@U9|x> <#C1|team>', '<span>@bob</span> <span>@U9</span> <span>#team</span>'],
  ['<!channel> <!subteam^S1|@team>', '<span>@channel</span> <span>@team</span>'],
  ['<https://a.example/?x=1&amp;y|A &lt;b&gt;>', '<button>A &lt;b&gt;</button>'],
  ['<mailto:a@x.io|a@x.io> <mailto:b@x.io>', '<button>a@x.io</button> <button>b@x.io</button>'],
  [':warning: :no_such_emoji: 10:30:00', '<span>⚠️</span> :no_such_emoji: 10:30:00'],
  ['<!date^86400^{date_num} {time_secs} {nope}|old>', '<time>1970-01-02 00:00:00 {nope}</time>'],
  ['&gt; one\n&gt; two\nthree', '<blockquote>one<br>two</blockquote>three'],
  ['a\n```x *y*\n&lt;z```b', 'a<br><pre>x *y*\n&lt;z</pre>b'],
  ['``` open', '``` open'],
  ['<script>alert(1)</script>', '<button>script</button>alert(1)<button>/script</button>'],
];
