import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person, ShownView, Transport } from '../../sandbox/slack/contract.ts';
import {
  closeAll,
  groupsCalled,
  waitForDirect,
  waitForMessage,
  waitForModal,
  writes,
} from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

describe.each<Transport>(['socket', 'http'])('rename over %s', (transport) => {
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

  const add = (name: string, more: { headId?: string; isLdap?: boolean } = {}) =>
    stage.docspace.addGroup({ name, memberIds: [], ...more });

  async function open(typed: string, person = ann): Promise<ShownView> {
    await person.type('C0MARKET', `/docspace-group rename ${typed}`);
    return stage.slack.waitFor(() => {
      const view = person.modal();
      return view?.submit === 'Rename' ? view : undefined;
    }, 'the form');
  }

  it('goes from the typed names to the announcement, with one write and at most two reads', async () => {
    const { id } = add('Old label');
    const form = await open('"Old label" New label');
    expect(stage.slack.plainText(form)).toContain('Old label');
    expect(form.values.name?.name).toMatchObject({ value: 'New label' });
    await ann.fill('Reason', 'Clearer');
    stage.docspace.clearRequests();
    expect((await ann.submit()).kind).toBe('updated');
    const text = await waitForMessage(
      stage,
      ann,
      'C0MARKET',
      /\*Old label\* was renamed to \*New label\* by @ann/,
    );
    expect(text).toContain('Reason: Clearer');
    await waitForModal(stage, ann, /was renamed to/);
    expect(stage.docspace.group(id)?.name).toBe('New label');
    expect(writes(stage)).toHaveLength(1);
    expect(stage.docspace.requests.length).toBeLessThanOrEqual(3);
  });

  it('tells the group from the new name without quotes', async () => {
    add('Summer Party');
    const form = await open('summer party Winter Party');
    expect(form.values.name?.name).toMatchObject({ value: 'Winter Party' });
  });

  it('takes the group from the type-ahead, where nothing that is managed in LDAP is offered', async () => {
    const { id } = add('Picked one');
    await open('');
    const offered = await ann.suggest('Group', '');
    expect(offered.map((option) => option.text)).not.toContain('Directory staff');
    await ann.fill('Group', id);
    await ann.fill('New name', 'Picked other');
    await stage.slack.waitFor(
      () => stage.docspace.requests.some((one) => one.path.includes(id)),
      'the pick to be read',
    );
    await stage.slack.waitFor(async () => (await ann.submit()).kind === 'updated', 'the submit');
    await waitForMessage(stage, ann, 'C0MARKET', /\*Picked one\* was renamed to \*Picked other\*/);
  });

  it('asks which of several, and goes on with the new name kept', async () => {
    const first = add('Twin');
    add('Twin');
    await ann.type('C0MARKET', '/docspace-group rename "Twin" Single');
    await waitForModal(stage, ann, /2 groups match “Twin”\. Which one\?/);
    await ann.press('group:choose', 'modal', first.id);
    await stage.slack.waitFor(() => ann.modal()?.submit === 'Rename', 'the form');
    expect(ann.modal()?.values.name?.name).toMatchObject({ value: 'Single' });
    await ann.submit();
    await waitForMessage(stage, ann, 'C0MARKET', /\*Twin\* was renamed to \*Single\*/);
    expect(stage.docspace.group(first.id)?.name).toBe('Single');
  });

  it('suggests near names', async () => {
    add('Logistics');
    await ann.type('C0MARKET', '/docspace-group rename Logisitcs');
    await waitForModal(stage, ann, /I can’t find “Logisitcs”\. Did you mean one of these\?/);
  });

  const faults: readonly [string, string, RegExp][] = [
    ['blank', '  ', /Give the group a name/],
    ['too long', 'y'.repeat(129), /129 characters/],
    ['with an emoji', 'Fun 🎉', /emoji/],
    ['taken', 'DESIGN', /There is a group “Design” already/],
    ['the same', 'Steady', /It is called “Steady” already/],
  ];
  it.each(faults)('refuses a name that is %s at its field', async (_, name, fault) => {
    if (groupsCalled(stage, 'Steady').length === 0) add('Steady');
    await open('Steady');
    await ann.fill('New name', name);
    expect((await ann.submit()).errors?.name).toMatch(fault);
    expect(writes(stage)).toEqual([]);
  });

  it('tells when somebody else renamed it meanwhile, and asks again', async () => {
    const { id } = add('Moving');
    await open('"Moving" Mine');
    stage.docspace.changeGroup(id, { name: 'Theirs' });
    await ann.submit();
    await waitForModal(stage, ann, /Somebody else renamed this group meanwhile: it is called \*Theirs\* now/);
    expect(writes(stage)).toEqual([]);
    await ann.submit();
    await waitForMessage(stage, ann, 'C0MARKET', /\*Theirs\* was renamed to \*Mine\*/);
  });

  it('says so when the group is gone meanwhile, managed in LDAP, or not for this person', async () => {
    const { id } = add('Going');
    await open('"Going" Gone');
    stage.docspace.deleteGroup(id);
    await ann.submit();
    await waitForModal(stage, ann, /not in DocSpace any more\. Nothing was changed/);
    await closeAll(ann);
    await open('Directory staff');
    await waitForModal(stage, ann, /\*Directory staff\* is managed in LDAP/);
    const roo = stage.slack.as('U0ROO');
    await roo.type('C0MARKET', '/docspace-group rename Design');
    await waitForModal(stage, roo, /Only DocSpace admins can rename groups\. You are a room admin/);
    await closeAll(roo);
    expect(writes(stage)).toEqual([]);
  });

  it.each(['dropAfter', 'dropBefore', 'garbage'] as const)('gets over %s at the write', async (kind) => {
    const { id } = add(`Before ${kind}`);
    await open(`"Before ${kind}" After ${kind}`);
    stage.docspace.faults.add({ method: 'PUT', fault: { kind } });
    await ann.submit();
    await waitForMessage(stage, ann, 'C0MARKET', new RegExp(`was renamed to \\*After ${kind}\\*`));
    expect(stage.docspace.group(id)?.name).toBe(`After ${kind}`);
  });

  it('turns a refusal back into the form with all input kept', async () => {
    add('Stuck');
    await open('"Stuck" Unstuck');
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'accessDenied' } });
    await ann.submit();
    await waitForModal(stage, ann, /\*Stuck\* was not renamed\. DocSpace refuses/);
    expect(ann.modal()?.values.name?.name).toMatchObject({ value: 'Unstuck' });
    expect((await ann.submit()).kind).toBe('updated');
    await waitForMessage(stage, ann, 'C0MARKET', /\*Stuck\* was renamed to \*Unstuck\*/);
  });

  it('runs a double submit once, and tells by direct message where no way leads into the channel', async () => {
    add('Private one');
    await ann.type('G0SECRET', '/docspace-group rename "Private one" Private two');
    await stage.slack.waitFor(() => ann.modal()?.submit === 'Rename', 'the form');
    const gone = stage.slack.faults.add({ method: 'response_url', fault: { kind: 'status', status: 404 } });
    await ann.submitTwice();
    await waitForDirect(stage, ann, /\*Private one\* was renamed to \*Private two\*/);
    gone.remove();
    expect(writes(stage)).toHaveLength(1);
  });
});
