import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message, Person, Transport } from '../../sandbox/slack/contract.ts';
import {
  closeAll,
  groupsCalled,
  submitCreate,
  waitForMessage,
  waitForModal,
  writes,
} from './support/create.ts';
import { addCrowd, openForm } from './support/members.ts';
import { openStage, type Stage } from './support/stage.ts';
import { undoKit } from './support/undo.ts';

const confirm = 'Type the group’s name to confirm';
/** The field of a mass delete: what was typed before it was one does not stand in it. */
const massField = 'confirm:mass';
const audit = 'C0GENERAL';

describe.each<Transport>(['socket', 'http'])('a mass change over %s', (transport) => {
  let stage: Stage;
  let ann: Person;
  let kit: ReturnType<typeof undoKit>;
  let crowd: ReturnType<typeof addCrowd>;

  beforeAll(async () => {
    stage = await openStage({ transport, env: { AUDIT_CHANNEL: audit } });
    crowd = addCrowd(stage, 120);
    await stage.start();
    ann = stage.slack.as('U0ANN');
    kit = undoKit(stage, ann);
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    stage.docspace.faults.clear();
    await closeAll(ann);
    stage.docspace.clearRequests();
  });

  const group = (name: string, size: number) =>
    stage.docspace.addGroup({ name, memberIds: crowd.ids.slice(0, size) });
  const sizeOf = (id: string) => stage.docspace.group(id)?.members.length;
  const isAsked = () => ann.modal()?.values.confirm !== undefined;
  const audited = (reads: RegExp) => waitForMessage(stage, ann, audit, reads);

  async function added(name: string, number: number): Promise<{ id: string; message: Message }> {
    const { id } = group(name, 0);
    await openForm(stage, ann, 'add', `"${name}" ${crowd.emails.slice(0, number).join(' ')}`);
    await ann.submit();
    const message = await kit.announcement(new RegExp(`people were added to \\*${name}\\*`));
    await closeAll(ann);
    stage.docspace.clearRequests();
    return { id, message };
  }

  describe('remove', () => {
    it('asks for the name when more than 50 are to leave, and marks it in the audit channel', async () => {
      const { id } = group('Big team', 70);
      await openForm(stage, ann, 'remove', `"Big team" ${crowd.emails.slice(0, 63).join(' ')}`);
      expect(isAsked()).toBe(true);
      await ann.fill(confirm, 'big team');
      expect((await ann.submit()).errors).toEqual({
        confirm: '63 people are to leave at once. To confirm that, type the group’s name: “Big team”.',
      });
      expect(writes(stage)).toEqual([]);
      await ann.fill(confirm, 'Big team');
      expect((await ann.submit()).kind).toBe('updated');
      const mark =
        /63 people were removed from \*Big team\* by @ann[\s\S]*:warning: Mass change: 63 people out at once/;
      await audited(mark);
      await waitForMessage(stage, ann, 'C0MARKET', mark);
      expect(sizeOf(id)).toBe(7);
      expect(writes(stage)).toHaveLength(1);
    });

    it('shows the field with the 51st person and takes it away with him', async () => {
      const { id } = group('Growing wish', 60);
      await openForm(stage, ann, 'remove', '"Growing wish"');
      await ann.fill('Members', crowd.ids.slice(0, 50));
      await ann.fill('Reason', 'Moved on');
      expect(isAsked()).toBe(false);
      await ann.fill('Members', crowd.ids.slice(0, 51));
      await stage.slack.waitFor(isAsked, 'the field');
      expect(ann.modal()?.values.reason?.reason).toMatchObject({ value: 'Moved on' });
      await ann.fill('Members', crowd.ids.slice(0, 50));
      await stage.slack.waitFor(() => !isAsked(), 'the field to go');
      expect((await ann.submit()).kind).toBe('updated');
      const text = await audited(/50 people were removed from \*Growing wish\*/);
      expect(text).not.toContain('Mass change');
      expect(sizeOf(id)).toBe(10);
    });

    it('asks at the submit where the form could not get the field before, all input kept', async () => {
      const { id } = group('Unreached form', 60);
      await openForm(stage, ann, 'remove', '"Unreached form"');
      const lost = stage.slack.faults.add({
        method: 'views.update',
        fault: { kind: 'status', status: 500 },
        times: 100,
      });
      await ann.fill('Members', crowd.ids.slice(0, 55));
      expect(isAsked()).toBe(false);
      await ann.submit();
      lost.remove();
      await waitForModal(
        stage,
        ann,
        /55 people are to leave at once: type the group’s name below to confirm/,
      );
      expect(writes(stage)).toEqual([]);
      expect(JSON.stringify(ann.modal()?.values)).toContain(crowd.ids[54]);
      await ann.fill(confirm, 'Unreached form');
      await ann.submit();
      await audited(/55 people were removed from \*Unreached form\*[\s\S]*Mass change: 55 people/);
      expect(sizeOf(id)).toBe(5);
    });

    it('decides by who is in now', async () => {
      const { id } = group('Half gone', 55);
      await openForm(stage, ann, 'remove', '"Half gone"');
      const lost = stage.slack.faults.add({
        method: 'views.update',
        fault: { kind: 'status', status: 500 },
        times: 2,
      });
      await ann.fill('Members', crowd.ids.slice(0, 52));
      lost.remove();
      stage.docspace.changeGroup(id, { removeIds: crowd.ids.slice(0, 20) });
      expect((await ann.submit()).kind).toBe('updated');
      const text = await audited(/32 people were removed from \*Half gone\*/);
      expect(text).not.toContain('Mass change');
    });

    it('marks what failed, too, and keeps the confirmation in the form', async () => {
      const { id } = group('Unmoved crowd', 60);
      await openForm(stage, ann, 'remove', `"Unmoved crowd" ${crowd.emails.slice(0, 60).join(' ')}`);
      await ann.fill(confirm, 'Unmoved crowd');
      stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'accessDenied' } });
      await ann.submit();
      await audited(
        /Nobody was removed from \*Unmoved crowd\*[\s\S]*:warning: Mass change: 60 people out at once/,
      );
      await waitForModal(stage, ann, /Nobody was removed from \*Unmoved crowd\*/);
      expect((await ann.submit()).kind).toBe('updated');
      await audited(/60 people were removed from \*Unmoved crowd\*/);
      expect(sizeOf(id)).toBe(0);
    });
  });

  describe('delete', () => {
    async function openDelete(name: string): Promise<string> {
      await ann.type('C0MARKET', `/docspace-group delete "${name}"`);
      return waitForModal(stage, ann, /will be deleted/);
    }

    it('says how many lose the group above 100 members, and marks it in the audit channel', async () => {
      const { id } = group('Everybody', 101);
      expect(await openDelete('Everybody')).toMatch(/:warning: 101 people lose what this group gives them\./);
      await ann.fill(confirm, 'Somebody');
      expect((await ann.submit()).errors?.[massField]).toMatch(/This is not the group’s name/);
      await ann.fill(confirm, 'Everybody');
      await ann.submit();
      await audited(
        /\*Everybody\* was deleted by @ann[\s\S]*:warning: Mass change: the end of a group of 101 people/,
      );
      expect(stage.docspace.group(id)).toBeUndefined();
    });

    it('is not marked at 100 members', async () => {
      group('Nearly everybody', 100);
      expect(await openDelete('Nearly everybody')).not.toContain('people lose');
      await ann.fill(confirm, 'Nearly everybody');
      await ann.submit();
      expect(await audited(/\*Nearly everybody\* was deleted/)).not.toContain('Mass change');
    });

    it('asks anew when the group has grown meanwhile, for its name, too', async () => {
      const { id } = group('Grown', 100);
      await openDelete('Grown');
      await ann.fill(confirm, 'Grown');
      await ann.fill('Reason', 'Too many');
      stage.docspace.changeGroup(id, { addIds: crowd.ids.slice(100, 101) });
      await ann.submit();
      await waitForModal(stage, ann, /Somebody changed this group meanwhile[\s\S]*101 people lose/);
      expect(ann.modal()?.values.reason?.reason).toMatchObject({ value: 'Too many' });
      expect(isAsked()).toBe(false);
      expect(ann.modal()?.values[massField]?.[massField]).not.toMatchObject({ value: 'Grown' });
      expect((await ann.submit()).kind).not.toBe('updated');
      expect(writes(stage)).toEqual([]);
      await ann.fill(confirm, 'Grown');
      stage.docspace.changeGroup(id, { addIds: crowd.ids.slice(101, 102) });
      await ann.submit();
      await waitForModal(stage, ann, /Somebody changed this group meanwhile[\s\S]*102 people lose/);
      expect(ann.modal()?.values[massField]?.[massField]).toMatchObject({ value: 'Grown' });
      expect((await ann.submit()).kind).toBe('updated');
      await audited(/\*Grown\* was deleted by @ann[\s\S]*the end of a group of 102 people/);
    });

    it('asks for the name anew, too, when only the run finds that it has grown', async () => {
      const { id } = group('Grown late', 100);
      await openDelete('Grown late');
      await ann.fill(confirm, 'Grown late');
      const slow = stage.docspace.faults.add({ method: 'GET', delayMs: 30_000, times: 100 });
      expect((await ann.submit()).kind).toBe('updated');
      stage.docspace.changeGroup(id, { addIds: crowd.ids.slice(100, 101) });
      slow.remove();
      await waitForModal(stage, ann, /Somebody changed this group meanwhile[\s\S]*101 people lose/);
      expect(ann.modal()?.values[massField]?.[massField]).not.toMatchObject({ value: 'Grown late' });
      expect((await ann.submit()).kind).not.toBe('updated');
      expect(writes(stage)).toEqual([]);
      await ann.fill(confirm, 'Grown late');
      expect((await ann.submit()).kind).toBe('updated');
      await audited(/\*Grown late\* was deleted by @ann[\s\S]*the end of a group of 101 people/);
    });
  });

  describe('undo', () => {
    it('asks for the name when more than 50 would go again, once for all clicks', async () => {
      const { id, message } = await added('Welcomed', 60);
      expect((await ann.press('Undo', message)).confirmed).toBeUndefined();
      await waitForModal(stage, ann, /:warning: 60 people will be taken out of \*Welcomed\* again\./);
      await ann.fill(confirm, 'Welcome');
      expect((await ann.submit()).errors?.confirm).toMatch(/This is not the group’s name\..*“Welcomed”/);
      expect(writes(stage)).toEqual([]);
      await ann.fill(confirm, 'Welcomed');
      const answers = await ann.submitTwice();
      expect(answers[0].kind).toBe('updated');
      // The repetition is no word about somebody who was quicker; over HTTP it is dropped as a replay.
      const [, { delivery }] = answers;
      if (transport === 'socket') expect(JSON.stringify(delivery?.ackBody)).toMatch(/Working…|are out of/);
      const mark =
        /60 people are out of \*Welcomed\* again: @ann took back the adding[\s\S]*:warning: Mass change: 60 people out at once/;
      await waitForMessage(stage, ann, 'C0MARKET', mark);
      await audited(mark);
      await waitForModal(stage, ann, /60 people are out of \*Welcomed\* again/);
      expect(sizeOf(id)).toBe(0);
      expect(writes(stage)).toHaveLength(1);
      await closeAll(ann);
      await kit.withoutButton(message);
    });

    it('asks for nothing up to 50', async () => {
      const { id, message } = await added('Small party', 50);
      expect((await ann.press('Undo', message)).confirmed?.text).toMatch(/50 people will be taken out/);
      expect(await audited(/50 people are out of \*Small party\*/)).not.toContain('Mass change');
      expect(sizeOf(id)).toBe(0);
    });

    it('asks for the name before it deletes a created group of more than 100', async () => {
      const emails = crowd.emails.slice(0, 101).join('\n');
      await submitCreate(stage, ann, { name: 'Too early', emails });
      const message = await kit.announcement(/\*Too early\* was created/);
      await closeAll(ann);
      await ann.press('Undo', message);
      await waitForModal(stage, ann, /\*Too early\*, with 101 people in it, will be deleted again/);
      await ann.fill(confirm, 'Too early');
      await ann.submit();
      await audited(
        /\*Too early\* was deleted again: @ann[\s\S]*Mass change: the end of a group of 101 people/,
      );
      expect(groupsCalled(stage, 'Too early')).toEqual([]);
    });

    it('opens no form for a second click, nor for somebody who may not', async () => {
      const { id, message } = await added('Contested', 60);
      const bob = stage.slack.as('U0BOB');
      await bob.press('Undo', message);
      await waitForModal(
        stage,
        bob,
        /Only @ann or a DocSpace admin can take this back\. Nothing was changed/,
      );
      expect(bob.modal()?.submit).toBeUndefined();
      await closeAll(bob);
      const ada = stage.slack.as('U0ADA');
      await ada.press('Undo', message);
      await waitForModal(stage, ada, /60 people will be taken out/);
      await ann.press('Undo', message);
      await waitForModal(stage, ann, /60 people will be taken out/);
      await ann.fill(confirm, 'Contested');
      await ann.submit();
      await waitForMessage(stage, ann, 'C0MARKET', /60 people are out of \*Contested\* again: @ann/);
      await ada.fill(confirm, 'Contested');
      await ada.submit();
      await waitForModal(stage, ada, /@ann took this back already/);
      await closeAll(ada);
      expect(sizeOf(id)).toBe(0);
      expect(writes(stage)).toHaveLength(1);
    });

    it('is left to the run when DocSpace is too slow for the submit', async () => {
      const { id, message } = await added('Slow goodbye', 60);
      await ann.press('Undo', message);
      await waitForModal(stage, ann, /60 people will be taken out/);
      await ann.fill(confirm, 'Slow goodbye');
      const slow = stage.docspace.faults.add({ method: 'GET', delayMs: 30_000, times: 100 });
      const submitted = await ann.submit();
      expect(submitted.kind).toBe('updated');
      expect(submitted.delivery?.ackMs).toBeLessThan(3_000);
      slow.remove();
      await audited(/60 people are out of \*Slow goodbye\* again/);
      expect(sizeOf(id)).toBe(0);
    });
  });
});

describe('a mass change and the limit of changes', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  it('tells it at the field', async () => {
    stage = await openStage({ env: { CHANGES_PER_10_MINUTES: '1' } });
    const crowd = addCrowd(stage, 60);
    await stage.start();
    const ann = stage.slack.as('U0ANN');
    stage.docspace.addGroup({ name: 'Only once', memberIds: [] });
    await openForm(stage, ann, 'add', `"Only once" ${crowd.emails.join(' ')}`);
    await ann.submit();
    const message = await undoKit(stage, ann).announcement(/people were added to \*Only once\*/);
    await closeAll(ann);
    await ann.press('Undo', message);
    await waitForModal(stage, ann, /60 people will be taken out/);
    await ann.fill(confirm, 'Only once');
    expect((await ann.submit()).errors?.confirm).toMatch(/You have asked for 1 change within ten minutes/);
    expect(ann.modal()?.values.confirm?.confirm).toMatchObject({ value: 'Only once' });
  });
});
