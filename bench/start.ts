import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startDocSpace } from '../sandbox/docspace/docspace.ts';
import { freePort } from '../sandbox/free-port.ts';
import { startSlack } from '../sandbox/slack/slack.ts';
import { smallWorld } from '../sandbox/world.ts';
import { startMeasured } from './bot.ts';
import { buildIfNeeded } from './build.ts';
import { table } from './figures.ts';

const runs = 9;
const idleMs = 2_000;
const megabyte = 1024 * 1024;

/** One start of the bot over Socket Mode with an empty data folder, and its memory once it idles. */
async function measureOnce(
  slack: Awaited<ReturnType<typeof startSlack>>,
  docspace: Awaited<ReturnType<typeof startDocSpace>>,
): Promise<{ readonly startMs: number; readonly rssBytes: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'docspace-groups-bench-'));
  try {
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
      await delay(idleMs);
      return { startMs: bot.startMs, rssBytes: await bot.rssBytes() };
    } finally {
      await bot.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await buildIfNeeded();
const slack = await startSlack({ world: smallWorld, transport: 'socket' });
const docspace = await startDocSpace({ world: smallWorld });
try {
  const starts: number[] = [];
  const memory: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const { startMs, rssBytes } = await measureOnce(slack, docspace);
    starts.push(startMs / 1_000);
    memory.push(rssBytes / megabyte);
  }
  const measures = [
    { name: 'start to ready', unit: 's', values: starts, budget: 1 },
    { name: 'idle memory (RSS)', unit: 'MB', values: memory, budget: 120 },
  ];
  process.stdout.write(
    `\n${runs} starts, Socket Mode, SQLite; Node ${process.versions.node}, ${availableParallelism()} cores\n\n${table(measures)}\n`,
  );
} finally {
  await Promise.all([slack.stop(), docspace.stop()]);
}
