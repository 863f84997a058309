import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person, Transport } from '../../sandbox/slack/contract.ts';
import { closeAll, waitForDirect, waitForMessage, waitForModal } from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

/** Renames a group by the bot and waits for the announcement. */
async function rename(
  stage: Stage,
  person: Person,
  change: { readonly from: string; readonly to: string; readonly reason?: string },
): Promise<void> {
  await person.type('C0MARKET', `/docspace-group rename "${change.from}" ${change.to}`);
  await stage.slack.waitFor(() => person.modal()?.submit === 'Rename', 'the form');
  if (change.reason !== undefined) await person.fill('Reason', change.reason);
  await person.submit();
  await waitForMessage(
    stage,
    person,
    'C0MARKET',
    new RegExp(`\\*${change.from}\\* was renamed to \\*${change.to}\\*`),
  );
  await waitForModal(stage, person, /was renamed to/);
  await closeAll(person);
}

async function create(stage: Stage, person: Person, name: string, head?: string): Promise<void> {
  await person.type('C0MARKET', `/docspace-group create ${name}`);
  await stage.slack.waitFor(() => person.modal()?.submit === 'Create group', 'the form');
  if (head !== undefined) await person.fill('Head of group', head);
  await person.submit();
  await waitForMessage(stage, person, 'C0MARKET', new RegExp(`\\*${name}\\* was created by`));
  await waitForModal(stage, person, /was created/);
  await closeAll(person);
}

/** The newest message must be the answer: older answers may read alike. */
async function ask(stage: Stage, person: Person, text: string, reads: RegExp): Promise<string> {
  const before = person.messages('C0GENERAL').length;
  await person.type('C0GENERAL', `/docspace-group ${text}`);
  return stage.slack.waitFor(
    () =>
      person
        .messages('C0GENERAL')
        .slice(before)
        .map((message) => stage.slack.plainText(message))
        .find((shown) => reads.test(shown)),
    `an answer that reads ${reads}`,
  );
}

