import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person, Transport } from '../../sandbox/slack/contract.ts';
import { closeAll, waitForDirect, waitForMessage, waitForModal, writes } from './support/create.ts';
import { idOf, idsOf, membersOf, openForm } from './support/members.ts';
import { openStage, type Stage } from './support/stage.ts';

describe.each<Transport>(['socket', 'http'])('add and remove over %s', (transport) => {
  let stage: Stage;
  let ann: Person;

  beforeAll(async () => {
    stage = await openStage({ transport });
    await stage.start();
    ann = stage.slack.as('U0ANN');
  });
  afterAll(() => stage.close());
  beforeEach(() => closeAll(ann));

  it('adds whom it was told, with one write and at most two reads', async () => {
    const bob = idOf(stage, 'bob.baker');
    const { id } = stage.docspace.addGroup({ name: 'Band', headId: bob, memberIds: [bob] });
    const form = await openForm(stage, ann, 'add', 'Band @cid @jm petra@example.com');
    expect(form.values.people?.people).toMatchObject({ selected_users: ['U0CID', 'U0JM'] });
    expect(form.values.emails?.emails).toMatchObject({ value: 'petra@example.com' });
    await ann.fill('Reason', 'New song');
    stage.docspace.clearRequests();
    expect((await ann.submit()).kind).toBe('updated');
    const text = await waitForMessage(
      stage,
      ann,
      'C0MARKET',
      /@cid, @jm, and Petra Post were added to \*Band\* by @ann/,
    );
    expect(text).toContain('Head: @bob · 4 members');
    expect(text).toContain('Reason: New song');
    expect(text).not.toContain('skipped');
    await waitForModal(stage, ann, /were added to/);
    expect(membersOf(stage, id)).toEqual(['bob.baker', 'cid', 'jm', 'petra']);
    expect(writes(stage)).toHaveLength(1);
    expect(stage.docspace.requests.length).toBeLessThanOrEqual(3);
  });

  it('removes whom it was told, with one write and at most two reads', async () => {
    const ids = idsOf(stage, 'bob.baker', 'cid', 'jm');
    const { id } = stage.docspace.addGroup({ name: 'Choir', headId: ids[0] ?? '', memberIds: ids });
    await openForm(stage, ann, 'remove', 'Choir @cid');
    stage.docspace.clearRequests();
    expect((await ann.submit()).kind).toBe('updated');
    const text = await waitForMessage(stage, ann, 'C0MARKET', /@cid was removed from \*Choir\* by @ann/);
    expect(text).toContain('Head: @bob · 2 members');
    expect(membersOf(stage, id)).toEqual(['bob.baker', 'jm']);
    expect(writes(stage)).toHaveLength(1);
    expect(stage.docspace.requests.length).toBeLessThanOrEqual(3);
  });
});

