import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person, Transport } from '../../sandbox/slack/contract.ts';
import { openStore } from '../../src/store/store.ts';
import {
  closeAll,
  groupsCalled,
  openCreateForm,
  submitCreate,
  waitForMessage,
  writes,
} from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';
import { undoKit } from './support/undo.ts';

const tenMinutes = 600_000;

describe.each<Transport>(['socket', 'http'])('CHANGES_PER_10_MINUTES=3 over %s', (transport) => {
  let stage: Stage;
  let ann: Person;
  let ada: Person;
  let kit: ReturnType<typeof undoKit>;

  beforeAll(async () => {
    stage = await openStage({ transport, env: { CHANGES_PER_10_MINUTES: '3' } });
    await stage.start();
    ann = stage.slack.as('U0ANN');
    ada = stage.slack.as('U0ADA');
    kit = undoKit(stage, ann);
  });
  afterAll(() => stage.close());

  async function created(person: Person, name: string): Promise<void> {
    expect((await submitCreate(stage, person, { name })).kind).toBe('updated');
    await waitForMessage(stage, person, 'C0MARKET', new RegExp(`\\*${name}\\* was created by`));
    await closeAll(person);
  }

  /** While the bot is stopped: lets everything that was accepted have been accepted so much earlier. */
  async function makeOlder(ms: number): Promise<void> {
    await stage.bot.end();
    const store = await openStore({ dataDir: stage.dataDir });
    await store.db
      .updateTable('operation')
      .set((row) => ({ accepted_at: row('accepted_at', '-', ms) }))
      .execute();
    await store.close();
    await stage.start();
  }

  const limit = 'You have asked for 3 changes within ten minutes, and one person may not ask for more.';
  const told = new RegExp(
    `^${limit} You can go on in (9|10) minutes \\(\\d\\d:\\d\\d UTC\\)\\. Nothing was changed\\. Your input is kept\\.$`,
  );

  it('takes three, a repeated delivery included, and refuses the fourth at the form', async () => {
    await created(ann, 'First');
    await created(ann, 'Second');
    await openCreateForm(stage, ann, 'Third');
    const [one, other] = await ann.submitTwice();
    expect(one.kind).toBe('updated');
    expect(other.errors).toBeUndefined();
    await waitForMessage(stage, ann, 'C0MARKET', /\*Third\* was created by/);
    await closeAll(ann);
    stage.docspace.clearRequests();
    const fourth = await submitCreate(stage, ann, { name: 'Fourth', reason: 'One more' });
    expect(fourth.errors?.name).toMatch(told);
    expect(ann.modal()?.values.reason?.reason).toMatchObject({ value: 'One more' });
    await closeAll(ann);
    expect(writes(stage)).toEqual([]);
    expect(groupsCalled(stage, 'Fourth')).toEqual([]);
  });

  it('tells a click in private, with the time of the reader', async () => {
    const message = await kit.announcement(/\*Third\* was created by/);
    await ann.press('Undo', message);
    const text = kit.text(await kit.privately(ann, /You have asked for 3 changes/));
    expect(text).toContain(limit);
    expect(text).toMatch(/You can go on at \d.*\. Nothing was changed\.$/);
    expect(groupsCalled(stage, 'Third')).toHaveLength(1);
  });

  it('counts each person alone', async () => {
    await created(ada, 'Of another person');
    const message = await kit.announcement(/\*Second\* was created by/);
    await ada.press('Undo', message);
    await kit.announcement(/\*Second\* was deleted again: @ada/);
  });

  it('counts undo, too', async () => {
    await created(ada, 'Last of another person');
    const next = await submitCreate(stage, ada, { name: 'Too much' });
    expect(next.errors?.name).toMatch(told);
    await closeAll(ada);
  });

  it('is not forgotten by a restart, and goes on after ten minutes', async () => {
    await stage.bot.end('SIGKILL');
    await stage.start();
    expect((await submitCreate(stage, ann, { name: 'Fourth' })).errors?.name).toMatch(told);
    await makeOlder(tenMinutes);
    expect((await ann.submit()).kind).toBe('updated');
    await waitForMessage(stage, ann, 'C0MARKET', /\*Fourth\* was created by/);
  });
});