describe('history', () => {
  let stage: Stage;
  let ann: Person;

  beforeAll(async () => {
    stage = await openStage();
    await stage.start();
    ann = stage.slack.as('U0ANN');
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    stage.docspace.faults.clear();
    await closeAll(ann);
  });

  const idOf = (name: string) => stage.docspace.groups().find((group) => group.name === name)?.id ?? '';

  it('says so when nothing was done yet', async () => {
    await ask(stage, ann, 'history', /Nothing was changed through me yet/);
    await ask(stage, ann, 'log Design', /Nothing was done to \*Design\* through me yet/);
  });

  it('tells who did what when and why, newest first, to the caller alone', async () => {
    await create(stage, ann, 'Chronicle', 'U0BOB');
    const ada = stage.slack.as('U0ADA');
    await rename(stage, ada, { from: 'Chronicle', to: 'Annals', reason: 'sounds *older*' });
    const text = await ask(stage, ann, 'history Annals', /History of\* \*Annals\* · 2 in all, newest first/);
    expect(text).toMatch(
      /@ada: \*Chronicle\* → \*Annals\*\n +Reason: sounds [\s\S]*@ann: \*Chronicle\* was created: head @bob, 1 member/,
    );
    expect(
      stage.slack
        .as('U0CID')
        .messages('C0GENERAL')
        .some((one) => one.text.includes('Annals')),
    ).toBe(false);
  });

  it('tells refusals, failures and what was cancelled', async () => {
    const { id } = stage.docspace.addGroup({ name: 'Troubled', memberIds: [] });
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'accessDenied' } });
    await ann.type('C0MARKET', '/docspace-group rename "Troubled" Calm');
    await stage.slack.waitFor(() => ann.modal()?.submit === 'Rename', 'the form');
    await ann.submit();
    await waitForModal(stage, ann, /was not renamed/);
    await closeAll(ann);

    await ann.type('C0MARKET', '/docspace-group rename "Troubled" Patient');
    await stage.slack.waitFor(() => ann.modal()?.submit === 'Rename', 'the form');
    stage.docspace.faults.add({ method: 'PUT', times: Infinity, fault: { kind: 'status', status: 503 } });
    await ann.submit();
    await closeAll(ann);
    const waits = await ask(
      stage,
      ann,
      'history Troubled',
      /\*Troubled\* will be renamed to \*Patient\* \((waits|being)/,
    );
    expect(waits).toMatch(/@ann: \*Troubled\* was not renamed\. DocSpace refuses this to the owner/);
    await waitForDirect(stage, ann, /will be renamed to \*Patient\*/);
    await ann.press('Cancel');
    await waitForDirect(stage, ann, /it was cancelled|unclear/);
    await ask(stage, ann, `history ${id}`, /\*Troubled\* was not renamed(: it was cancelled|, or perhaps)/);
  });

  it('pages, with the group kept, and looks anew at each page', async () => {
    const { id } = stage.docspace.addGroup({ name: 'Step 0', memberIds: [] });
    for (let step = 0; step < 12; step += 1) {
      await rename(stage, ann, { from: `Step ${step}`, to: `Step ${step + 1}` });
    }
    await ask(stage, ann, 'history step 12', /1–10 of 12, newest first[\s\S]*\*Step 2\* → \*Step 3\*/);
    await ann.press('Next');
    await waitForMessage(stage, ann, 'C0GENERAL', /11–12 of 12[\s\S]*\*Step 0\* → \*Step 1\*/);
    stage.docspace.deleteGroup(id);
    await ann.press('Previous');
    await waitForMessage(
      stage,
      ann,
      'C0GENERAL',
      /History of\* \*Step 12\* · 1–10 of 12, newest first\nThis group is not in DocSpace any more/,
    );
  });

  it('finds deleted groups by id, link and name, and groups by a former name', async () => {
    await create(stage, ann, 'Short-lived');
    const id = idOf('Short-lived');
    stage.docspace.deleteGroup(id);
    await ask(stage, ann, 'history short-LIVED', /History of\* \*Short-lived\* · 1 in all/);
    await ask(stage, ann, `history ${id}`, /History of\* \*Short-lived\*[\s\S]*not in DocSpace any more/);
    await ask(stage, ann, 'history Chronicle', /History of\* \*Annals\*/);
    await ask(
      stage,
      ann,
      'history 00000000-1111-4222-8333-444444444444',
      /This group is not in DocSpace any more/,
    );
    await ask(stage, ann, 'history Zyzzyva', /I know no group “Zyzzyva”/);
    await ask(stage, ann, 'history Desing', /I can’t find “Desing”\. Did you mean/);
    await ann.press('Design');
    await waitForMessage(stage, ann, 'C0GENERAL', /Nothing was done to \*Design\*/);
  });

  it('asks whose history when a name was used twice', async () => {
    await create(stage, ann, 'Phoenix');
    stage.docspace.deleteGroup(idOf('Phoenix'));
    await create(stage, ann, 'Phoenix');
    await ask(stage, ann, 'history phoenix', /2 groups are or were called “phoenix”\. Whose history\?/);
    await ann.press('history-picked', undefined, idOf('Phoenix'));
    await waitForMessage(stage, ann, 'C0GENERAL', /History of\* \*Phoenix\* · 1 in all/);
  });

  it('marks what was taken back, and tells the undo itself', async () => {
    stage.docspace.addGroup({ name: 'Forth', memberIds: [] });
    await rename(stage, ann, { from: 'Forth', to: 'Back' });
    const announced = ann.messages('C0MARKET').at(-1);
    if (announced === undefined) throw new Error('no announcement');
    await ann.press('Undo', announced);
    await stage.slack.waitFor(
      () => stage.docspace.groups().some((group) => group.name === 'Forth'),
      'the old name',
    );
    await waitForMessage(stage, ann, 'C0MARKET', /\*Forth\*[\s\S]*\*Back\*/);
    const shown = await ask(stage, ann, 'history Forth', /2 in all[\s\S]*\(undone later\)/);
    expect(shown).toMatch(/\*Back\*[\s\S]*@ann: \*Forth\* → \*Back\* \(undone later\)/);
  });

  it('shows all to admins; a group to who may look at it; and no more', async () => {
    await ask(stage, ann, 'history', /History of all groups\* · 1–10 of \d+/);
    const roo = stage.slack.as('U0ROO');
    await ask(
      stage,
      roo,
      'history',
      /Only DocSpace admins can look at the history of all groups[\s\S]*history Marketing/,
    );
    const shown = await ask(stage, roo, 'history Annals', /History of\* \*Annals\*/);
    expect(shown).not.toContain('[CSV]');
    const bob = stage.slack.as('U0BOB');
    await ask(stage, bob, 'history Annals', /History of\* \*Annals\*/);
    await ask(stage, bob, 'history Phoenix', /Looking at groups is for DocSpace admins/);
    const refusal = await ask(stage, bob, 'history Short-lived', /Looking at groups is for DocSpace admins/);
    await ask(stage, stage.slack.as('U0CID'), 'history Annals', /Looking at groups is for DocSpace admins/);
    expect(await ask(stage, bob, 'history Zyzzyva', /Looking at groups/)).toBe(refusal);
    await ask(stage, stage.slack.as('U0GUS'), 'history Annals', /You are a guest in DocSpace/);
  });

  it('explains what is missing when the optional scope is not granted', async () => {
    await ask(stage, ann, 'history Annals', /\[CSV\]/);
    await ann.press('CSV');
    await waitForMessage(stage, ann, 'C0GENERAL', /lacks the optional scope `files:write`/);
    expect(stage.slack.callsOf('files.getUploadURLExternal')).toEqual([]);
  });

  it('sends admins the file by direct message', async () => {
    stage.slack.setScopes(['commands', 'chat:write', 'users:read', 'users:read.email', 'files:write']);
    stage.docspace.addGroup({ name: 'Formula', memberIds: [] });
    await rename(stage, ann, { from: 'Formula', to: '=SUM', reason: 'said "so", twice' }).catch(
      () => undefined,
    );
    await ask(stage, ann, 'history', /\[CSV\]/);
    await ann.press('CSV');
    await waitForMessage(stage, ann, 'C0GENERAL', /The file is in your direct messages/);
    const file = ann
      .directMessages()
      .flatMap((message) => message.files)
      .at(-1);
    const rows = (file?.content ?? '').split('\r\n');
    expect(rows[0]).toBe('\uFEFFtime,who,e-mail,Slack id,what,group,group id,outcome,before,after,reason,id');
    expect(rows[1]).toMatch(
      /^\d{4}-[^,]+Z,Ann Archer,ann@example\.com,U0ANN,rename,Formula,[0-9a-f-]{36},done,Formula,'=SUM,"said ""so"", twice",[0-9a-f-]{36}$/,
    );
    expect(rows.at(-1)).toBe('');
    expect(file?.title).toBe('History of all groups');
    stage.slack.setScopes(['commands', 'chat:write', 'users:read', 'users:read.email']);
  });

  it('says so when Slack does not take the file, and leaves no word of it behind', async () => {
    stage.slack.setScopes(['commands', 'chat:write', 'users:read', 'users:read.email', 'files:write']);
    const notes = () =>
      ann.directMessages().filter((message) => message.text.startsWith('History of Annals'));
    await ask(stage, ann, 'history Annals', /\[CSV\]/);
    const broken = stage.slack.faults.add({
      method: 'files.completeUploadExternal',
      fault: { kind: 'error', error: 'fatal_error' },
    });
    await ann.press('CSV');
    await waitForMessage(stage, ann, 'C0GENERAL', /Slack did not take the file[\s\S]*\(id [0-9a-f]+\)/);
    expect(notes()).toEqual([]);
    broken.remove();
    await ann.press('CSV');
    await waitForMessage(stage, ann, 'C0GENERAL', /The file is in your direct messages/);
    await stage.slack.waitFor(() => notes().length === 1, 'the note');
    stage.slack.setScopes(['commands', 'chat:write', 'users:read', 'users:read.email']);
  });

  it('asks rights anew before it sends the file', async () => {
    const ada = stage.slack.as('U0ADA');
    await ask(stage, ada, 'history Annals', /\[CSV\]/);
    const { id = '' } = stage.docspace.people().find((one) => one.email === 'ada@example.com') ?? {};
    stage.docspace.changePerson(id, { role: 'roomAdmin' });
    await ada.press('CSV');
    await waitForMessage(stage, ada, 'C0GENERAL', /Only DocSpace admins can export the history/);
    stage.docspace.changePerson(id, { role: 'admin' });
  });
});

describe.each<Transport>(['http'])('history over %s', (transport) => {
  it('tells what was done', async () => {
    const stage = await openStage({ transport });
    try {
      await stage.start();
      const ann = stage.slack.as('U0ANN');
      await create(stage, ann, 'Over HTTP');
      await ask(stage, ann, 'history Over HTTP', /@ann: \*Over HTTP\* was created: _no head_, 0 members/);
      await ask(stage, ann, 'history', /History of all groups\* · 1 in all/);
    } finally {
      await stage.close();
    }
  });
});
