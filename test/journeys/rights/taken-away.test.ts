import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message, Person } from '../../../sandbox/slack/contract.ts';
import { closeAll, fillCreate, openCreateForm, waitForMessage } from '../support/create.ts';
import { idOf, membersOf, openForm } from '../support/members.ts';
import { openStage, type Stage } from '../support/stage.ts';

const admins = /Only DocSpace admins(, and the head of a group,)? can/;

describe('a right that is taken away', () => {
  let stage: Stage;
  let ann: Person;
  let bob: Person;
  let number = 0;
  const text = (person: Person) => {
    const view = person.modal();
    return view === undefined ? '' : stage.slack.plainText(view);
  };
  const writes = () => stage.docspace.requests.filter(({ method }) => method !== 'GET');
  const setRole = (email: string, role: 'admin' | 'user' | 'roomAdmin') =>
    stage.docspace.changePerson(idOf(stage, email), { role });

  beforeAll(async () => {
    stage = await openStage({ env: { HEADS_MANAGE_MEMBERS: 'true' } });
    await stage.start();
    ann = stage.slack.as('U0ANN');
    bob = stage.slack.as('U0BOB');
  });
  beforeEach(async () => {
    number += 1;
    setRole('ann', 'admin');
    await closeAll(ann);
    await closeAll(bob);
    stage.docspace.clearRequests();
  });
  afterAll(() => stage.close());

  function headed(name: string): string {
    const [bobId, cidId] = [idOf(stage, 'bob.baker'), idOf(stage, 'cid')];
    return stage.docspace.addGroup({ name, headId: bobId, memberIds: [bobId, cidId] }).id;
  }

  /** Submits while DocSpace is away: it is accepted, and the run asks. */
  async function submitWhileAway(person: Person): Promise<void> {
    await stage.docspace.goDown();
    const answer = await person.submit();
    expect(answer.kind).toBe('updated');
    expect(text(person)).toContain('Working');
  }

  it('between open and pick closes the form, and tells nothing of anybody', async () => {
    await openCreateForm(stage, ann);
    setRole('ann', 'user');
    await ann.fill('Members', ['@gus']);
    await stage.slack.waitFor(() => admins.test(text(ann)), 'the refusal');
    expect(text(ann)).not.toContain('Gus');
    expect(ann.modal()?.submit).toBeUndefined();
  });

  it('between open and submit is refused in the form, and writes nothing', async () => {
    await openCreateForm(stage, ann);
    await fillCreate(ann, { name: `Never ${number}` });
    setRole('ann', 'roomAdmin');
    await ann.submit();
    expect(text(ann)).toMatch(admins);
    expect(writes()).toEqual([]);
  });

  it('between submit and run is refused by the run, and said so', async () => {
    const name = `Late ${number}`;
    await openCreateForm(stage, ann);
    await fillCreate(ann, { name });
    await submitWhileAway(ann);
    setRole('ann', 'user');
    await stage.docspace.comeUp();
    await stage.slack.waitFor(() => admins.test(text(ann)), 'the refusal');
    expect(writes()).toEqual([]);
    expect(stage.docspace.groups().some((group) => group.name === name)).toBe(false);
  });

  it('from a head who is replaced between open and submit: at once', async () => {
    const id = headed(`Crew ${number}`);
    await openForm(stage, bob, 'add', `"Crew ${number}"`);
    await bob.fill('People', ['@kim']);
    stage.docspace.changeGroup(id, { headId: idOf(stage, 'cid') });
    await bob.submit();
    expect(text(bob)).toMatch(admins);
    // He may not look at it any more: nothing is told of the group or of who heads it now.
    expect(text(bob)).not.toMatch(/Crew|Cid/);
    expect(writes()).toEqual([]);
    expect(membersOf(stage, id)).toEqual(['bob.baker', 'cid']);
  });

  it('from a head who is replaced between submit and run', async () => {
    const id = headed(`Crew ${number}`);
    await openForm(stage, bob, 'add', `"Crew ${number}"`);
    await bob.fill('People', ['@kim']);
    await submitWhileAway(bob);
    stage.docspace.changeGroup(id, { headId: idOf(stage, 'cid') });
    await stage.docspace.comeUp();
    await stage.slack.waitFor(() => admins.test(text(bob)), 'the refusal');
    expect(writes()).toEqual([]);
  });

  /** The announcement of what a head did. */
  async function added(name: string): Promise<Message> {
    await openForm(stage, bob, 'add', `"${name}"`);
    await bob.fill('People', ['@kim']);
    await bob.submit();
    const reads = new RegExp(`\\*${name}\\*[\\s\\S]*\\[Undo\\]`);
    const message = await stage.slack.waitFor(
      () => bob.messages('C0MARKET').find((one) => reads.test(stage.slack.plainText(one))),
      'the announcement',
    );
    await closeAll(bob);
    stage.docspace.clearRequests();
    return message;
  }

  it('from a head who is replaced between announcement and Undo', async () => {
    const id = headed(`Crew ${number}`);
    const message = await added(`Crew ${number}`);
    stage.docspace.changeGroup(id, { headId: idOf(stage, 'cid') });
    await bob.press('Undo', { channel: message.channel, ts: message.ts });
    const refusal = await waitForMessage(stage, bob, 'C0MARKET', /can take such changes back/);
    expect(refusal).not.toMatch(/Cid/);
    expect(writes()).toEqual([]);
    expect(membersOf(stage, id)).toContain('kim.lee');
  });

  it('between announcement and Undo, by a new Slack e-mail, too', async () => {
    headed(`Crew ${number}`);
    const message = await added(`Crew ${number}`);
    stage.slack.changeUser('U0BOB', { email: 'cid@example.com' });
    const seen = bob.messages('C0MARKET').length;
    await bob.press('Undo', { channel: message.channel, ts: message.ts });
    await stage.slack.waitFor(
      () =>
        bob
          .messages('C0MARKET')
          .slice(seen)
          .some((one) => /can take such changes back/.test(stage.slack.plainText(one))),
      'the refusal',
    );
    stage.slack.changeUser('U0BOB', { email: 'bob.baker@example.com' });
    expect(writes()).toEqual([]);
  });
});
