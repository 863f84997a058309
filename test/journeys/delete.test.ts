import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person, ShownView, Transport } from '../../sandbox/slack/contract.ts';
import { closeAll, waitForDirect, waitForMessage, waitForModal, writes } from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

const people = { bob: 'a1000000-0000-4000-8000-000000000005', cid: 'a1000000-0000-4000-8000-000000000006' };

describe.each<Transport>(['socket', 'http'])('delete over %s', (transport) => {
  let stage: Stage;
  let ann: Person;

  beforeAll(async () => {
    stage = await openStage({ transport });
    await stage.start();
    ann = stage.slack.as('U0ANN');
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    stage.docspace.faults.clear();
    await closeAll(ann);
    stage.docspace.clearRequests();
  });

  const add = (name: string, more: { headId?: string; memberIds?: string[] } = {}) =>
    stage.docspace.addGroup({ name, memberIds: [], ...more });

  async function open(typed: string, person = ann, channel = 'C0MARKET'): Promise<ShownView> {
    await person.type(channel, `/docspace-group delete ${typed}`);
    return stage.slack.waitFor(() => {
      const view = person.modal();
      return view?.submit === 'Delete group' ? view : undefined;
    }, 'the form');
  }

  const confirm = (name: string) => ann.fill('Type the group’s name to confirm', name);

  it('shows what goes, and goes from the typed name to the announcement', async () => {
    const { id } = add('Old team', { headId: people.bob, memberIds: [people.bob, people.cid] });
    const form = stage.slack.plainText(await open('old team'));
    expect(form).toContain('*Old team* will be deleted:');
    expect(form).toContain('Head: Bob Baker · 2 members');
    expect(form).toContain('Bob Baker, Cid Carter');
    expect(form).toContain('Rooms and files shared with this group lose that access, for good.');
    await confirm('Old team');
    await ann.fill('Reason', 'Project is over');
    stage.docspace.clearRequests();
    expect((await ann.submit()).kind).toBe('updated');
    const text = await waitForMessage(stage, ann, 'C0MARKET', /\*Old team\* was deleted by @ann/);
    expect(text).toContain('It had 2 members; its head was @bob.');
    expect(text).toContain('Rooms and files shared with it lost that access.');
    expect(text).toContain('Reason: Project is over');
    expect(text).toContain('[Re-create]');
    expect(text).toContain('it gets a new id, and the shares of rooms and files are not restored');
    expect(text).not.toContain('[Open in DocSpace]');
    await waitForModal(stage, ann, /was deleted by/);
    expect(stage.docspace.group(id)).toBeUndefined();
    expect(writes(stage)).toHaveLength(1);
    expect(stage.docspace.requests.length).toBeLessThanOrEqual(3);
  });

  it('names the first ten members and counts the rest', async () => {
    stage.docspace.fillWithGroups(0);
    const memberIds = stage.docspace
      .people()
      .filter((one) => one.status === 'active' && one.role !== 'guest')
      .map((one) => one.id);
    add('Crowd', { memberIds });
    const text = stage.slack.plainText(await open('Crowd'));
    expect(text).toContain(`${memberIds.length} members`);
    expect(text).toMatch(new RegExp(`(, .*){9} and ${memberIds.length - 10} more`));
  });

  it('shows what goes once the group is picked in the form', async () => {
    const { id } = add('Picked', { memberIds: [people.cid] });
    const empty = await open('');
    expect(stage.slack.plainText(empty)).not.toContain('Type the group’s name');
    await ann.fill('Group', id);
    await waitForModal(stage, ann, /\*Picked\* will be deleted[\s\S]*1 member[\s\S]*Cid Carter/);
    await confirm('Picked');
    await ann.submit();
    await waitForMessage(stage, ann, 'C0MARKET', /\*Picked\* was deleted by @ann/);
  });

  it('takes only the exact name, and quotes it at the field', async () => {
    const { id } = add('Größe', { memberIds: [] });
    await open('Größe');
    for (const typed of ['größe', 'Große', 'Größe 2']) {
      await confirm(typed);
      expect((await ann.submit()).errors).toEqual({
        confirm: 'This is not the group’s name. To delete it, type “Größe”.',
      });
    }
    expect(stage.docspace.requestsSince(0).filter((one) => one.method !== 'GET')).toEqual([]);
    await confirm('  Gro\u0308\u00dfe ');
    expect((await ann.submit()).kind).toBe('updated');
    await waitForMessage(stage, ann, 'C0MARKET', /\*Größe\* was deleted/);
    expect(stage.docspace.group(id)).toBeUndefined();
  });

  it('can be confirmed for names that Slack or people can’t write', async () => {
    for (const [name, typed] of [
      ['<!here> *y* &lt;', '<!here> *y* &lt;'],
      ['Two\n lines', 'Two lines'],
      [' ', '(no name)'],
    ] as const) {
      const { id } = add(name);
      await open(id);
      await confirm(typed);
      expect((await ann.submit()).kind).toBe('updated');
      await stage.slack.waitFor(() => stage.docspace.group(id) === undefined, 'the delete');
      await waitForModal(stage, ann, /was deleted by/);
      await closeAll(ann);
    }
  });

  const changes: readonly [string, Parameters<Stage['docspace']['changeGroup']>[1], RegExp][] = [
    ['name', { name: 'Moved on' }, /\*Moved on\* will be deleted/],
    ['head', { headId: people.cid, addIds: [people.cid] }, /Head: Cid Carter/],
    ['members', { addIds: [people.bob] }, /1 member[\s\S]*Bob Baker/],
  ];
  it.each(changes)(
    'stops when its %s changed meanwhile, shows the new state and asks again',
    async (what, change, now) => {
      const name = `Changing ${what}`;
      const { id } = add(name);
      await open(name);
      await confirm(name);
      await ann.fill('Reason', 'Gone');
      stage.docspace.changeGroup(id, change);
      await ann.submit();
      const shown = await waitForModal(
        stage,
        ann,
        /Somebody changed this group meanwhile\. Nothing was deleted/,
      );
      expect(shown).toMatch(now);
      expect(writes(stage)).toEqual([]);
      expect(ann.modal()?.values.reason?.reason).toMatchObject({ value: 'Gone' });
      const newName = stage.docspace.group(id)?.name ?? '';
      if (newName !== name) {
        expect((await ann.submit()).errors?.confirm).toContain(`“${newName}”`);
        await confirm(newName);
      }
      await ann.submit();
      await waitForMessage(stage, ann, 'C0MARKET', new RegExp(`\\*${newName}\\* was deleted by @ann`));
    },
  );

  it('says so when the group is gone meanwhile, managed in LDAP, built in, or not for this person', async () => {
    const { id } = add('Going');
    await open('Going');
    await confirm('Going');
    stage.docspace.deleteGroup(id);
    await ann.submit();
    await waitForModal(stage, ann, /not in DocSpace any more\. Nothing was changed/);
    await closeAll(ann);
    await open('Directory staff');
    await waitForModal(stage, ann, /\*Directory staff\* is managed in LDAP/);
    await closeAll(ann);
    await open('cd84e66b-b803-40fc-99f9-b2969a54a1de');
    await waitForModal(stage, ann, /built into DocSpace/);
    const roo = stage.slack.as('U0ROO');
    await roo.type('C0MARKET', '/docspace-group delete Design');
    await waitForModal(stage, roo, /Only DocSpace admins can delete groups\. You are a room admin/);
    await closeAll(roo);
    expect(writes(stage)).toEqual([]);
  });

  it('tells a group that went between the check and the delete as gone, not as deleted', async () => {
    const { id } = add('Racing');
    await open('Racing');
    await confirm('Racing');
    stage.docspace.faults.add({ method: 'DELETE', delayMs: 300 });
    await ann.submit();
    await stage.slack.waitFor(() => writes(stage).length === 1, 'the delete on its way');
    stage.docspace.deleteGroup(id);
    await waitForModal(stage, ann, /not in DocSpace any more\. Nothing was changed/);
    expect(ann.messages('C0MARKET').some((one) => one.text.includes('Racing'))).toBe(false);
  });

  it.each(['dropAfter', 'dropBefore'] as const)('gets over %s at the write', async (kind) => {
    const { id } = add(`Through ${kind}`, { headId: people.bob, memberIds: [people.bob] });
    await open(`Through ${kind}`);
    await confirm(`Through ${kind}`);
    stage.docspace.faults.add({ method: 'DELETE', fault: { kind } });
    await ann.submit();
    const text = await waitForMessage(
      stage,
      ann,
      'C0MARKET',
      new RegExp(`\\*Through ${kind}\\* was deleted by @ann`),
    );
    expect(text).toContain('It had 1 member; its head was @bob.');
    expect(stage.docspace.group(id)).toBeUndefined();
  });

  it('turns a refusal back into the form with all input kept', async () => {
    const { id } = add('Stuck', { headId: people.bob, memberIds: [people.bob] });
    await open('Stuck');
    await confirm('Stuck');
    await ann.fill('Reason', 'Why not');
    stage.docspace.faults.add({ method: 'DELETE', fault: { kind: 'accessDenied' } });
    await ann.submit();
    const form = await waitForModal(stage, ann, /\*Stuck\* was not deleted\. DocSpace refuses/);
    expect(form).toContain('Head: Bob Baker · 1 member');
    expect(ann.modal()?.values.confirm?.confirm).toMatchObject({ value: 'Stuck' });
    expect(ann.modal()?.values.reason?.reason).toMatchObject({ value: 'Why not' });
    expect((await ann.submit()).kind).toBe('updated');
    await waitForMessage(stage, ann, 'C0MARKET', /\*Stuck\* was deleted by @ann/);
    expect(stage.docspace.group(id)).toBeUndefined();
  });

  it('is checked by the run when DocSpace is too slow for the submit', async () => {
    const { id } = add('Slow one');
    await open('Slow one');
    await confirm('Slow one');
    const slow = stage.docspace.faults.add({ method: 'GET', delayMs: 30_000, times: 100 });
    const submitted = await ann.submit();
    expect(submitted.kind).toBe('updated');
    expect(submitted.delivery?.ackMs).toBeLessThan(3_000);
    stage.docspace.changeGroup(id, { name: 'Slow two' });
    slow.remove();
    await waitForModal(
      stage,
      ann,
      /Somebody changed this group meanwhile[\s\S]*\*Slow two\* will be deleted/,
    );
    expect(stage.docspace.group(id)?.name).toBe('Slow two');
  });

  it('runs a double submit once, and tells by direct message where no way leads into the channel', async () => {
    add('Private one');
    await open('Private one', ann, 'G0SECRET');
    await confirm('Private one');
    const gone = stage.slack.faults.add({ method: 'response_url', fault: { kind: 'status', status: 404 } });
    await ann.submitTwice();
    await waitForDirect(stage, ann, /\*Private one\* was deleted by @ann/);
    gone.remove();
    expect(writes(stage)).toHaveLength(1);
  });
});
