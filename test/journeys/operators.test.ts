import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Person } from '../../sandbox/slack/contract.ts';
import {
  closeAll,
  groupsCalled,
  submitCreate,
  waitForDirect,
  waitForMessage,
  writes,
} from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

const auditChannel = 'C0GENERAL';

let stage: Stage;
let ann: Person;

beforeEach(async () => {
  stage = await openStage({ env: { AUDIT_CHANNEL: auditChannel } });
  await stage.start();
  ann = stage.slack.as('U0ANN');
});
afterEach(() => stage.close());

/** Runs an operator's command as an installation without npm has it: it needs nothing but the data folder. */
function command(name: string, ...args: string[]): Promise<{ readonly code: number; readonly text: string }> {
  const program = join(import.meta.dirname, '../../dist', `${name}.js`);
  const env = { PATH: process.env.PATH ?? '', DATA_DIR: stage.dataDir };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args], { cwd: stage.dataDir, env }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, text: out + err }),
    );
  });
}

/** Nobody can tell whether the group was made: no answer came, and then nobody may look. Gives the operation's id. */
async function unclearCreate(name: string): Promise<string> {
  stage.docspace.faults.add({ method: 'POST', fault: { kind: 'dropBefore' } });
  await submitCreate(stage, ann, { name });
  await stage.slack.waitFor(() => writes(stage).length > 0, 'the POST');
  stage.docspace.faults.add({ fault: { kind: 'status', status: 401 }, times: 1_000 });
  await waitForMessage(stage, ann, auditChannel, new RegExp(`\\*${name}\\*[\\s\\S]*operations -- retry`));
  stage.docspace.faults.clear();
  await closeAll(ann);
  // The message comes before the note that it was told.
  await vi.waitFor(
    async () => expect((await command('operations', 'list')).text).toContain('needs attention'),
    {
      timeout: 10_000,
    },
  );
  const text = ann.messages(auditChannel).find((one) => one.text.includes(name))?.text ?? '';
  return /operations -- retry ([0-9a-f-]{36})/.exec(text)?.[1] ?? '';
}

it('what is unclear is told with what to do; retry looks first, then does what is missing', async () => {
  const id = await unclearCreate('Maybe made');
  const listed = await command('operations', 'list');
  expect(listed.code).toBe(0);
  expect(listed.text).toContain(`${id}  create "Maybe made"`);
  expect(listed.text).toContain('needs attention');
  stage.docspace.clearRequests();
  expect(await command('operations', 'retry', id.slice(-6), '--reason', 'not there')).toMatchObject({
    code: 0,
    text: expect.stringContaining(`Operation ${id} is tried again`),
  });
  await waitForMessage(stage, ann, 'C0MARKET', /\*Maybe made\* was created by @ann/);
  expect(groupsCalled(stage, 'Maybe made')).toHaveLength(1);
  expect(stage.docspace.requests.at(0)?.method).toBe('GET');
  expect(writes(stage)).toHaveLength(1);
  expect((await command('operations', 'list')).text).toBe('No operation needs attention.\n');
  expect(await command('operations', 'retry', id)).toMatchObject({ code: 1 });
  expect((await command('audit', 'verify')).code).toBe(0);
});

it('discard closes it, and the person is told why; a stopped bot tells it when it is back', async () => {
  const id = await unclearCreate('Never mind');
  await stage.bot.end('SIGKILL');
  expect(await command('operations', 'discard', id, '--reason', 'made by <hand>')).toMatchObject({ code: 0 });
  await stage.start();
  const told = await waitForDirect(stage, ann, /Whoever runs the bot has closed it.*Why: made by <hand>/);
  expect(told).toContain('*Never mind* was not created, or perhaps it was: look in DocSpace.');
  expect(groupsCalled(stage, 'Never mind')).toHaveLength(0);
  expect((await command('operations', 'list', '--all')).text).toContain('No operation needs attention');
});

it('backs up and verifies while the bot runs', async () => {
  await submitCreate(stage, ann, { name: 'Kept' });
  await waitForMessage(stage, ann, 'C0MARKET', /\*Kept\* was created/);
  const file = join(stage.dataDir, 'copy.db');
  expect(await command('backup', file)).toMatchObject({ code: 0 });
  expect(existsSync(file)).toBe(true);
  const sound = await command('audit', 'verify');
  expect(sound).toMatchObject({ code: 0, text: expect.stringMatching(/^The audit is sound: \d rows/) });
  const exported = await command('audit', 'export');
  expect(exported.text.split('\n')[0]).toContain('"event":"accepted"');
  expect(exported.text).not.toContain('hooks.slack');
});
