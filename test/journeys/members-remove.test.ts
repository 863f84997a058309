import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../sandbox/slack/contract.ts';
import { closeAll, waitForMessage, waitForModal, writes } from './support/create.ts';
import { addCrowd, idOf, idsOf, membersOf, openForm } from './support/members.ts';
import { openStage, type Stage } from './support/stage.ts';

describe('remove', () => {
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
    stage.docspace.clearRequests();
  });

  const group = (name: string, head: string | undefined, ...members: readonly string[]) =>
    stage.docspace.addGroup({
      name,
      memberIds: idsOf(stage, ...members),
      ...(head === undefined ? {} : { headId: idOf(stage, head) }),
    });
  const picked = (groupId: string) => {
    const id = `group-members:${groupId}`;
    const options: unknown = ann.modal()?.values[id]?.[id]?.selected_options;
    return JSON.stringify(options);
  };

  it('shows the members only once the group is picked, with those filled in who were typed', async () => {
    const { id } = group('Orchestra', undefined, 'cid', 'jm', 'petra', 'eve');
    const first = await openForm(stage, ann, 'remove', '@cid @bob petra@example.com');
    expect(stage.slack.plainText(first)).not.toContain('Members');
    await ann.fill('Group', id);
    await waitForModal(stage, ann, /Members[\s\S]*Bob Baker is not a member of this group/);
    expect(picked(id)).toContain('cid@example.com');
    expect(picked(id)).toContain('petra@example.com');
    expect(picked(id)).not.toContain('Bob');
    const offered = await ann.suggest('Members', '');
    expect(offered.map((one) => one.text)).toEqual([
      'Cid Carter',
      'eve@example.com',
      'Jürgen Müller-Lüdenscheidt',
      'Petra Post',
    ]);
    expect(offered[0]?.description).toBe('cid@example.com');
    expect((await ann.suggest('Members', 'muller JÜR')).map((one) => one.text)).toEqual([
      'Jürgen Müller-Lüdenscheidt',
    ]);
    await ann.fill('Members', idsOf(stage, 'eve', 'petra'));
    await ann.submit();
    await waitForMessage(stage, ann, 'C0MARKET', /were removed from \*Orchestra\* by @ann/);
    expect(membersOf(stage, id)).toEqual(['cid', 'jm']);
  });

  it('asks DocSpace once for all that is typed into the type-ahead', async () => {
    const { id } = group('Asked once', undefined, 'cid', 'jm');
    await openForm(stage, ann, 'remove', '"Asked once"');
    stage.docspace.clearRequests();
    for (const query of ['', 'c', 'ci', 'cid', 'j']) await ann.suggest('Members', query);
    expect(stage.docspace.requests.filter((one) => one.path.includes(id))).toHaveLength(1);
  });

  it('shows no members to who is no admin any more, a few seconds later', async () => {
    group('Not his any more', undefined, 'cid', 'jm');
    const ada = stage.slack.as('U0ADA');
    await openForm(stage, ada, 'remove', '"Not his any more"');
    expect(await ada.suggest('Members', 'cid')).toHaveLength(1);
    stage.docspace.changePerson(idOf(stage, 'ada'), { role: 'user' });
    await stage.slack.waitFor(async () => (await ada.suggest('Members', 'cid')).length === 0, 'no members');
    stage.docspace.changePerson(idOf(stage, 'ada'), { role: 'admin' });
    await closeAll(ada);
  });

  it('answers the type-ahead in time whatever DocSpace does', async () => {
    group('Slow group', undefined, 'cid');
    await openForm(stage, ann, 'remove', '"Slow group"');
    stage.docspace.faults.add({ method: 'GET', delayMs: 30_000, times: 10 });
    expect(await ann.suggest('Members', 'cid')).toEqual([]);
  });

  it('begins with nobody picked when another group is picked', async () => {
    const one = group('First group', undefined, 'cid', 'jm');
    const other = group('Second group', undefined, 'petra', 'cid');
    await openForm(stage, ann, 'remove', '"First group" @jm');
    expect(picked(one.id)).toContain('jm@example.com');
    await ann.suggest('Group', 'second group');
    await ann.fill('Group', other.id);
    await stage.slack.waitFor(() => picked(other.id), 'the other members');
    expect(picked(other.id)).toBe('[]');
    expect((await ann.submit()).errors).toHaveProperty([`group-members:${other.id}`]);
    expect((await ann.suggest('Members', '')).map((option) => option.text)).toEqual([
      'Cid Carter',
      'Petra Post',
    ]);
  });

  it('takes the head out only with the tick', async () => {
    const { id } = group('Headed', 'bob.baker', 'bob.baker', 'cid', 'jm');
    await openForm(stage, ann, 'remove', 'Headed @jm');
    expect(ann.modal()?.blocks.some((block) => block.block_id?.startsWith('head-leaves'))).toBe(false);
    await ann.fill('Members', idsOf(stage, 'bob.baker', 'cid'));
    const tick = `head-leaves:${idOf(stage, 'bob.baker')}`;
    await stage.slack.waitFor(() => ann.modal()?.values[tick], 'the tick');
    expect((await ann.submit()).errors?.[tick]).toMatch(/Bob Baker is the head of this group\. Tick this/);
    expect(writes(stage)).toEqual([]);
    await ann.fill(tick, [idOf(stage, 'bob.baker')]);
    await ann.submit();
    const text = await waitForMessage(
      stage,
      ann,
      'C0MARKET',
      /@bob and @cid were removed from \*Headed\* by @ann/,
    );
    expect(text).toContain('No head · 1 member');
    expect(text).toContain('@bob was the head: the group has no head now.');
    expect(stage.docspace.group(id)?.head).toBeUndefined();
    expect(membersOf(stage, id)).toEqual(['jm']);
  });

  it('takes the tick away when the head is taken out of the picked', async () => {
    group('Undecided', 'bob.baker', 'bob.baker', 'cid');
    await openForm(stage, ann, 'remove', 'Undecided @bob @cid');
    const tick = `head-leaves:${idOf(stage, 'bob.baker')}`;
    expect(ann.modal()?.values[tick]).toBeDefined();
    await ann.fill('Members', [idOf(stage, 'cid')]);
    await stage.slack.waitFor(() => ann.modal()?.values[tick] === undefined, 'the tick to go');
    await ann.submit();
    await waitForMessage(stage, ann, 'C0MARKET', /@cid was removed from \*Undecided\*/);
  });

  it('asks again when one of the picked became head meanwhile', async () => {
    const { id } = group('Succession', 'bob.baker', 'bob.baker', 'cid', 'jm');
    await openForm(stage, ann, 'remove', 'Succession @cid');
    stage.docspace.changeGroup(id, { headId: idOf(stage, 'cid') });
    expect((await ann.submit()).kind).toBe('updated');
    await waitForModal(stage, ann, /Cid Carter is the head of this group now\..*Nothing was changed/);
    expect(picked(id)).toContain('cid@example.com');
    expect(writes(stage)).toEqual([]);
    await ann.fill(`head-leaves:${idOf(stage, 'cid')}`, [idOf(stage, 'cid')]);
    await ann.submit();
    await waitForMessage(stage, ann, 'C0MARKET', /@cid was removed from \*Succession\*/);
    expect(stage.docspace.group(id)?.head).toBeUndefined();
  });

  it('asks again, too, when only the run could find out', async () => {
    const { id } = group('Late news', 'bob.baker', 'bob.baker', 'cid');
    await openForm(stage, ann, 'remove', '"Late news" @cid');
    const slow = stage.docspace.faults.add({ method: 'GET', delayMs: 30_000, times: 100 });
    expect((await ann.submit()).kind).toBe('updated');
    stage.docspace.changeGroup(id, { headId: idOf(stage, 'cid') });
    slow.remove();
    await waitForModal(stage, ann, /Cid Carter is the head of this group now/);
    expect(picked(id)).toContain('Cid Carter');
    expect(ann.modal()?.values[`head-leaves:${idOf(stage, 'cid')}`]).toBeDefined();
    expect(writes(stage)).toEqual([]);
  });

  it('tells who was not in any more, and at the field when nobody is', async () => {
    const { id } = group('Leaving', undefined, 'cid', 'jm');
    await openForm(stage, ann, 'remove', 'Leaving @cid @jm');
    stage.docspace.changeGroup(id, { removeIds: idsOf(stage, 'jm') });
    await ann.submit();
    const text = await waitForMessage(stage, ann, 'C0MARKET', /@cid was removed from \*Leaving\* by @ann/);
    expect(text).toContain('1 removed, 1 not in any more');
    expect(text).toMatch(/Not in any more: (@jm|Jürgen)/);
    expect(writes(stage)[0]?.body).toEqual({ membersToRemove: idsOf(stage, 'cid') });
    await closeAll(ann);
    stage.docspace.changeGroup(id, { addIds: idsOf(stage, 'jm') });
    await openForm(stage, ann, 'remove', 'Leaving @jm');
    stage.docspace.changeGroup(id, { removeIds: idsOf(stage, 'jm') });
    expect((await ann.submit()).errors?.[`group-members:${id}`]).toMatch(
      /Jürgen.* is not in “Leaving” any more/,
    );
  });

  it('refuses a group that is gone, in LDAP, or empty, and people who may not', async () => {
    const { id } = group('Fading', undefined, 'cid');
    await openForm(stage, ann, 'remove', 'Fading @cid');
    stage.docspace.deleteGroup(id);
    await ann.submit();
    await waitForModal(stage, ann, /not in DocSpace any more\. Nothing was changed/);
    await closeAll(ann);
    await openForm(stage, ann, 'remove', '"Directory staff" @cid');
    await waitForModal(stage, ann, /managed in LDAP/);
    await closeAll(ann);
    group('Empty one', undefined);
    await openForm(stage, ann, 'remove', '"Empty one"');
    await waitForModal(stage, ann, /Nobody is in \*Empty one\*/);
    expect((await ann.submit()).errors?.group).toMatch(/there is nobody to remove/);
    const bob = stage.slack.as('U0BOB');
    await bob.type('C0MARKET', '/docspace-group remove Design @cid');
    await waitForModal(stage, bob, /Only DocSpace admins can remove members\. You are a user/);
    await closeAll(bob);
    expect(writes(stage)).toEqual([]);
  });

  it.each(['dropAfter', 'dropBefore', 'garbage'] as const)('gets over %s at the write', async (kind) => {
    const { id } = group(`Out ${kind}`, undefined, 'cid', 'jm', 'petra');
    await openForm(stage, ann, 'remove', `"Out ${kind}" @cid @jm`);
    stage.docspace.faults.add({ method: 'PUT', fault: { kind } });
    await ann.submit();
    await waitForMessage(
      stage,
      ann,
      'C0MARKET',
      new RegExp(`@cid and @jm were removed from \\*Out ${kind}\\*`),
    );
    expect(membersOf(stage, id)).toEqual(['petra']);
    if (kind !== 'dropBefore') expect(writes(stage)).toHaveLength(1);
  });

  it('turns a refusal back into the form with all input kept, the tick as well', async () => {
    const { id } = group('Unmoved', 'bob.baker', 'bob.baker', 'cid');
    await openForm(stage, ann, 'remove', 'Unmoved @bob');
    const tick = `head-leaves:${idOf(stage, 'bob.baker')}`;
    await ann.fill(tick, [idOf(stage, 'bob.baker')]);
    await ann.fill('Reason', 'Asked for it');
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'accessDenied' } });
    await ann.submit();
    await waitForModal(stage, ann, /Nobody was removed from \*Unmoved\*\. DocSpace refuses/);
    expect(picked(id)).toContain('Bob Baker');
    expect(ann.modal()?.values.reason?.reason).toMatchObject({ value: 'Asked for it' });
    expect((await ann.submit()).kind).toBe('updated');
    await waitForMessage(stage, ann, 'C0MARKET', /@bob was removed from \*Unmoved\*/);
  });

  it('runs a double submit once, and counts many people instead of naming them', async () => {
    const { ids, emails } = addCrowd(stage, 14);
    const { id } = stage.docspace.addGroup({ name: 'Crowd', memberIds: ids });
    await openForm(stage, ann, 'remove', `Crowd ${emails.slice(0, 12).join(' ')}`);
    await ann.submitTwice();
    const text = await waitForMessage(
      stage,
      ann,
      'C0MARKET',
      /12 people were removed from \*Crowd\* by @ann/,
    );
    expect(text).toMatch(/Removed: Pat Number0001, .*Pat Number0010, and 2 more/);
    expect(membersOf(stage, id)).toEqual(['p0013', 'p0014']);
    expect(writes(stage)).toHaveLength(1);
  });
});
