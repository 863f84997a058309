import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person, ShownView, Transport } from '../../sandbox/slack/contract.ts';
import { closeAll, waitForDirect, waitForMessage, waitForModal, writes } from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

const leaves = 'Remove the present head from the group';
const none = 'Leave the group without a head';

/** A group, its head and members, by Slack names. */
interface Given {
  readonly head?: string;
  readonly members?: readonly string[];
}

function kit(stage: Stage, ann: Person) {
  const email = (name: string) => (name === 'bob' ? 'bob.baker@example.com' : `${name}@example.com`);
  const idOf = (name: string) => {
    const found = stage.docspace.people().find((one) => one.email.toLowerCase() === email(name));
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found.id;
  };
  return {
    idOf,
    add: (name: string, { head, members = head === undefined ? [] : [head] }: Given = {}) =>
      stage.docspace.addGroup({
        name,
        memberIds: members.map(idOf),
        ...(head === undefined ? {} : { headId: idOf(head) }),
      }),
    async open(typed: string, person = ann, channel = 'C0MARKET'): Promise<ShownView> {
      await person.type(channel, `/docspace-group head ${typed}`);
      return stage.slack.waitFor(() => {
        const view = person.modal();
        return view?.submit === 'Change head' ? view : undefined;
      }, 'the form');
    },
    headOf: (id: string) => stage.docspace.group(id)?.head?.id,
    has: (id: string, name: string) =>
      stage.docspace.group(id)?.members.some((member) => member.id === idOf(name)) === true,
    bodies: () => writes(stage).map((write) => write.body),
  };
}

describe.each<Transport>(['socket', 'http'])('head over %s', (transport) => {
  let stage: Stage;
  let ann: Person;

  beforeAll(async () => {
    stage = await openStage({ transport });
    await stage.start();
    ann = stage.slack.as('U0ANN');
  });
  afterAll(() => stage.close());

  it('goes from the typed names to the announcement, with one write and at most two reads', async () => {
    const { add, open, idOf, headOf, has, bodies } = kit(stage, ann);
    const { id } = add('Marketing', { head: 'bob', members: ['bob', 'jm'] });
    const form = await open('Marketing @cid');
    expect(stage.slack.plainText(form)).toContain('Head now: Bob Baker');
    expect(form.values.head?.head).toMatchObject({ selected_user: 'U0CID' });
    await ann.fill('Reason', 'Bob has moved on');
    stage.docspace.clearRequests();
    expect((await ann.submit()).kind).toBe('updated');
    const text = await waitForMessage(
      stage,
      ann,
      'C0MARKET',
      /\*Marketing\* is now headed by @cid, changed by @ann/,
    );
    expect(text).toContain('Former head: @bob, still a member · 3 members');
    expect(text).toContain('@cid was no member before and is one now');
    expect(text).toContain('Reason: Bob has moved on');
    expect(text).toContain('[Open in DocSpace]');
    await waitForModal(stage, ann, /is now headed by @cid/);
    const told = await waitForDirect(
      stage,
      stage.slack.as('U0CID'),
      /You are now head of \*Marketing\*, set by @ann/,
    );
    expect(told).toContain('Reason: Bob has moved on');
    await waitForDirect(
      stage,
      stage.slack.as('U0BOB'),
      /You are not head of \*Marketing\* any more: @ann made @cid head\.\nYou are still a member/,
    );
    expect(headOf(id)).toBe(idOf('cid'));
    expect(has(id, 'bob')).toBe(true);
    expect(bodies()).toEqual([{ groupManager: idOf('cid') }]);
    expect(stage.docspace.requests.length).toBeLessThanOrEqual(3);
  });
});

