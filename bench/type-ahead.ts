import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DocSpaceStandIn, startDocSpace } from '../sandbox/docspace/docspace.ts';
import { freePort } from '../sandbox/free-port.ts';
import type { Person } from '../sandbox/slack/contract.ts';
import { startSlack } from '../sandbox/slack/slack.ts';
import { smallWorld } from '../sandbox/world.ts';
import { FIELDS } from '../src/docspace/fields.ts';
import { startMeasured } from './bot.ts';
import { buildIfNeeded } from './build.ts';
import { table } from './figures.ts';

const groups = 10_000;
const queries = 300;
const warmUp = 30;

/** Parts of names that each find about a hundred groups, no two alike. */
function query(number: number): string {
  return `${'group'.slice(Math.floor(number / 100))} ${String(number % 100).padStart(3, '0')}`;
}

/** What one query takes from Slack's request to the bot's answer, in ms. */
async function ask(ann: Person, typed: string): Promise<number> {
  const begin = performance.now();
  await ann.suggest('Group', typed);
  return performance.now() - begin;
}

/** What DocSpace's one answer takes for a client that only reads it, in ms. */
async function askDocSpace({ url, key }: DocSpaceStandIn, typed: string): Promise<number> {
  const query = new URLSearchParams({
    filterValue: typed,
    startIndex: '0',
    count: '100',
    fields: FIELDS.groupRow,
  });
  const begin = performance.now();
  const answer = await fetch(`${url}/api/2.0/group?${query}`, {
    headers: { Authorization: `Bearer ${key}` },
  });
  await answer.json();
  return performance.now() - begin;
}

await buildIfNeeded();
const slack = await startSlack({ world: smallWorld, transport: 'socket' });
const docspace = await startDocSpace({ world: smallWorld });
docspace.fillWithGroups(groups);
const folder = await mkdtemp(join(tmpdir(), 'docspace-groups-bench-'));
const bot = await startMeasured(
  {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DOCSPACE_URL: docspace.url,
    DOCSPACE_API_KEY: docspace.key,
    DATA_DIR: join(folder, 'data'),
    PORT: String(await freePort()),
  },
  folder,
);
try {
  const ann = slack.as('U0ANN');
  await ann.type('C0GENERAL', '/docspace-group show');
  await slack.waitFor(() => ann.modal()?.submit === 'Show', 'the form');
  for (let number = 0; number < warmUp; number += 1) await ask(ann, `p ${200 + number}`);

  const own: number[] = [];
  const whole: number[] = [];
  const repeated: number[] = [];
  docspace.clearRequests();
  for (let number = 0; number < queries; number += 1) {
    const wholeMs = await ask(ann, query(number));
    whole.push(wholeMs);
    own.push(wholeMs - (await askDocSpace(docspace, query(number))));
    repeated.push(await ask(ann, query(number)));
  }
  // The other half is this bench's own comparison.
  const requests = docspace.requests.filter(({ path }) => path.includes('filterValue')).length - queries;
  process.stdout.write(
    `\nType-ahead over ${docspace.groups().length} groups, Socket Mode; Node ${process.versions.node}, ${availableParallelism()} cores\n` +
      `${queries} queries and ${repeated.length} repeated ones took ${requests} requests to DocSpace\n\n${table(
        [
          { name: 'own cost on top of DocSpace’s answer', unit: 'ms', values: own, budget: 10 },
          { name: 'repeated query', unit: 'ms', values: repeated, budget: 5 },
          { name: 'whole answer', unit: 'ms', values: whole, budget: 2_500 },
        ],
      )}\n`,
  );
} finally {
  await bot.stop();
  await Promise.all([slack.stop(), docspace.stop()]);
  await rm(folder, { recursive: true, force: true });
}
