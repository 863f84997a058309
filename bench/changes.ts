import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDocSpace } from '../sandbox/docspace/docspace.ts';
import { freePort } from '../sandbox/free-port.ts';
import type { Person, SlackStandIn } from '../sandbox/slack/contract.ts';
import { startSlack } from '../sandbox/slack/slack.ts';
import { smallWorld } from '../sandbox/world.ts';
import { type PostgresServer, startPostgres } from '../test/support/postgres.ts';
import { startMeasured } from './bot.ts';
import { buildIfNeeded } from './build.ts';
import { type Measure, table } from './figures.ts';

const creates = 200;
const warmUp = 20;
const channel = 'C0MARKET';

/** What one create takes from its submit on, in ms. */
interface Taken {
  readonly ackMs: number;
  readonly announcedMs: number;
}

async function createOne(slack: SlackStandIn, ann: Person, name: string): Promise<Taken> {
  await ann.type(channel, '/docspace-group create');
  await slack.waitFor(() => ann.modal()?.submit === 'Create group', 'the form');
  await ann.fill('Group name', name);
  await ann.fill('Members', ['U0CID', 'U0JM']);
  const begin = performance.now();
  const announced = slack
    .waitFor(() => ann.messages(channel).at(-1)?.text.includes(name), 'the announcement')
    .then(() => performance.now() - begin);
  await ann.submit();
  const ackMs = performance.now() - begin;
  const announcedMs = await announced;
  await slack.waitFor(() => ann.modal()?.submit === undefined, 'the result');
  await ann.closeModal({ all: true });
  return { ackMs, announcedMs };
}

/** From the commit that accepted an operation to its first step in a replica, in ms, by the database's clock. */
async function pickUps(server: PostgresServer): Promise<number[]> {
  const rows = await server.sql(
    `select min(s.begun_at) - o.accepted_at as ms from operation o join operation_step s on s.operation_id = o.id
      group by o.id, o.accepted_at order by o.accepted_at offset ${warmUp}`,
    'test_1',
  );
  return rows.map(({ ms }) => Number(ms));
}

/** One create after another through the form: one bot on a file, or two replicas on PostgreSQL. */
async function measure(name: string, databaseUrl?: string): Promise<Measure[]> {
  const slack = await startSlack({ world: smallWorld, transport: 'socket' });
  const docspace = await startDocSpace({ world: smallWorld });
  const folder = await mkdtemp(join(tmpdir(), 'docspace-groups-bench-'));
  const env = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DOCSPACE_URL: docspace.url,
    DOCSPACE_API_KEY: docspace.key,
    DATA_DIR: join(folder, 'data'),
    CHANGES_PER_10_MINUTES: '0',
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  };
  const bots = [await startMeasured({ ...env, PORT: String(await freePort()) }, folder)];
  if (databaseUrl !== undefined)
    bots.push(await startMeasured({ ...env, PORT: String(await freePort()) }, folder));
  try {
    const ann = slack.as('U0ANN');
    for (let number = 0; number < warmUp; number += 1) await createOne(slack, ann, `Warm ${number}`);
    docspace.clearRequests();
    const taken: Taken[] = [];
    for (let number = 0; number < creates; number += 1) {
      taken.push(await createOne(slack, ann, `Bench ${String(number).padStart(3, '0')}`));
      slack.forget();
    }
    return [
      {
        name: `${name}: submit to answer`,
        unit: 'ms',
        values: taken.map(({ ackMs }) => ackMs),
        budget: 2_500,
      },
      {
        name: `${name}: submit to announcement`,
        unit: 'ms',
        values: taken.map(({ announcedMs }) => announcedMs),
        budget: 2_500,
      },
    ];
  } finally {
    await Promise.all(bots.map((bot) => bot.stop()));
    await Promise.all([slack.stop(), docspace.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}

await buildIfNeeded();
const onFile = await measure('SQLite');
const server = await startPostgres({ durable: true });
try {
  const shared = await measure('PostgreSQL, 2 replicas', await server.createDatabase());
  const pickUp = { name: 'PostgreSQL, 2 replicas: pick-up', unit: 'ms', values: await pickUps(server) };
  process.stdout.write(
    `\n${creates} creates one after another, Socket Mode; Node ${process.versions.node}, ${availableParallelism()} cores\n\n${table(
      [...onFile, ...shared, { ...pickUp, budget: 20, share: 0.5 }],
    )}\n`,
  );
} finally {
  await server.remove();
}
