import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../sandbox/slack/contract.ts';
import { usePostgres } from '../support/postgres.ts';
import { createdMessages } from './support/announced.ts';
import {
  closeAll,
  fillCreate,
  groupsCalled,
  openCreateForm,
  submitCreate,
  waitForMessage,
  writes,
} from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

const people = { head: 'U0BOB', members: ['U0CID', 'U0JM'] };
const server = usePostgres({ durable: true });

describe('a database that goes away', () => {
  let stage: Stage;
  let ann: Person;

  beforeEach(async () => {
    stage = await openStage({ env: { DATABASE_URL: await server.createDatabase() } });
    ann = stage.slack.as('U0ANN');
  });
  afterEach(() => stage.close());

  const readyz = async () => {
    const { status, body } = await stage.bot.readiness();
    return `${status} ${body}`;
  };

  it('refuses changes in words, reads on, and works when it is back', { timeout: 90_000 }, async () => {
    await stage.start();
    const { id } = stage.docspace.addGroup({ name: 'Readers', memberIds: [] });
    await openCreateForm(stage, ann);
    await fillCreate(ann, { name: 'Patience', ...people });
    await server.kill();
    try {
      const refused = await ann.submit();
      expect(JSON.stringify(refused.errors)).toMatch(/memory is out of reach.*Nothing was changed/);
      expect(writes(stage)).toEqual([]);
      await stage.slack.waitFor(async () => /503 .*store/.test(await readyz()), 'readyz to say so');
      expect(await readyz()).not.toContain('only-for-tests');

      await closeAll(ann);
      for (const [typed, reads] of [
        ['show Readers', /Readers/],
        ['list', /Readers/],
        ['mine', /group/],
        ['whoami', /@ann|ann@/],
        ['help', /create/],
      ] as const) {
        const before = ann.messages('C0MARKET').length;
        await ann.type('C0MARKET', `/docspace-group ${typed}`);
        await stage.slack.waitFor(
          () =>
            ann
              .messages('C0MARKET')
              .slice(before)
              .some((one) => reads.test(stage.slack.plainText(one))),
          `an answer to ${typed}`,
        );
      }
      expect(stage.docspace.group(id)?.name).toBe('Readers');
    } finally {
      await server.start();
    }
    await stage.bot.ready();
    await submitCreate(stage, ann, { name: 'Patience', ...people });
    await waitForMessage(stage, ann, 'C0MARKET', /\*Patience\* was created by @ann/);
    expect(groupsCalled(stage, 'Patience')).toHaveLength(1);
  });

  it('goes on with what was running when it went', { timeout: 90_000 }, async () => {
    await stage.start();
    const fault = stage.docspace.faults.add({ method: 'POST', delayMs: 1_500 });
    await submitCreate(stage, ann, { name: 'Interrupted', ...people });
    await stage.slack.waitFor(() => writes(stage).length > 0, 'the POST');
    await server.kill();
    await stage.slack.waitFor(() => groupsCalled(stage, 'Interrupted')[0]?.members.length === 3, 'the group');
    fault.remove();
    await server.start();
    await stage.slack.waitFor(() => createdMessages(ann, 'Interrupted').length > 0, 'its end', 45_000);
    expect(groupsCalled(stage, 'Interrupted')).toHaveLength(1);
    expect(writes(stage)).toHaveLength(1);
    expect(stage.bot.output()).not.toMatch(/"level":60|the program ends/);
  });

  it('is waited for at the start, with the reason at /readyz', { timeout: 60_000 }, async () => {
    await server.kill();
    try {
      const bot = await stage.launch();
      await bot.alive();
      await stage.slack.waitFor(async () => /503 .*store: DATABASE_URL/.test(await readyz()), 'the reason');
      expect(await readyz()).not.toContain('only-for-tests');
      expect(stage.slack.connected()).toBe(false);
    } finally {
      await server.start();
    }
    await stage.bot.ready();
  });

  it.each([
    ['a wrong password', (url: URL) => Object.assign(url, { password: 'wrong' }), /login refused/],
    ['no such database', (url: URL) => Object.assign(url, { pathname: '/nowhere' }), /no such database/],
    [
      'no TLS at the server',
      (url: URL) => Object.assign(url, { search: '?sslmode=require' }),
      /no secure connection/,
    ],
  ])('ends at once with exit code 78: %s', async (_, change, says) => {
    const url = change(new URL(server.url('postgres')));
    const bot = await stage.launch({ DATABASE_URL: url.href });
    expect(await bot.ended).toEqual({ code: 78, signal: null });
    expect(bot.output()).toMatch(says);
    expect(bot.output()).toContain('DATABASE_URL');
    expect(bot.output()).not.toMatch(/only-for-tests|wrong/);
  });
});
