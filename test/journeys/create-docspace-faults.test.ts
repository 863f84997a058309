import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../sandbox/docspace/faults.ts';
import type { Person } from '../../sandbox/slack/contract.ts';
import {
  closeAll,
  fillCreate,
  groupsCalled,
  openCreateForm,
  submitCreate,
  waitForDirect,
  waitForMessage,
  waitForModal,
  writes,
} from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

const people = { head: 'U0BOB', members: ['U0CID', 'U0JM'], reason: 'Because' };

describe('create while DocSpace has faults', () => {
  let stage: Stage;
  let ann: Person;

  beforeAll(async () => {
    stage = await openStage();
    await stage.start();
    ann = stage.slack.as('U0ANN');
  });
  afterAll(() => stage.close());
  afterEach(async () => {
    stage.docspace.faults.clear();
    stage.docspace.settings.portal = 'open';
    stage.docspace.setKey({ isActive: true });
    if (!stage.docspace.isUp()) await stage.docspace.comeUp();
    await closeAll(ann);
  });

  async function announcedOnce(name: string): Promise<string> {
    const text = await waitForMessage(
      stage,
      ann,
      'C0MARKET',
      new RegExp(`\\*${name}\\* was created by @ann`),
    );
    expect(groupsCalled(stage, name)).toHaveLength(1);
    expect(groupsCalled(stage, name)[0]?.members).toHaveLength(3);
    expect(text).toContain('Head: @bob · 3 members');
    return text;
  }

  const passing: readonly [string, FaultRule][] = [
    ['a fault of the proxy before the work', { method: 'POST', fault: { kind: 'status', status: 502 } }],
    [
      'a fault of its own before the work',
      { method: 'POST', fault: { kind: 'status', status: 500, body: { error: {} } } },
    ],
    ['a dropped connection before the work', { method: 'POST', fault: { kind: 'dropBefore' } }],
    ['a dropped connection after the work', { method: 'POST', fault: { kind: 'dropAfter' } }],
    ['nonsense as an answer', { method: 'POST', fault: { kind: 'garbage' } }],
    ['too many requests, without a time', { method: 'POST', fault: { kind: 'status', status: 429 } }],
    [
      'too many requests, with a time',
      { method: 'POST', fault: { kind: 'status', status: 429, headers: { 'retry-after': '1' } } },
    ],
    ['reads that fail now and then', { method: 'GET', fault: { kind: 'status', status: 503 }, times: 2 }],
  ];
  it.each(passing)('gets over %s: one group, one announcement', async (what, rule) => {
    const name = `After ${what.replaceAll(/[^a-z ]/g, '')}`;
    await openCreateForm(stage, ann);
    await fillCreate(ann, { name, ...people });
    stage.docspace.faults.add(rule);
    await ann.submit();
    await announcedOnce(name);
  });

  it('sees that a create which was answered with 403 has happened', async () => {
    const ada = stage.slack.as('U0ADA');
    await openCreateForm(stage, ada);
    await fillCreate(ada, { name: 'Answered 403', members: ['U0OWN'] });
    stage.docspace.faults.add({ method: 'POST', delayMs: 400 });
    const submitted = await ada.submit();
    expect(submitted.kind).toBe('updated');
    const broken = stage.docspace.addGroup({ name: 'Broken', memberIds: [] });
    stage.docspace.breakGroup(broken.id);
    await waitForMessage(stage, ada, 'C0MARKET', /\*Answered 403\* was created by @ada/);
    stage.docspace.deleteGroup(broken.id);
    expect(groupsCalled(stage, 'Answered 403')).toHaveLength(1);
    await closeAll(ada);
  });

  it('turns a refusal back into the form with all input kept and an id to quote', async () => {
    stage.docspace.faults.add({ method: 'POST', fault: { kind: 'accessDenied' } });
    await submitCreate(stage, ann, { name: 'Refused', emails: 'petra@example.com', ...people });
    const form = await waitForModal(
      stage,
      ann,
      /Refused\* was not created\. DocSpace refuses this[\s\S]*\(id [0-9a-f]{6}\)/,
    );
    expect(form).toContain('Your input is kept');
    const values = ann.modal()?.values;
    expect(values?.name?.name).toMatchObject({ value: 'Refused' });
    expect(values?.head?.head).toMatchObject({ selected_user: 'U0BOB' });
    expect(values?.members?.members).toMatchObject({ selected_users: ['U0CID', 'U0JM'] });
    expect(values?.emails?.emails).toMatchObject({ value: 'petra@example.com' });
    expect(values?.reason?.reason).toMatchObject({ value: 'Because' });
    expect(groupsCalled(stage, 'Refused')).toEqual([]);
    expect((await ann.submit()).kind).toBe('updated');
    await waitForMessage(stage, ann, 'C0MARKET', /\*Refused\* was created by @ann/);
  });

  it('tells a refusal by direct message, with what was typed, when the form is closed', async () => {
    stage.docspace.faults.add({ method: 'POST', delayMs: 300, fault: { kind: 'accessDenied' } });
    await submitCreate(stage, ann, { name: 'Shut', ...people });
    await ann.closeModal();
    const text = await waitForDirect(stage, ann, /Shut\* was not created/);
    expect(text).toMatch(/You had typed: \*Shut\*, head @bob, members @cid, @jm/);
  });

  const atSubmit: readonly [string, (stage: Stage) => void, RegExp][] = [
    [
      'the key was revoked',
      (s) => s.docspace.setKey({ isActive: false }),
      /refuses the bot’s API key.*Nothing was changed.*\(id/,
    ],
    [
      'the portal is gone',
      (s) => (s.docspace.settings.portal = 'gone'),
      /no DocSpace at the address.*Nothing was changed.*\(id/,
    ],
  ];
  it.each(atSubmit)('says at the form that %s', async (_, happen, told) => {
    await openCreateForm(stage, ann);
    await fillCreate(ann, { name: 'Never', members: ['U0CID'] });
    happen(stage);
    const submitted = await ann.submit();
    expect(submitted.errors?.name).toMatch(told);
    expect(writes(stage).filter((write) => JSON.stringify(write.body).includes('Never'))).toEqual([]);
  });

  it('opens no form when DocSpace is down, and says so', async () => {
    await stage.docspace.goDown();
    // Somebody whom the bot has not met, so that nothing is remembered.
    const roo = stage.slack.as('U0ROO');
    await roo.type('C0GENERAL', '/docspace-group create Nothing');
    await waitForModal(stage, roo, /DocSpace can’t be reached\. Try again in a moment\./);
    await roo.closeModal();
  });

  it('accepts within Slack’s time when DocSpace is slow, and finishes later', async () => {
    await openCreateForm(stage, ann);
    await fillCreate(ann, { name: 'Slow', ...people });
    const slow = stage.docspace.faults.add({ method: 'GET', delayMs: 30_000, times: 100 });
    const submitted = await ann.submit();
    expect(submitted.kind).toBe('updated');
    expect(submitted.delivery?.ackMs).toBeLessThan(3_000);
    slow.remove();
    await announcedOnce('Slow');
  });

  it('waits for a DocSpace that is down, says so once, and creates when it is back', async () => {
    await openCreateForm(stage, ann);
    await fillCreate(ann, { name: 'Patient', ...people });
    await stage.docspace.goDown();
    expect((await ann.submit()).kind).toBe('updated');
    await waitForModal(
      stage,
      ann,
      /DocSpace can’t be reached\. \*Patient\* will be created as soon as that is over; I keep trying until .*\[Cancel\]/s,
    );
    await waitForDirect(stage, ann, /\*Patient\* will be created/);
    await stage.docspace.comeUp();
    await announcedOnce('Patient');
    expect(ann.directMessages().filter((one) => one.text.includes('Patient'))).toHaveLength(1);
  });

  it('can be cancelled while it waits, by the person who asked only', async () => {
    await openCreateForm(stage, ann);
    await fillCreate(ann, { name: 'Dropped', ...people });
    await stage.docspace.goDown();
    await ann.submit();
    await waitForDirect(stage, ann, /\*Dropped\* will be created/);
    const [waiting] = ann.directMessages().filter((one) => one.text.includes('Dropped'));
    if (waiting === undefined) throw new Error('not told');
    await ann.press('Cancel', waiting);
    await waitForModal(stage, ann, /\*Dropped\* was not created: it was cancelled/);
    await stage.docspace.comeUp();
    await closeAll(ann);
    // A later operation is through: the cancelled one had its chance.
    await submitCreate(stage, ann, { name: 'Later' });
    await waitForMessage(stage, ann, 'C0MARKET', /\*Later\* was created/);
    expect(groupsCalled(stage, 'Dropped')).toEqual([]);
  });
});
