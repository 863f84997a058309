import { afterEach, describe, expect, it } from 'vitest';
import type { Person, Transport } from '../../sandbox/slack/contract.ts';
import {
  fillCreate,
  groupsCalled,
  openCreateForm,
  submitCreate,
  waitForMessage,
  waitForModal,
  writes,
} from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

const people = { head: 'U0BOB', members: ['U0CID', 'U0JM'] };

describe.each<Transport>(['socket', 'http'])('a bot that is killed, over %s', (transport) => {
  let stage: Stage;
  let ann: Person;

  async function begin(): Promise<void> {
    stage = await openStage({ transport });
    await stage.start();
    ann = stage.slack.as('U0ANN');
  }
  afterEach(() => stage.close());

  async function killAndRestart(): Promise<void> {
    await stage.bot.end('SIGKILL');
    await stage.start();
  }

  async function endsWell(name: string): Promise<void> {
    await waitForMessage(stage, ann, 'C0MARKET', new RegExp(`\\*${name}\\* was created by @ann`));
    expect(groupsCalled(stage, name)).toHaveLength(1);
    expect(groupsCalled(stage, name)[0]?.members).toHaveLength(3);
    expect(ann.messages('C0MARKET').filter((one) => one.text.includes(name))).toHaveLength(1);
  }

  it('between accept and write: goes on after the restart', async () => {
    await begin();
    await openCreateForm(stage, ann);
    await fillCreate(ann, { name: 'Accepted only', ...people });
    await stage.docspace.goDown();
    expect((await ann.submit()).kind).toBe('updated');
    await stage.bot.end('SIGKILL');
    expect(groupsCalled(stage, 'Accepted only')).toEqual([]);
    await stage.docspace.comeUp();
    await stage.start();
    await endsWell('Accepted only');
    await waitForModal(stage, ann, /was created/);
  });

  it('in the middle of the write: does not create twice', async () => {
    await begin();
    // DocSpace goes on with a request whose client is gone.
    stage.docspace.faults.add({ method: 'POST', delayMs: 400 });
    await submitCreate(stage, ann, { name: 'Half way', ...people });
    await stage.slack.waitFor(() => writes(stage).length > 0, 'the POST');
    await killAndRestart();
    await endsWell('Half way');
  });

  const late = (name: string, play: () => Promise<void>) =>
    // It takes long, and how Slack reaches the bot does not matter.
    transport === 'socket' ? it(name, play, 60_000) : undefined;
  late('before DocSpace came to the write: waits for it instead of creating twice', async () => {
    await begin();
    stage.docspace.faults.add({ method: 'POST', delayMs: 5_000 });
    await submitCreate(stage, ann, { name: 'Late', ...people });
    await stage.slack.waitFor(() => writes(stage).length > 0, 'the POST');
    await killAndRestart();
    await stage.slack.waitFor(() => groupsCalled(stage, 'Late').length > 0, 'the group', 20_000);
    await stage.slack.waitFor(() => ann.messages('C0MARKET').length > 0, 'the announcement', 20_000);
    await endsWell('Late');
    expect(writes(stage)).toHaveLength(1);
  });

  it('after the write, before its answer was noted: does not create twice', async () => {
    await begin();
    stage.docspace.faults.add({ method: 'POST', fault: { kind: 'hang', work: true } });
    await submitCreate(stage, ann, { name: 'Unheard', ...people });
    await stage.slack.waitFor(() => groupsCalled(stage, 'Unheard').length > 0, 'the group');
    await killAndRestart();
    await endsWell('Unheard');
  });

  it('between write and announcement: announces after the restart', async () => {
    await begin();
    stage.slack.faults.add({ method: 'chat.postMessage', fault: { kind: 'status', status: 503 } });
    await submitCreate(stage, ann, { name: 'Untold', ...people });
    await stage.slack.waitFor(
      () => stage.slack.callsOf('chat.postMessage').length > 0,
      'an attempt to announce',
    );
    await stage.bot.end('SIGKILL');
    stage.slack.faults.clear();
    await stage.start();
    await endsWell('Untold');
    expect(writes(stage)).toHaveLength(1);
  });

  it('stops on SIGTERM with everything done or in the ledger', async () => {
    await begin();
    stage.docspace.faults.add({ method: 'POST', delayMs: 500 });
    await submitCreate(stage, ann, { name: 'Last minute', ...people });
    await stage.slack.waitFor(() => writes(stage).length > 0, 'the POST');
    expect(await stage.bot.end('SIGTERM')).toEqual({ code: 0, signal: null });
    await stage.start();
    await endsWell('Last minute');
  });
});