describe('add', () => {
  let stage: Stage;
  let ann: Person;

  beforeAll(async () => {
    stage = await openStage({ env: { HEADS_MANAGE_MEMBERS: 'true' } });
    await stage.start();
    ann = stage.slack.as('U0ANN');
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    stage.docspace.faults.clear();
    await closeAll(ann);
    stage.docspace.clearRequests();
  });

  const group = (name: string, ...members: readonly string[]) =>
    stage.docspace.addGroup({ name, memberIds: idsOf(stage, ...members) });

  it('tells who was in already, and sends only the others', async () => {
    const { id } = group('Half', 'cid');
    await openForm(stage, ann, 'add', 'Half @cid @jm @eve');
    await ann.submit();
    const text = await waitForMessage(stage, ann, 'C0MARKET', /@jm and @eve were added to \*Half\*/);
    expect(text).toContain('2 added, 1 already in');
    expect(text).toContain('Already in: @cid');
    expect(text).toContain('No head · 3 members');
    expect(writes(stage)[0]?.body).toEqual({ membersToAdd: idsOf(stage, 'jm', 'eve') });
    expect(membersOf(stage, id)).toEqual(['cid', 'eve', 'jm']);
  });

  it('names at its field who can’t join, while picking and at submit', async () => {
    group('Picky');
    await openForm(stage, ann, 'add', 'Picky');
    await ann.fill('People', ['U0CID', 'U0GUS', 'U0XAV']);
    await waitForModal(
      stage,
      ann,
      /Gus Guest is a guest in DocSpace[\s\S]*Xavier External is from another company/,
    );
    const submitted = await ann.submit();
    expect(submitted.errors?.people).toMatch(/Gus Guest is a guest in DocSpace.*\n.*Xavier/s);
    await ann.fill('People', ['U0CID']);
    await stage.slack.waitFor(
      () => !stage.slack.plainText(ann.modal() ?? fail()).includes('Gus Guest'),
      'the note to go',
    );
    await ann.fill('E-mails', 'dina@example.com\nnobody@example.com');
    expect((await ann.submit()).errors?.emails).toMatch(
      /Dina Dormant is disabled.*\nnobody@example\.com is not in/s,
    );
    await ann.fill('E-mails', 'petra@example.com\nno address');
    expect((await ann.submit()).errors?.emails).toBe('Line 2: “no address” is no e-mail address.');
    expect(writes(stage)).toEqual([]);
  });

  it('asks Slack anew at submit who the picked people are', async () => {
    group('Newly seen');
    const changes = [
      [{ deleted: true }, { deleted: false }, /Jürgen.*is deactivated in Slack/],
      [{ email: 'gus@example.com' }, { email: 'jm@example.com' }, /Gus Guest is a guest in DocSpace/],
    ] as const;
    for (const [change, back, refusal] of changes) {
      await openForm(stage, ann, 'add', '"Newly seen"');
      await ann.fill('People', ['U0JM', 'U0GUS']);
      await waitForModal(stage, ann, /Gus Guest is a guest in DocSpace/);
      await ann.fill('People', ['U0JM']);
      await stage.slack.waitFor(
        () => !stage.slack.plainText(ann.modal() ?? fail()).includes('Gus Guest'),
        'the note to go',
      );
      stage.slack.changeUser('U0JM', change);
      expect((await ann.submit()).errors?.people).toMatch(refusal);
      stage.slack.changeUser('U0JM', back);
      await closeAll(ann);
    }
    expect(writes(stage)).toEqual([]);
  });

  it('adds them when Slack does not answer about them again', async () => {
    const { id } = group('Not asked twice');
    await openForm(stage, ann, 'add', '"Not asked twice"');
    const asked = () => stage.slack.callsOf('users.info').filter((call) => call.args.user === 'U0EVE').length;
    await ann.fill('People', ['U0EVE']);
    await stage.slack.waitFor(() => asked() > 0, 'the pick to be checked');
    const limited = stage.slack.faults.add({
      method: 'users.info',
      when: (args) => args.user === 'U0EVE',
      times: Infinity,
      fault: { kind: 'rate-limited', retryAfterSeconds: 30 },
    });
    expect((await ann.submit()).kind).toBe('updated');
    await waitForMessage(stage, ann, 'C0MARKET', /@eve was added to \*Not asked twice\*/);
    limited.remove();
    expect(limited.hits).toBeGreaterThan(0);
    expect(membersOf(stage, id)).toEqual(['eve']);
  });

  it('says at the field when nobody is picked, or all are in', async () => {
    group('Complete', 'cid', 'jm');
    await openForm(stage, ann, 'add', 'Complete');
    expect((await ann.submit()).errors?.people).toBe('Pick somebody, or type an e-mail below.');
    await ann.fill('People', ['U0CID']);
    expect((await ann.submit()).errors?.people).toBe('Cid Carter is in “Complete” already.');
    await ann.fill('People', []);
    await ann.fill('E-mails', 'cid@example.com\njm@example.com');
    expect((await ann.submit()).errors?.emails).toMatch(
      /They are all in “Complete” already: Cid Carter, Jürgen/,
    );
    expect(writes(stage)).toEqual([]);
  });

  it('takes the group from the type-ahead and keeps people, notes and e-mails', async () => {
    const { id } = group('Later picked');
    await openForm(stage, ann, 'add', '@cid');
    await ann.fill('People', ['U0CID', 'U0GUS']);
    await waitForModal(stage, ann, /Gus Guest is a guest/);
    await ann.press('More room for e-mails');
    await stage.slack.waitFor(() => ann.modal()?.values['emails-2'], 'the second field');
    await waitForModal(stage, ann, /Gus Guest is a guest/);
    await ann.fill('emails-2', 'petra@example.com');
    await ann.fill('Group', id);
    await ann.fill('People', ['U0CID']);
    await stage.slack.waitFor(
      () => !stage.slack.plainText(ann.modal() ?? fail()).includes('Gus Guest'),
      'the note to go',
    );
    await stage.slack.waitFor(async () => (await ann.submit()).kind === 'updated', 'the submit');
    await waitForMessage(stage, ann, 'C0MARKET', /were added to \*Later picked\*/);
    expect(membersOf(stage, id)).toEqual(['cid', 'petra']);
  });

  it('lets the head add, nobody else who is no admin', async () => {
    const bob = stage.slack.as('U0BOB');
    const head = idOf(stage, 'bob.baker');
    const { id } = stage.docspace.addGroup({ name: 'Bobs', headId: head, memberIds: [head] });
    group('Not Bobs');
    await openForm(stage, bob, 'add', 'Bobs @cid');
    const offered = await bob.suggest('Group', 'bobs');
    expect(offered.map((one) => one.text)).toEqual(['Bobs']);
    await bob.submit();
    await waitForMessage(stage, bob, 'C0MARKET', /@cid was added to \*Bobs\* by @bob/);
    expect(membersOf(stage, id)).toEqual(['bob.baker', 'cid']);
    await closeAll(bob);
    // The same answer for a group of another head and for one that is not there.
    const told: string[] = [];
    for (const name of ['Not Bobs', 'Nowhere']) {
      await bob.type('C0MARKET', `/docspace-group add "${name}" @cid`);
      const refusal = /Only DocSpace admins, and the head of a group, can add members\. You are a user/;
      told.push(await waitForModal(stage, bob, refusal));
      await closeAll(bob);
    }
    expect(told[0]).toBe(told[1]);
    expect(writes(stage)).toHaveLength(1);
  });

  it('refuses a group that is gone meanwhile, or managed in LDAP', async () => {
    const { id } = group('Vanishing');
    await openForm(stage, ann, 'add', 'Vanishing @cid');
    stage.docspace.deleteGroup(id);
    await ann.submit();
    await waitForModal(stage, ann, /not in DocSpace any more\. Nothing was changed/);
    await closeAll(ann);
    await openForm(stage, ann, 'add', '"Directory staff" @petra');
    await waitForModal(stage, ann, /managed in LDAP/);
    expect(writes(stage)).toEqual([]);
  });

  it('is refused by the run, too, when the group goes between submit and run', async () => {
    const { id } = group('Late loss');
    await openForm(stage, ann, 'add', '"Late loss" @cid');
    stage.docspace.faults.add({ method: 'PUT', delayMs: 300 });
    await ann.submit();
    stage.docspace.deleteGroup(id);
    await waitForModal(stage, ann, /not in DocSpace any more\. Nothing was changed/);
    expect(ann.modal()?.values.people?.people).toMatchObject({ selected_users: ['U0CID'] });
  });

  it('tells whom DocSpace skipped without a word, person by person', async () => {
    group('Silent');
    await openForm(stage, ann, 'add', 'Silent @cid @jm');
    stage.docspace.faults.add({ method: 'PUT', delayMs: 300 });
    await ann.submit();
    stage.docspace.changePerson(idOf(stage, 'jm'), { status: 'disabled' });
    const text = await waitForMessage(
      stage,
      ann,
      'C0MARKET',
      /:warning: @cid was added to \*Silent\* by @ann/,
    );
    expect(text).toContain('1 added, 1 skipped: @jm was left out by DocSpace without a reason');
    stage.docspace.changePerson(idOf(stage, 'jm'), { status: 'active' });
  });

  it('checks in the run what could not be checked in time', async () => {
    const { id } = group('Unhurried', 'cid');
    await openForm(stage, ann, 'add', 'Unhurried @cid @jm gus@example.com');
    const slow = stage.docspace.faults.add({ method: 'GET', delayMs: 30_000, times: 100 });
    const submitted = await ann.submit();
    expect(submitted.kind).toBe('updated');
    slow.remove();
    const text = await waitForMessage(stage, ann, 'C0MARKET', /@jm was added to \*Unhurried\* by @ann/);
    expect(text).toContain('1 added, 1 already in, 1 skipped: Gus Guest is a guest in DocSpace');
    expect(membersOf(stage, id)).toEqual(['cid', 'jm']);
  });

  it.each(['dropAfter', 'dropBefore', 'garbage'] as const)('gets over %s at the write', async (kind) => {
    const { id } = group(`Add ${kind}`);
    await openForm(stage, ann, 'add', `"Add ${kind}" @cid @jm`);
    stage.docspace.faults.add({ method: 'PUT', fault: { kind } });
    await ann.submit();
    await waitForMessage(stage, ann, 'C0MARKET', new RegExp(`@cid and @jm were added to \\*Add ${kind}\\*`));
    expect(membersOf(stage, id)).toEqual(['cid', 'jm']);
    // What DocSpace did already is not asked for again.
    if (kind !== 'dropBefore') expect(writes(stage)).toHaveLength(1);
  });

  it('gets over a write that failed midway, and asks only for the rest', async () => {
    const { id } = group('Midway');
    await openForm(stage, ann, 'add', 'Midway @cid @jm petra@example.com');
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'midway', afterSteps: 1 } });
    await ann.submit();
    await waitForMessage(stage, ann, 'C0MARKET', /were added to \*Midway\*/);
    expect(membersOf(stage, id)).toEqual(['cid', 'jm', 'petra']);
    expect(writes(stage).at(-1)?.body).toEqual({ membersToAdd: idsOf(stage, 'jm', 'petra') });
  });

  it('turns a refusal back into the form with all input kept', async () => {
    group('Stubborn');
    await openForm(stage, ann, 'add', 'Stubborn @cid petra@example.com');
    await ann.fill('Reason', 'Because');
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'accessDenied' } });
    await ann.submit();
    await waitForModal(stage, ann, /Nobody was added to \*Stubborn\*\. DocSpace refuses/);
    const values = ann.modal()?.values;
    expect(values?.people?.people).toMatchObject({ selected_users: ['U0CID'] });
    expect(values?.emails?.emails).toMatchObject({ value: 'petra@example.com' });
    expect(values?.reason?.reason).toMatchObject({ value: 'Because' });
    expect((await ann.submit()).kind).toBe('updated');
    await waitForMessage(stage, ann, 'C0MARKET', /were added to \*Stubborn\*/);
  });

  it('runs a double submit once, and tells by direct message where no way leads into the channel', async () => {
    group('Quiet');
    await openForm(stage, ann, 'add', 'Quiet @cid', 'G0SECRET');
    const gone = stage.slack.faults.add({ method: 'response_url', fault: { kind: 'status', status: 404 } });
    await ann.submitTwice();
    await waitForDirect(stage, ann, /@cid was added to \*Quiet\*/);
    gone.remove();
    expect(writes(stage)).toHaveLength(1);
  });
});

function fail(): never {
  throw new Error('no modal is open');
}
