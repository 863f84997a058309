import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person, Transport } from '../../sandbox/slack/contract.ts';
import { closeAll, groupsCalled, submitCreate, waitForDirect, writes } from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';
import { makeOlder, people, undoKit } from './support/undo.ts';

const minute = 60_000;

describe.each<Transport>(['socket', 'http'])('undo over %s', (transport) => {
  let stage: Stage;
  let ann: Person;
  let kit: ReturnType<typeof undoKit>;

  beforeAll(async () => {
    stage = await openStage({ transport });
    await stage.start();
    ann = stage.slack.as('U0ANN');
    kit = undoKit(stage, ann);
  });
  afterAll(() => stage.close());

  it('takes a rename back, asks before, tells it, and takes the button away', async () => {
    const { id, message } = await kit.renamed('First name', 'Second name');
    expect(kit.text(message)).toContain('[Open in DocSpace] [Undo]');
    expect(kit.text(message)).toMatch(/Undo until \d/);
    const press = await ann.press('Undo', message);
    expect(press.confirmed).toEqual({
      title: 'Take this back?',
      text: '“Second name” will be called “First name” again.',
      confirm: 'Undo',
      deny: 'Leave as it is',
      style: 'danger',
    });
    const told = kit.text(await kit.announcement(/\*First name\* has its former name back/));
    expect(told).toContain('@ann took back the rename to *Second name*');
    expect(told).not.toContain('[Undo]');
    expect(stage.docspace.group(id)?.name).toBe('First name');
    expect(writes(stage)).toHaveLength(1);
    const after = kit.text(await kit.withoutButton(message));
    expect(after).toMatch(/was renamed to/);
    expect(after).toMatch(/\[Open in DocSpace\]/);
    expect(after).toMatch(/Taken back by @ann/);
    expect(after).not.toContain('Undo until');
  });
});

