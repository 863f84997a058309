import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../sandbox/slack/contract.ts';
import { closeAll, waitForMessage, waitForModal } from '../support/create.ts';
import { idsOf } from '../support/members.ts';
import { openStage, type Stage } from '../support/stage.ts';
import { type Forge, openForge } from './support/forge.ts';

const channel = 'C0GENERAL';
const id = 'aaaaaaaa-0000-4000-8000-000000000001';
/** Everything that looks a group up for somebody who types. */
const searches = ['show', 'list', 'history', 'watch', 'unwatch', 'rename', 'head', 'add', 'remove', 'delete'];

describe('what is looked up for whom', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({ env: { HEADS_MANAGE_MEMBERS: 'true' } });
    await stage.start();
  });
  afterAll(() => stage.close());
  beforeEach(() => stage.docspace.faults.clear());

  const type = (person: Person, text: string) => person.type(channel, `/docspace-group ${text}`);
  const read = (person: Person) => {
    const shown = [...person.messages(channel).slice(-1), ...person.modals().slice(-1)];
    return shown.map((one) => stage.slack.plainText(one)).join('\n');
  };
  async function isTold(person: Person, text: string, reads: RegExp): Promise<void> {
    const before = person.messages(channel).length;
    await type(person, text);
    await stage.slack.waitFor(() => {
      const news = person.messages(channel).length > before || person.modal() !== undefined;
      return news && reads.test(read(person));
    }, `${text} to be answered with ${reads}`);
    await closeAll(person);
  }

  it.each(searches)('%s: nothing in DocSpace for a guest of the workspace', async (verb) => {
    const sally = stage.slack.as('U0SALLY');
    for (const group of ['Design', id]) {
      stage.docspace.clearRequests();
      await isTold(sally, `${verb} ${group}`, /guest/i);
      expect(stage.docspace.requests).toEqual([]);
    }
  });

  it.each(searches)('%s: a refusal is told also where the search fails', async (verb) => {
    stage.docspace.faults.add({
      path: /\/group/,
      times: Infinity,
      fault: { kind: 'accessDenied' },
    });
    await isTold(stage.slack.as('U0GUS'), `${verb} Design`, /You are a guest in DocSpace/);
  });

  it.each(['rename', 'head', 'delete'])('%s: so is one for the role', async (verb) => {
    stage.docspace.faults.add({ path: /\/group/, times: Infinity, fault: { kind: 'accessDenied' } });
    await isTold(stage.slack.as('U0ROO'), `${verb} Design`, /Only DocSpace admins can/);
  });

  it('list: so is one for the role', async () => {
    stage.docspace.faults.add({ path: /\/group/, times: Infinity, fault: { kind: 'accessDenied' } });
    await isTold(stage.slack.as('U0CID'), 'list Design', /Looking at groups is for DocSpace admins/);
  });

  it.each(['show', 'history', 'watch', 'unwatch'])('%s: a damaged group is like none', async (verb) => {
    const broken = stage.docspace.addGroup({ name: `Broken ${verb}`, memberIds: idsOf(stage, 'kim.lee') });
    stage.docspace.breakGroup(broken.id);
    const notReader = /Looking at groups is for DocSpace admins/;
    for (const group of [broken.id, id]) await isTold(stage.slack.as('U0CID'), `${verb} ${group}`, notReader);
    stage.docspace.deleteGroup(broken.id);
  });

  it('remove: the people who were typed only once the right is there', async () => {
    stage.docspace.addGroup({ name: 'Theirs', memberIds: idsOf(stage, 'jm', 'eve') });
    const roo = stage.slack.as('U0ROO');
    const before = stage.slack.callsOf('users.info').length;
    await type(roo, 'remove Theirs @jm @eve');
    await waitForModal(stage, roo, /Only DocSpace admins, and the head of a group, can remove members/);
    const asked = stage.slack.callsOf('users.info').slice(before);
    expect(asked.filter((call) => ['U0JM', 'U0EVE'].includes(String(call.args.user)))).toEqual([]);
    await closeAll(roo);
  });

  it('remove: no more of them than the form can show', async () => {
    const ann = stage.slack.as('U0ANN');
    stage.docspace.addGroup({ name: 'Many typed', memberIds: idsOf(stage, 'jm') });
    const emails = Array.from({ length: 119 }, (_, index) => `nobody${index}@example.com`);
    stage.docspace.clearRequests();
    await type(ann, `remove "Many typed" jm@example.com ${emails.join(' ')}`);
    await waitForModal(stage, ann, /That is 120 people; at most 100 can be done at once/);
    const asked = stage.docspace.requests.map(({ path }) => decodeURIComponent(path)).join('\n');
    expect(asked).toContain('nobody98@');
    expect(asked).not.toContain('nobody99@');
    await closeAll(ann);
  });

  it('watch: a damaged group does not hide the others that a channel watches', async () => {
    const ann = stage.slack.as('U0ANN');
    const broken = stage.docspace.addGroup({ name: 'Soon broken', memberIds: idsOf(stage, 'kim.lee') });
    for (const name of ['Soon broken', 'Design']) {
      await isTold(ann, `watch "${name}"`, new RegExp(`This channel watches \\*${name}\\* from now on`));
    }
    stage.docspace.breakGroup(broken.id);
    await isTold(ann, 'watch', /This channel watches 2 groups:[\s\S]*\*Design\*[\s\S]*and 1 more/);
    stage.docspace.deleteGroup(broken.id);
  });

  it('answers who may look as before', async () => {
    const ann = stage.slack.as('U0ANN');
    await type(ann, 'show Design');
    await waitForMessage(stage, ann, channel, /\*Design\*[\s\S]*Head of group/);
  });
});

describe('who is looked up for the shortcut on a message', () => {
  let stage: Stage;
  let forge: Forge;

  beforeAll(async () => {
    stage = await openStage({ transport: 'http' });
    await stage.start();
    forge = await openForge(stage);
  });
  afterAll(async () => {
    await forge.close();
    await stage.close();
  });

  async function use(person: string, text: string) {
    const before = stage.slack.callsOf('users.info').length;
    const payload = {
      type: 'message_action',
      callback_id: 'add_people_of_message',
      channel: { id: channel },
      message: { user: 'U0EVE', text },
    };
    const told = await forge.interact(stage.slack.as(person), payload, { opens: true });
    const asked = stage.slack.callsOf('users.info').slice(before);
    return { told: told.all, asked: new Set(asked.map((call) => String(call.args.user))) };
  }

  it('nobody for who can’t add anybody', async () => {
    const { told, asked } = await use('U0ROO', '<@U0KIM> and <@U0BO>');
    expect(told).toMatch(/Only DocSpace admins can add members/);
    // He, and the people whom he can ask.
    for (const id of ['U0EVE', 'U0KIM', 'U0BO']) expect(asked).not.toContain(id);
  });

  it('no more than the form takes', async () => {
    const crowd = Array.from({ length: 130 }, (_, index) => `<@U0CROWD${100 + index}>`);
    const { asked } = await use('U0ANN', crowd.join(' '));
    // The author is one of the hundred, Ann is not.
    expect(asked.size).toBe(101);
  });
});
