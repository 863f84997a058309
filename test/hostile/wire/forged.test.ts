import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../sandbox/slack/contract.ts';
import { createSeal } from '../../../src/slack/seal.ts';
import { waitForMessage, writes } from '../../journeys/support/create.ts';
import { openStage, type Stage } from '../../journeys/support/stage.ts';
import {
  admin,
  command,
  interactive,
  type Payload,
  press,
  reader,
  sealed,
  submission,
  view,
} from '../support/payloads.ts';

const channelId = 'C0MARKET';
const sales = '91000000-0000-4000-8000-000000000003';
const design = '91000000-0000-4000-8000-000000000006';
const nobody = '99999999-9999-4999-8999-999999999999';
const none = '00000000-0000-0000-0000-000000000000';

let stage: Stage;
let ann: Person;
let mark = 0;
beforeAll(async () => {
  stage = await openStage({ transport: 'http' });
  await stage.start();
  ann = stage.slack.as(admin);
});
afterAll(async () => {
  // Forged deliveries have no trigger that opens anything.
  const odd = stage.slack.breaches.filter(({ what }) => what !== 'invalid_trigger_id');
  expect(odd).toEqual([]);
  stage.forgive();
  await stage.close();
});
beforeEach(() => {
  mark = stage.docspace.mark();
});

/** Sent with Slack's signature: what is forged is inside. */
async function deliver(body: string): Promise<string> {
  const timestamp = Math.floor(Date.now() / 1000);
  const answer = await stage.slack.postRaw({ body, timestamp, signature: stage.slack.sign(body, timestamp) });
  expect(answer.status).toBe(200);
  return answer.body;
}

const submitted = (user: string, one: Payload) => deliver(interactive(submission(user, one)));

/** What the bot then says to this person alone. */
async function told(user: string, body: string): Promise<string> {
  const before = stage.slack.as(user).messages(channelId).length;
  await deliver(body);
  const message = await stage.slack.waitFor(
    () =>
      stage.slack
        .as(user)
        .messages(channelId)
        .slice(before)
        .find((one) => one.ephemeralFor === user),
    'a private answer',
  );
  return stage.slack.plainText(message);
}

function nothingChanged(): void {
  expect(stage.docspace.requestsSince(mark).filter(({ method }) => method !== 'GET')).toEqual([]);
}

const field = (id: string, entry: unknown) => ({ [id]: { [id]: entry } });
const goodCreate = field('name', { value: 'Forged' });
const goodRename = {
  ...field('group', { selected_option: { value: sales } }),
  ...field('name', { value: 'Forged' }),
};
const goodDelete = {
  ...field('group', { selected_option: { value: sales } }),
  ...field('confirm', { value: 'Sales APAC' }),
};
const groupShown = { id: sales, name: 'Sales APAC', membersCount: 2 };
const tooOld = /too old|no longer|open it again|Open it again/i;

describe('a form', () => {
  it('that was opened by somebody else', async () => {
    const metadata = sealed(stage.slack.botToken, { slackUserId: admin, channelId });
    expect(await submitted('U0ADA', view('create', metadata, goodCreate))).toMatch(tooOld);
    nothingChanged();
  });

  it('that another team’s bot has sealed', async () => {
    const metadata = sealed('xoxb-of-another-team', { slackUserId: admin, channelId });
    expect(await submitted(admin, view('create', metadata, goodCreate))).toMatch(tooOld);
    nothingChanged();
  });

  it.each([0, 2, '1', undefined])('of version %s', async (v) => {
    const metadata = createSeal(stage.slack.botToken).close(JSON.stringify({ v, u: admin, c: channelId }));
    expect(await submitted(admin, view('create', metadata, goodCreate))).toMatch(tooOld);
    nothingChanged();
  });

  it('whose memory is in the clear', async () => {
    const metadata = JSON.stringify({ v: 1, u: admin, c: channelId });
    expect(await submitted(admin, view('create', metadata, goodCreate))).toMatch(tooOld);
    nothingChanged();
  });

  it.each([
    ['rename', goodRename],
    ['delete', goodDelete],
    ['head', goodRename],
    ['add', { ...goodRename, ...field('people', { selected_users: ['U0BOB'] }) }],
    ['remove', goodRename],
  ])('%s with the memory of another form', async (callback, values) => {
    const metadata = sealed(stage.slack.botToken, { slackUserId: admin, channelId });
    const answer = await submitted(admin, view(callback, metadata, values));
    expect(answer).toMatch(/response_action/);
    nothingChanged();
  });

  it.each(['constructor', '__proto__', 'toString', 'gone', ''])('with the callback %j', async (callback) => {
    const metadata = sealed(stage.slack.botToken, { slackUserId: admin, channelId, group: groupShown });
    expect(await submitted(admin, view(callback, metadata, goodCreate))).toMatch(tooOld);
    nothingChanged();
  });

  it.each(['rename', 'delete', 'head', 'add', 'remove'])(
    '%s of a group id that leads elsewhere',
    async (callback) => {
      const group = { ...groupShown, id: '../../people/@self?x=' };
      const metadata = sealed(stage.slack.botToken, { slackUserId: admin, channelId, group });
      const values = { ...goodDelete, ...goodRename, ...field('people', { selected_users: ['U0BOB'] }) };
      expect(await submitted(admin, view(callback, metadata, values))).toMatch(/response_action/);
      nothingChanged();
      expect(stage.docspace.requestsSince(mark).filter(({ path }) => path.includes('..'))).toEqual([]);
    },
  );

  it('of somebody of another team', async () => {
    const metadata = sealed(stage.slack.botToken, { slackUserId: admin, channelId });
    const body = { ...submission(admin, view('create', metadata, goodCreate)), team: { id: 'T0PARTNER' } };
    expect(await deliver(interactive(body))).toMatch(/response_action/);
    nothingChanged();
  });

  it('of somebody without the right, sealed by the bot itself', async () => {
    const metadata = sealed(stage.slack.botToken, { slackUserId: reader, channelId, group: groupShown });
    expect(await submitted(reader, view('delete', metadata, goodDelete))).toMatch(/Only DocSpace admins/);
    nothingChanged();
  });
});