describe('head', () => {
  let stage: Stage;
  let ann: Person;
  let use: ReturnType<typeof kit>;

  beforeAll(async () => {
    stage = await openStage();
    await stage.start();
    ann = stage.slack.as('U0ANN');
    use = kit(stage, ann);
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    stage.docspace.faults.clear();
    stage.slack.faults.clear();
    await closeAll(ann);
    stage.docspace.clearRequests();
  });

  const announced = (reads: RegExp) => waitForMessage(stage, ann, 'C0MARKET', reads);
  /** A fault at the second write only. */
  const atSecondWrite = (rule: Parameters<Stage['docspace']['faults']['add']>[0]) => {
    stage.docspace.faults.add({ method: 'PUT' });
    stage.docspace.faults.add({ method: 'PUT', ...rule });
  };

  it('sets a head and takes the former one out in one request', async () => {
    const { id } = use.add('Handover', { head: 'bob', members: ['bob', 'cid'] });
    await use.open('Handover @cid');
    await ann.fill('Options', [leaves]);
    await ann.submit();
    const text = await announced(/\*Handover\* is now headed by @cid, changed by @ann/);
    expect(text).toContain('Former head: @bob, not in the group any more · 1 member');
    expect(text).not.toContain('was no member before');
    await waitForDirect(
      stage,
      stage.slack.as('U0BOB'),
      /head of \*Handover\*[\s\S]*not a member of the group any more/,
    );
    expect(use.bodies()).toEqual([{ groupManager: use.idOf('cid'), membersToRemove: [use.idOf('bob')] }]);
    expect(use.has(id, 'bob')).toBe(false);
  });

  it('sets a head where there was none, kindly ignoring that none can leave', async () => {
    use.add('Headless', { members: ['cid'] });
    const form = await use.open('Headless @bob');
    expect(stage.slack.plainText(form)).toContain('This group has no head now.');
    await ann.fill('Options', [leaves]);
    await ann.submit();
    const text = await announced(/\*Headless\* is now headed by @bob/);
    expect(text).toContain('It had no head before · 2 members');
    expect(use.bodies()).toEqual([{ groupManager: use.idOf('bob') }]);
  });

  it('leaves a group without a head, and takes the person out in one request', async () => {
    const { id } = use.add('Emptied', { head: 'bob', members: ['bob', 'cid'] });
    await use.open('Emptied');
    await ann.fill('Options', [leaves, none]);
    await ann.submit();
    const text = await announced(/\*Emptied\* has no head any more, changed by @ann/);
    expect(text).toContain('Former head: @bob, not in the group any more · 1 member');
    expect(use.headOf(id)).toBeUndefined();
    expect(use.bodies()).toEqual([{ membersToRemove: [use.idOf('bob')] }]);
  });

  it('leaves a group without a head and keeps the person as a member, in two requests', async () => {
    const { id } = use.add('Kept', { head: 'bob', members: ['bob', 'cid'] });
    await use.open('Kept');
    await ann.fill('Options', [none]);
    stage.docspace.clearRequests();
    await ann.submit();
    const text = await announced(/\*Kept\* has no head any more, changed by @ann/);
    expect(text).toContain('Former head: @bob, still a member · 2 members');
    await waitForDirect(
      stage,
      stage.slack.as('U0BOB'),
      /not head of \*Kept\* any more: @ann left the group without a head\.\nYou are still a member/,
    );
    expect(use.headOf(id)).toBeUndefined();
    expect(use.has(id, 'bob')).toBe(true);
    expect(use.bodies()).toEqual([
      { membersToRemove: [use.idOf('bob')] },
      { membersToAdd: [use.idOf('bob')] },
    ]);
    expect(stage.docspace.requests.length).toBeLessThanOrEqual(4);
  });

  it('says before submit and after that a disabled head can’t be kept as a member', async () => {
    const { id } = use.add('Dormant group', { head: 'dina', members: ['dina', 'cid'] });
    const form = await use.open('Dormant group');
    expect(stage.slack.plainText(form)).toContain('Head now: Dina Dormant (disabled in DocSpace)');
    expect(stage.slack.plainText(form)).toContain(
      'Dina Dormant is disabled in DocSpace: leaving the group without a head takes them out',
    );
    await ann.fill('Options', [none]);
    await ann.submit();
    const text = await announced(
      /\*Dormant group\* has no head any more, changed by @ann, but not everything was done/,
    );
    expect(text).toContain(
      '@dina was to stay a member, is out of the group now and could not be added again: the account is disabled',
    );
    expect(writes(stage)).toHaveLength(1);
    expect(use.headOf(id)).toBeUndefined();
  });

  it('sends no direct message to the actor, and does not fail by one that can’t be sent', async () => {
    use.add('Own', { head: 'bob', members: ['bob', 'ann'] });
    stage.slack.faults.add({
      method: 'chat.postMessage',
      fault: { kind: 'error', error: 'cannot_dm_bot' },
      when: (args) => args.channel === 'U0BOB',
    });
    await use.open('Own @ann');
    await ann.submit();
    await announced(/\*Own\* is now headed by @ann, changed by @ann/);
    await waitForModal(stage, ann, /is now headed by @ann/);
    await use.open('Own @cid', stage.slack.as('U0ADA'));
    await stage.slack.as('U0ADA').submit();
    await waitForDirect(stage, ann, /You are not head of \*Own\* any more: @ada made @cid head/);
    expect(ann.directMessages().filter((one) => /now head of \*Own\*/.test(one.text))).toEqual([]);
    await closeAll(stage.slack.as('U0ADA'));
  });

  const unfit: readonly [string, RegExp][] = [
    ['gus', /Gus Guest is a guest in DocSpace; guests can’t join groups/],
    ['dina', /Dina Dormant is disabled in DocSpace/],
    ['nil', /Nils Nobody is not in DocSpace/],
    ['old', /Old Timer is deactivated in Slack/],
    ['xavier', /Xavier External is from another company/],
    ['unka', /has not confirmed their e-mail/],
    ['sally', /is a guest in Slack/],
  ];
  it.each(unfit)(
    'names that @%s can’t be head while the form is open, and at submit',
    async (name, reads) => {
      const group = use.add(`For ${name}`, { head: 'bob' });
      await use.open(`"For ${name}"`);
      const user = stage.slack.world.users.find((one) => one.name === name);
      await ann.fill('New head', user?.id ?? '');
      await waitForModal(stage, ann, reads);
      const submitted = await ann.submit();
      expect(submitted.errors?.head).toMatch(reads);
      expect(writes(stage)).toEqual([]);
      stage.docspace.deleteGroup(group.id);
    },
  );

  it('names at once who was typed and can’t be head, and who is head already', async () => {
    use.add('Typed', { head: 'bob' });
    expect(stage.slack.plainText(await use.open('Typed @gus'))).toMatch(/Gus Guest is a guest in DocSpace/);
    await closeAll(ann);
    expect(stage.slack.plainText(await use.open('Typed @bob'))).toMatch(/Bob Baker is the head already\./);
  });

  const local: readonly [string, readonly string[], 'head' | 'head-options', RegExp][] = [
    ['', [], 'head', /Pick a new head, or tick “Leave the group without a head”/],
    ['', [leaves], 'head', /Pick a new head, or tick/],
    ['@cid', [none], 'head-options', /not both/],
    ['@bob', [], 'head', /“Faulty” is already headed by Bob Baker/],
  ];
  it.each(local)('refuses %s with %j at its field', async (typed, ticked, field, fault) => {
    const { id } = use.add('Faulty', { head: 'bob' });
    await use.open(`Faulty ${typed}`);
    await ann.fill('Options', [...ticked]);
    expect((await ann.submit()).errors?.[field]).toMatch(fault);
    expect(writes(stage)).toEqual([]);
    stage.docspace.deleteGroup(id);
  });

  it('says kindly that a group without a head has none', async () => {
    use.add('Nobody’s', { members: ['cid'] });
    await use.open('Nobody’s');
    await ann.fill('Options', [none, leaves]);
    expect((await ann.submit()).errors?.['head-options']).toMatch(/“Nobody’s” has no head already/);
  });

  it('takes the group from the type-ahead and keeps the person that was picked before', async () => {
    const { id } = use.add('Late pick', { head: 'bob' });
    await use.open('');
    await ann.fill('New head', 'U0GUS');
    await waitForModal(stage, ann, /Gus Guest is a guest/);
    await ann.fill('Group', id);
    await waitForModal(stage, ann, /Head now: Bob Baker[\s\S]*Gus Guest is a guest/);
    await ann.fill('New head', 'U0CID');
    await stage.slack.waitFor(
      () => !stage.slack.plainText(ann.modal() as ShownView).includes('Gus Guest'),
      'the note to go',
    );
    await ann.submit();
    await announced(/\*Late pick\* is now headed by @cid/);
  });

  it('asks which of several, and goes on with the person kept', async () => {
    const first = use.add('Twin', { head: 'bob' });
    use.add('Twin', { head: 'jm' });
    await ann.type('C0MARKET', '/docspace-group manager Twin @cid');
    await waitForModal(stage, ann, /2 groups match “Twin”\. Which one\?/);
    await ann.press('group:choose', 'modal', first.id);
    await stage.slack.waitFor(() => ann.modal()?.submit === 'Change head', 'the form');
    await ann.submit();
    await announced(/\*Twin\* is now headed by @cid/);
    expect(use.headOf(first.id)).toBe(use.idOf('cid'));
  });

  it('tells when somebody else changed the head meanwhile, and asks again', async () => {
    const { id } = use.add('Contested', { head: 'bob', members: ['bob', 'jm'] });
    await use.open('Contested @cid');
    stage.docspace.changeGroup(id, { headId: use.idOf('jm') });
    await ann.submit();
    await waitForModal(
      stage,
      ann,
      /Somebody else changed the head meanwhile: \*Contested\* is headed by .* now[\s\S]*Head now: Jürgen/,
    );
    expect(writes(stage)).toEqual([]);
    await ann.submit();
    const text = await announced(/\*Contested\* is now headed by @cid/);
    expect(text).toContain('Former head: @jm, still a member');
  });

  it('tells what the run finds changed, and shows the form as it is now', async () => {
    const { id } = use.add('Overtaken', { head: 'bob', members: ['bob', 'jm'] });
    await use.open('Overtaken @cid');
    // Nobody can say in time at submit, so the run asks.
    stage.docspace.faults.add({ method: 'GET', delayMs: 30_000, times: 2 });
    stage.docspace.changeGroup(id, { headId: use.idOf('jm') });
    await ann.submit();
    await waitForModal(
      stage,
      ann,
      /Somebody else changed the head meanwhile: \*Overtaken\* is headed by .* now[\s\S]*Your input is kept[\s\S]*Head now: Jürgen/,
    );
    expect(writes(stage)).toEqual([]);
    expect(ann.modal()?.values.head?.head).toMatchObject({ selected_user: 'U0CID' });
    await ann.submit();
    await announced(/\*Overtaken\* is now headed by @cid/);
  });

  it('says so when the group is gone meanwhile, managed in LDAP, or not for this person', async () => {
    const { id } = use.add('Going', { head: 'bob' });
    await use.open('Going @cid');
    stage.docspace.deleteGroup(id);
    await ann.submit();
    await waitForModal(stage, ann, /not in DocSpace any more\. Nothing was changed/);
    await closeAll(ann);
    await use.open('Directory staff');
    await waitForModal(stage, ann, /\*Directory staff\* is managed in LDAP/);
    for (const name of ['U0ROO', 'U0BOB']) {
      const other = stage.slack.as(name);
      await other.type('C0MARKET', '/docspace-group head Design @cid');
      await waitForModal(stage, other, /Only DocSpace admins can change the head of a group\. You are a/);
      await closeAll(other);
    }
    expect(writes(stage)).toEqual([]);
  });

  it.each(['dropAfter', 'dropBefore', 'garbage'] as const)('gets over %s at the write', async (kind) => {
    const { id } = use.add(`Head ${kind}`, { head: 'bob', members: ['bob', 'jm'] });
    await use.open(`"Head ${kind}" @cid`);
    await ann.fill('Options', [leaves]);
    stage.docspace.faults.add({ method: 'PUT', fault: { kind } });
    await ann.submit();
    const text = await announced(new RegExp(`\\*Head ${kind}\\* is now headed by @cid`));
    expect(text).toContain('Former head: @bob, not in the group any more · 2 members');
    expect(text).toContain('@cid was no member before and is one now');
    expect(use.headOf(id)).toBe(use.idOf('cid'));
    expect(stage.docspace.group(id)?.isBroken).toBe(false);
  });

  it('carries on where a change stopped midway', async () => {
    const { id } = use.add('Midway', { head: 'bob', members: ['bob', 'jm'] });
    await use.open('Midway @cid');
    await ann.fill('Options', [leaves]);
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'midway', afterSteps: 1 } });
    await ann.submit();
    const text = await announced(/\*Midway\* is now headed by @cid/);
    expect(text).toContain('Former head: @bob, not in the group any more · 2 members');
    expect(text).toContain('@cid was no member before and is one now');
    expect(use.has(id, 'bob')).toBe(false);
    expect(writes(stage)).toHaveLength(2);
  });

  it.each(['dropAfter', 'dropBefore', 'garbage'] as const)(
    'gets over %s when the head is added back',
    async (kind) => {
      const { id } = use.add(`Back ${kind}`, { head: 'bob', members: ['bob', 'jm'] });
      await use.open(`"Back ${kind}"`);
      await ann.fill('Options', [none]);
      atSecondWrite({ fault: { kind } });
      await ann.submit();
      const text = await announced(new RegExp(`\\*Back ${kind}\\* has no head any more`));
      expect(text).toContain('Former head: @bob, still a member · 2 members');
      expect(use.has(id, 'bob')).toBe(true);
    },
  );

  it('turns a refusal back into the form with all input kept', async () => {
    use.add('Stuck', { head: 'bob' });
    await use.open('Stuck @cid');
    await ann.fill('Options', [leaves]);
    await ann.fill('Reason', 'Because');
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'accessDenied' } });
    await ann.submit();
    await waitForModal(
      stage,
      ann,
      /The head of \*Stuck\* was not changed\. DocSpace refuses[\s\S]*Head now: Bob Baker/,
    );
    const values = ann.modal()?.values;
    expect(values?.head?.head).toMatchObject({ selected_user: 'U0CID' });
    expect(values?.['head-options']?.['head-options']).toMatchObject({
      selected_options: [{ value: 'leaves' }],
    });
    expect(values?.reason?.reason).toMatchObject({ value: 'Because' });
    await ann.submit();
    await announced(/\*Stuck\* is now headed by @cid/);
  });

  it('puts everything back when the former head can’t be added again', async () => {
    const { id } = use.add('Restored', { head: 'bob', members: ['bob', 'jm'] });
    await use.open('Restored');
    await ann.fill('Options', [none]);
    atSecondWrite({ fault: { kind: 'accessDenied' } });
    await ann.submit();
    await waitForModal(
      stage,
      ann,
      /The head of \*Restored\* was not changed\. @bob could not be kept as a member[\s\S]*put back as it was\. DocSpace refuses/,
    );
    expect(use.headOf(id)).toBe(use.idOf('bob'));
    expect(use.has(id, 'bob')).toBe(true);
    expect(writes(stage)).toHaveLength(3);
  });

  it('says who is out of the group when not even that can be put back', async () => {
    const { id } = use.add('Lost', { head: 'bob', members: ['bob', 'jm'] });
    await use.open('Lost');
    await ann.fill('Options', [none]);
    atSecondWrite({ fault: { kind: 'accessDenied' }, times: 2 });
    await ann.submit();
    const text = await announced(
      /\*Lost\* has no head any more, changed by @ann, but not everything was done/,
    );
    expect(text).toContain('Former head: @bob, not in the group any more · 1 member');
    expect(text).toMatch(
      /@bob was to stay a member, is out of the group now and could not be added again: DocSpace refuses/,
    );
    await waitForDirect(
      stage,
      stage.slack.as('U0BOB'),
      /not head of \*Lost\*[\s\S]*not a member of the group any more/,
    );
    expect(use.has(id, 'bob')).toBe(false);
  });

  it('compares DocSpace’s answer with what was asked', async () => {
    const jm = use.idOf('jm');
    const { id } = use.add('Silent', { head: 'bob' });
    await use.open('Silent @jm');
    stage.docspace.faults.add({ method: 'PUT', delayMs: 700 });
    await ann.submit();
    stage.docspace.changePerson(jm, { status: 'disabled' });
    await waitForModal(
      stage,
      ann,
      /The head of \*Silent\* was not changed: DocSpace did not take Jürgen.* as head/,
    );
    expect(use.headOf(id)).toBe(use.idOf('bob'));
    stage.docspace.changePerson(jm, { status: 'active' });
    await ann.fill('Options', [leaves]);
    stage.docspace.faults.add({ method: 'PUT', delayMs: 700 });
    await ann.submit();
    stage.docspace.changePerson(jm, { status: 'disabled' });
    const text = await announced(
      /\*Silent\* has no head any more, changed by @ann, but not everything was done/,
    );
    stage.docspace.changePerson(jm, { status: 'active' });
    expect(text).toContain('Not made head: @jm was left out by DocSpace without a reason');
    expect(text).toContain('Former head: @bob, not in the group any more · 0 members');
  });

  it('can’t be cancelled once the head is out and is still to be added again', async () => {
    const { id } = use.add('Halfway', { head: 'bob', members: ['bob', 'jm'] });
    await use.open('Halfway');
    await ann.fill('Options', [none]);
    const down = { fault: { kind: 'status' as const, status: 503 }, times: 1_000 };
    atSecondWrite(down);
    await ann.submit();
    await waitForModal(
      stage,
      ann,
      /\*Halfway\* will be left without a head, with @bob as a member, as soon as that is over/,
    );
    await ann.press('Cancel', 'modal');
    await waitForDirect(stage, ann, /It can’t be cancelled any more/);
    expect(use.has(id, 'bob')).toBe(false);
    stage.docspace.faults.clear();
    await announced(/\*Halfway\* has no head any more, changed by @ann/);
    expect(use.has(id, 'bob')).toBe(true);
  });

  it('can be taken back exactly', async () => {
    const { id } = use.add('Taken back', { head: 'bob', members: ['bob', 'jm'] });
    await use.open('Taken back @cid');
    await ann.fill('Options', [leaves]);
    await ann.submit();
    await announced(/\*Taken back\* is now headed by @cid/);
    const message = ann.messages('C0MARKET').find((one) => one.text.includes('*Taken back* is now headed'));
    if (message === undefined) throw new Error('not told');
    await ann.press('Undo', message);
    await stage.slack.waitFor(() => use.headOf(id) === use.idOf('bob') && !use.has(id, 'cid'), 'the undo');
    expect(use.has(id, 'bob')).toBe(true);
    expect(use.has(id, 'jm')).toBe(true);
    const direct = stage.slack
      .as('U0CID')
      .directMessages()
      .filter((one) => one.text.includes('*Taken back*'));
    expect(direct.map((one) => stage.slack.plainText(one)).join()).not.toContain('[Undo]');
  });

  it('changes a head once for a double submit, and one after another for two people', async () => {
    const { id } = use.add('Rush', { head: 'bob', members: ['bob', 'jm', 'cid'] });
    const ada = stage.slack.as('U0ADA');
    await use.open('Rush @cid');
    await use.open('Rush @jm', ada);
    stage.docspace.faults.add({ method: 'PUT', delayMs: 500 });
    await ann.submitTwice();
    await ada.submit();
    await announced(/\*Rush\* is now headed by @cid, changed by @ann/);
    await waitForModal(
      stage,
      ada,
      /Somebody else changed the head meanwhile: \*Rush\* is headed by @?[Cc]id/,
    );
    expect(writes(stage)).toHaveLength(1);
    await ada.submit();
    await announced(/\*Rush\* is now headed by @jm, changed by @ada/);
    expect(use.headOf(id)).toBe(use.idOf('jm'));
    await closeAll(ada);
  });
});
