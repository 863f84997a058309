import { describe, expect, it } from 'vitest';
import { freePort } from '../../sandbox/free-port.ts';
import type { Person } from '../../sandbox/slack/contract.ts';
import { usePostgres } from '../support/postgres.ts';
import { createdMessages } from './support/announced.ts';
import type { BotProcess } from './support/bot-process.ts';
import { groupsCalled, submitCreate, writes } from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

const people = { head: 'U0BOB', members: ['U0CID', 'U0JM'] };
const server = usePostgres({ durable: true });

/** Two replicas, the first of which is in the middle of a write: DocSpace does it, and says nothing. */
interface Scene {
  readonly stage: Stage;
  readonly ann: Person;
  readonly first: BotProcess;
  readonly second: BotProcess;
}

async function play(name: string, scene: (scene: Scene) => Promise<void>): Promise<void> {
  const stage = await openStage({ env: { DATABASE_URL: await server.createDatabase() } });
  const ann = stage.slack.as('U0ANN');
  const bots: BotProcess[] = [];
  try {
    const first = await stage.start();
    bots.push(first);
    stage.docspace.faults.add({ method: 'POST', times: 1, fault: { kind: 'hang', work: true } });
    expect((await submitCreate(stage, ann, { name, ...people })).kind).toBe('updated');
    await stage.slack.waitFor(() => groupsCalled(stage, name).length > 0, 'the group', 20_000);
    const second = await stage.launch({ PORT: String(await freePort()) });
    bots.push(second);
    await second.ready();
    await scene({ stage, ann, first, second });
  } finally {
    for (const bot of bots) bot.signal('SIGCONT');
    await Promise.all(bots.map((bot) => bot.end('SIGKILL')));
    await stage.close();
  }
}

async function isDoneOnce({ stage, ann }: Scene, name: string, withinMs: number): Promise<void> {
  await stage.slack.waitFor(
    () => createdMessages(ann, name).length > 0,
    `the announcement of ${name}`,
    withinMs,
  );
  expect(groupsCalled(stage, name)).toHaveLength(1);
  expect(groupsCalled(stage, name)[0]?.members).toHaveLength(3);
  expect(writes(stage).map(({ method, path }) => `${method} ${path}`)).toEqual([
    expect.stringMatching(/^POST .*\/group\?/),
  ]);
  expect(createdMessages(ann, name)).toHaveLength(1);
}

describe('a replica that is lost in the middle of a write', () => {
  it('is replaced within 30 s after kill -9', { timeout: 120_000 }, () =>
    play('Orphan', async (scene) => {
      await scene.first.end('SIGKILL');
      await isDoneOnce(scene, 'Orphan', 30_000);
    }),
  );

  it('writes nothing more once it wakes up after having been frozen', { timeout: 120_000 }, () =>
    play('Sleeper', async (scene) => {
      const { stage, first, second } = scene;
      first.signal('SIGSTOP');
      await isDoneOnce(scene, 'Sleeper', 40_000);
      first.signal('SIGCONT');
      await stage.slack.waitFor(
        () => /taken the operation over/.test(first.output()),
        'the first replica to see that',
        20_000,
      );
      await isDoneOnce(scene, 'Sleeper', 1_000);
      expect(second.output()).not.toMatch(/taken the operation over/);
      // Its connections were cut meanwhile; a moment later it is as good as new.
      await first.ready();
    }),
  );
});