describe('a button', () => {
  it('without a trigger is not understood, and ends nothing', async () => {
    const before = stage.slack.breaches.length;
    const start = press(admin, { action_id: 'start:create', value: '' });
    await deliver(interactive({ ...start, trigger_id: '' }));
    await deliver(command('create', { user_id: admin, trigger_id: '' }));
    const logged = () =>
      stage.bot
        .output()
        .split('\n')
        .filter((line) => line.includes('"where":"listener"') && line.includes('trigger_id')).length === 2;
    await stage.slack.waitFor(logged, 'a line in the log for each');
    expect(stage.slack.breaches).toHaveLength(before);
    nothingChanged();
  });

  it.each([nobody, none, '../../people', '', 'null', '{}'])(
    'that lists or shows the group %j',
    async (value) => {
      const text = await told(admin, interactive(press(admin, { action_id: 'list-show', value })));
      expect(text).toMatch(/not in DocSpace any more|old|again/i);
      expect(text).not.toMatch(/did not accept/);
      nothingChanged();
    },
  );

  it.each(['{"v":0}', '{"t":"x"}', '[]', 'x', '{"t":"x","f":-1}', '{"t":"x","f":1e99}'])(
    'of a page of an old version, %s',
    async (value) => {
      const text = await told(admin, interactive(press(admin, { action_id: 'list-page:next', value })));
      expect(text).toMatch(/old|again/i);
      nothingChanged();
    },
  );

  it.each([nobody, 'constructor', '', "' OR 1=1 --"])('that undoes the operation %j', async (value) => {
    expect(await told(admin, interactive(press(admin, { action_id: 'undo', value })))).toMatch(
      /don’t know this/,
    );
    nothingChanged();
  });

  it('that undoes what somebody else did', async () => {
    const metadata = sealed(stage.slack.botToken, { slackUserId: admin, channelId });
    await submitted(admin, view('create', metadata, field('name', { value: 'Of Ann alone' })));
    await waitForMessage(stage, ann, channelId, /\*Of Ann alone\* was created/);
    const value = undoValue();
    mark = stage.docspace.mark();
    expect(await told(reader, interactive(press(reader, { action_id: 'undo', value })))).toMatch(
      /Only|can’t|may/,
    );
    nothingChanged();
    expect(stage.docspace.groups().some(({ name }) => name === 'Of Ann alone')).toBe(true);
    const cancelled = await told(
      reader,
      interactive(press(reader, { action_id: 'cancel-operation', value })),
    );
    expect(cancelled).not.toBe('');
    nothingChanged();
  });

  it('of a group that somebody without the right starts a change of', async () => {
    const before = writes(stage).length;
    await deliver(interactive(press(reader, { action_id: 'start:delete', value: design })));
    await deliver(command('whoami', { user_id: reader }));
    expect(writes(stage)).toHaveLength(before);
    nothingChanged();
  });
});

/** What the newest Undo button carries. */
function undoValue(): string {
  const elements = stage.slack
    .allMessages()
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.type === 'actions' ? block.elements : []));
  const button = elements.findLast((one) => 'action_id' in one && one.action_id === 'undo');
  if (button === undefined || !('value' in button) || button.value === undefined) throw new Error('no Undo');
  return String(button.value);
}