describe('undo', () => {
  let stage: Stage;
  let ann: Person;
  let ada: Person;
  let kit: ReturnType<typeof undoKit>;

  beforeAll(async () => {
    stage = await openStage({ env: { AUDIT_CHANNEL: 'C0GENERAL' } });
    await stage.start();
    ann = stage.slack.as('U0ANN');
    ada = stage.slack.as('U0ADA');
    kit = undoKit(stage, ann);
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    stage.docspace.faults.clear();
    await closeAll(ann);
  });

  const membersOf = (id: string) =>
    new Set((stage.docspace.group(id)?.members ?? []).map((member) => member.id));

  it('deletes what was created, and says what stands against it', async () => {
    await submitCreate(stage, ann, { name: 'Too early', head: 'U0BOB', members: ['U0CID'] });
    const message = await kit.announcement(/\*Too early\* was created/);
    await closeAll(ann);
    const id = groupsCalled(stage, 'Too early')[0]?.id ?? '';
    stage.docspace.changeGroup(id, { removeIds: [people.cid] });
    await ann.press('Undo', message);
    const why = await waitForDirect(stage, ann, /Nothing about \*Too early\* was taken back/);
    expect(why).toContain('The members were changed since. Gone:');
    expect(groupsCalled(stage, 'Too early')).toHaveLength(1);
    stage.docspace.changeGroup(id, { addIds: [people.cid] });
    await ann.press('Undo', message);
    await kit.announcement(/\*Too early\* was deleted again: @ann took back its creation/);
    expect(groupsCalled(stage, 'Too early')).toEqual([]);
  });

  it('creates a deleted group anew, with its people', async () => {
    const memberIds = [people.bob, people.cid];
    const { id } = stage.docspace.addGroup({ name: 'Phoenix', headId: people.bob, memberIds });
    const message = await kit.deleted('Phoenix');
    const press = await ada.press('Re-create', message);
    expect(press.confirmed?.text).toContain('It gets a new id');
    const told = await kit.announcement(/\*Phoenix\* was created anew by @ada/);
    expect(kit.text(told)).toMatch(/Head: @bob · 2 members\nIt has a new id/);
    expect(kit.text(told)).toContain('[Open in DocSpace]');
    const [group, second] = groupsCalled(stage, 'Phoenix');
    expect(second).toBeUndefined();
    expect(group?.id).not.toBe(id);
    expect(group?.head?.id).toBe(people.bob);
    expect(membersOf(group?.id ?? '')).toEqual(new Set(memberIds));
    await kit.withoutButton(message);
  });

  it('takes a change of head back', async () => {
    const { id } = stage.docspace.addGroup({ name: 'Led', headId: people.bob, memberIds: [people.bob] });
    const message = await kit.done('head Led @cid', 'Change head', /\*Led\* is now headed by @cid/);
    const press = await ann.press('Undo', message);
    expect(press.confirmed?.text).toBe('“Led” gets its former head back.');
    await kit.announcement(/@bob is the head of \*Led\* again: @ann took back the change of head/);
    expect(stage.docspace.group(id)?.head?.id).toBe(people.bob);
    expect(membersOf(id)).toEqual(new Set([people.bob]));
  });

  it('takes adding and removing back, person by person', async () => {
    const { id } = stage.docspace.addGroup({ name: 'Flock', memberIds: [people.bob] });
    const added = await kit.done('add Flock @cid @jm', 'Add', /were added to \*Flock\*/);
    stage.docspace.changeGroup(id, { removeIds: [people.jm] });
    const press = await ann.press('Undo', added);
    expect(press.confirmed?.text).toBe('2 people will be taken out of “Flock” again.');
    const out = await kit.announcement(/@cid is out of \*Flock\* again: @ann took back the adding/);
    expect(kit.text(out)).toContain('but not everything is as before');
    expect(kit.text(out)).toContain('Not as before: @jm was removed again meanwhile');
    expect(membersOf(id)).toEqual(new Set([people.bob]));

    const removed = await kit.done('remove Flock @bob', 'Remove', /@bob was removed from \*Flock\*/);
    await ann.press('Undo', removed);
    await kit.announcement(/@bob is back in \*Flock\*: @ann took back the removal/);
    expect(membersOf(id)).toEqual(new Set([people.bob]));
  });

  it('serves the actor and admins, and explains itself to all others privately', async () => {
    const { id, message } = await kit.renamed('Guarded', 'Guarded now');
    await stage.slack.as('U0ROO').press('Undo', message);
    await kit.privately(stage.slack.as('U0ROO'), /Only @ann or a DocSpace admin can take this back/);
    await stage.slack.as('U0GUS').press('Undo', message);
    await kit.privately(stage.slack.as('U0GUS'), /You are a guest in DocSpace/);
    await stage.slack.as('U0XAV').press('Undo', message);
    await kit.privately(stage.slack.as('U0XAV'), /You belong to another workspace/);
    expect(writes(stage)).toEqual([]);
    await ada.press('Undo', message);
    await kit.announcement(/\*Guarded\* has its former name back: @ada/);
    expect(stage.docspace.group(id)?.name).toBe('Guarded');
  });

  it('runs once, however many press it at the same time', async () => {
    const { message } = await kit.renamed('Pressed', 'Pressed now');
    await Promise.all([ann.press('Undo', message), ada.press('Undo', message)]);
    await kit.announcement(/\*Pressed\* has its former name back/);
    await stage.slack.waitFor(
      () =>
        [ann, ada].some((one) =>
          one
            .messages('C0MARKET')
            .some(
              (shown) => shown.ephemeralFor === one.id && /taking this back|took this back/.test(shown.text),
            ),
        ),
      'the explanation for the second',
    );
    expect(writes(stage)).toHaveLength(1);
  });

  it('takes the button away in the audit channel, too', async () => {
    const { message } = await kit.renamed('Audited', 'Audited now');
    const copy = await kit.announcement(/\*Audited\* was renamed/, 'C0GENERAL');
    await ada.press('Undo', copy);
    await kit.announcement(/\*Audited\* has its former name back: @ada/);
    await kit.withoutButton(message);
    await kit.withoutButton(copy);
  });

  it('explains a second click on a message that can’t be changed any more', async () => {
    const { message } = await kit.renamed('Elsewhere', 'Elsewhere now', 'G0SECRET');
    await ann.press('Undo', message);
    await kit.announcement(/\*Elsewhere\* has its former name back: @ann/, 'G0SECRET');
    await ann.press('Undo', message);
    await kit.privately(ann, /You took this back already, /, 'G0SECRET');
    await stage.slack.as('U0OWN').press('Undo', message);
    await kit.privately(stage.slack.as('U0OWN'), /@ann took this back already, /, 'G0SECRET');
    expect(writes(stage)).toHaveLength(1);
  });

  it.each(['dropBefore', 'dropAfter'] as const)('gets over %s at the write', async (kind) => {
    const { id, message } = await kit.renamed(`Stormy ${kind}`, `Calm ${kind}`);
    stage.docspace.faults.add({ method: 'PUT', fault: { kind } });
    await ann.press('Undo', message);
    await kit.announcement(new RegExp(`\\*Stormy ${kind}\\* has its former name back`));
    expect(stage.docspace.group(id)?.name).toBe(`Stormy ${kind}`);
  });

  it('tells a fault of DocSpace privately, and can be pressed again', async () => {
    const { id, message } = await kit.renamed('Refused', 'Refused now');
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'accessDenied' } });
    await ann.press('Undo', message);
    await waitForDirect(stage, ann, /Nothing about \*Refused now\* was taken back\. DocSpace refuses/);
    await stage.docspace.goDown();
    await ada.press('Undo', message);
    await kit.privately(ada, /DocSpace can’t be reached\. Try again in a moment/);
    await stage.docspace.comeUp();
    await ann.press('Undo', message);
    await kit.announcement(/\*Refused\* has its former name back/);
    expect(stage.docspace.group(id)?.name).toBe('Refused');
  });

  it('works after a restart, explains itself for old messages, and can be switched off', async () => {
    const { id, message } = await kit.renamed('Lasting', 'Lasting now');
    const { message: second } = await kit.renamed('Aged', 'Aged now');
    await stage.bot.end('SIGKILL');
    await stage.start();
    await ann.press('Undo', message);
    await kit.announcement(/\*Lasting\* has its former name back/);
    expect(stage.docspace.group(id)?.name).toBe('Lasting');
    await kit.withoutButton(message);

    await stage.bot.end();
    await makeOlder(stage, 24 * 60 * minute);
    await stage.start();
    stage.docspace.clearRequests();
    await ann.press('Undo', second);
    await kit.privately(ann, /The time to take this back is over: it ended .* Nothing was changed/);
    expect(stage.docspace.requests).toEqual([]);

    await stage.bot.end();
    await stage.start({ UNDO_MINUTES: '0' });
    await ann.press('Undo', second);
    await kit.privately(ann, /Undo is switched off here/);
    const { message: third } = await kit.renamed('Plain', 'Plain now');
    expect(kit.text(third)).not.toContain('Undo');
  });

  it('refuses the actor who has lost the right', async () => {
    await stage.bot.end();
    await stage.start();
    const { id, message } = await kit.renamed('Demoted', 'Demoted now');
    const own = stage.docspace.people().find((one) => one.email === 'ann@example.com')?.id ?? '';
    stage.docspace.changePerson(own, { role: 'roomAdmin' });
    await ann.press('Undo', message);
    await kit.privately(ann, /Only DocSpace admins can take such changes back\. You are a room admin/);
    expect(stage.docspace.group(id)?.name).toBe('Demoted now');
  });
});
