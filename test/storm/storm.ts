import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type DocSpaceStandIn, startDocSpace } from '../../sandbox/docspace/docspace.ts';
import { startSlack } from '../../sandbox/slack/slack.ts';
import { createRandom } from '../support/random.ts';
import { createBots } from './bots.ts';
import { actUntil } from './crowd.ts';
import { type Kill, killAround } from './kills.ts';
import { viewLedger } from './ledger-view.ts';
import type { ModelGroup } from './model.ts';
import { compare, endOf, replay, type Violation } from './replay.ts';
import type { StormSettings } from './settings.ts';
import { openStormStore } from './store.ts';
import { stormWorld } from './storm-world.ts';
import { createTakeOvers } from './take-overs.ts';
import { checkTold } from './told.ts';
import { storm } from './weather.ts';
import { AskedList } from './wish.ts';

/** What came of a storm. */
export interface StormResult {
  readonly settings: StormSettings;
  /** Operations that were acknowledged, and those that stand in the ledger (an acknowledgement can be cut off). */
  readonly acknowledged: number;
  readonly accepted: number;
  readonly kills: readonly Kill[];
  readonly databaseKills: number;
  readonly faults: ReadonlyMap<string, number>;
  readonly ends: Readonly<Record<'done' | 'partly' | 'nothing' | 'refused' | 'failed' | 'unclear', number>>;
  readonly refusedAtForm: number;
  readonly gaveUp: number;
  readonly reasons: ReadonlyMap<string, number>;
  readonly doubledAnnouncements: number;
  readonly takeOvers: { readonly longestMs: number; readonly count: number };
  /** To DocSpace, in all, and the most in one second. */
  readonly requests: number;
  readonly mostRequestsASecond: number;
  /** Acknowledgements and openings that came too late for Slack. */
  readonly late: number;
  /** Last words of bots that ended of their own accord. */
  readonly crashes: readonly string[];
  readonly stormMs: number;
  readonly quietMs: number;
  readonly violations: readonly Violation[];
  /** Faults with which operations failed or ended unclear, by kind and fault. */
  readonly failures: ReadonlyMap<string, number>;
}

/** Runs the storm to its end and compares what is there with what was asked for. `say` = progress, line by line. */
export async function runStorm(
  settings: StormSettings,
  say: (line: string) => void = () => {},
): Promise<StormResult> {
  const { seed } = settings;
  const { world, actors, crowd } = stormWorld(settings.people);
  const cwd = await mkdtemp(join(tmpdir(), 'storm-'));
  const store = await openStormStore(settings.store, cwd);
  const slack = await startSlack({ world, transport: 'socket' });
  const docspace = await startDocSpace({ world });
  const start = groupsOf(docspace);
  const bots = await createBots({
    count: settings.replicas,
    node: settings.node,
    cwd,
    env: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      DOCSPACE_URL: docspace.url,
      DOCSPACE_API_KEY: docspace.key,
      ...store.env,
    },
  });
  const over = new AbortController();
  try {
    await bots.start();
    const view = viewLedger(store.at);
    const takeOvers = createTakeOvers(view);
    const asked = new AskedList();
    const faults = new Map<string, number>();
    const kills: Kill[] = [];
    const begun = Date.now();

    for (let index = 0; index < bots.count; index += 1) takeOvers.started(index);
    const looking = every(250, over.signal, () => takeOvers.look());
    const scene = { slack, docspace, crowd, asked, seed };
    const acting = actors.map((actor, index) =>
      actUntil(scene, actor, createRandom(seed, 100 + index), over.signal),
    );
    const slackCutAt: number[] = [];
    const bad = storm(slack, docspace, createRandom(seed, 1), over.signal, faults, slackCutAt);
    const killing = killAround(
      {
        slack,
        docspace,
        bots,
        takeOvers,
        random: createRandom(seed, 2),
        stop: over.signal,
        due: (done) => asked.counts.taken >= (done * settings.operations) / Math.max(1, settings.kills),
      },
      settings.kills,
      kills,
    );
    const disturbing = store.disturb(createRandom(seed, 3), over.signal);
    let said = 0;
    while (Date.now() - begun < settings.longestMs) {
      if (asked.counts.taken >= settings.operations && kills.length >= settings.kills) break;
      await delay(200);
      if (Date.now() - said > 15_000) {
        said = Date.now();
        say(
          `${asked.counts.taken} acknowledged, ${kills.length} kills, ${Math.round((said - begun) / 1000)} s`,
        );
        if (process.env.STORM_REASONS !== undefined) say(JSON.stringify([...asked.reasons]));
      }
    }
    over.abort();
    await Promise.all([...acting, bad, killing, disturbing, looking]);
    slack.faults.clear();
    docspace.faults.clear();
    const stormMs = Date.now() - begun;
    say(`the storm is over after ${Math.round(stormMs / 1000)} s; waiting for quiet`);
    const quietMs = await untilQuiet(() => view.openCount(), settings.quietMs);
    const codes = await bots.stop();
    const operations = await view.operations();
    await keepRecords({ operations, steps: await view.steps(), requests: docspace.requests });
    await view.close();

    const people = new Map(
      world.people.map(({ id, firstName, lastName }) => [`${firstName} ${lastName}`, id] as const),
    );
    const replayed = replay(start, operations, asked, people);
    const mishaps = [...kills.map((kill) => kill.at), ...store.mishaps(), ...slackCutAt];
    const told = checkTold(slack, operations, mishaps);
    const keys = new Set(operations.map(({ operation }) => operation.dedupeKey));
    const lost = asked
      .all()
      .filter(([key, one]) => one.taken && !keys.has(key))
      .map(
        ([key]): Violation => ({ what: 'lost', detail: `${key} was acknowledged and is not in the ledger` }),
      );
    // Slack's 3 s are for the journeys to hold: bots that were killed in the middle, on a full machine, miss them; and a form
    // whose opening Slack did and did not answer is opened again.
    const isLate = (what: string) =>
      ['ack_late', 'ack_missing', 'expired_trigger_id', 'exchanged_trigger_id'].includes(what);
    const breaches = [
      ...slack.breaches
        .filter((one) => !isLate(one.what))
        .map((one) => `${one.what} at ${one.where}: ${one.detail}`),
      ...docspace.breaches.map((one) => `${one.kind}: ${one.request.method} ${one.request.path}`),
    ];
    return {
      settings,
      acknowledged: asked.counts.taken,
      accepted: operations.length,
      kills,
      databaseKills: store.mishaps().length,
      faults,
      ends: countEnds(operations),
      refusedAtForm: asked.counts.refusedAtForm,
      gaveUp: asked.counts.gaveUp,
      reasons: asked.reasons,
      doubledAnnouncements: told.doubled,
      takeOvers: takeOvers.result(),
      requests: docspace.requests.length,
      mostRequestsASecond: mostASecond(docspace.requests.map((one) => one.at)),
      late: slack.breaches.filter((one) => isLate(one.what)).length,
      crashes: bots.crashes,
      stormMs,
      quietMs,
      failures: countFailures(operations),
      violations: [
        ...lost,
        ...replayed.violations,
        ...compare(replayed.groups, groupsOf(docspace), replayed.perhaps),
        ...told.violations,
        ...breaches.map((detail): Violation => ({ what: 'breach', detail })),
        ...codes.flatMap((code): Violation[] =>
          code === 0 ? [] : [{ what: 'lost', detail: `a bot ended with ${code} on SIGTERM` }],
        ),
      ],
    };
  } finally {
    over.abort();
    await Promise.all(Array.from({ length: bots.count }, (_, index) => bots.kill(index)));
    await Promise.all([slack.stop(), docspace.stop()]);
    await store.remove();
    await rm(cwd, { recursive: true, force: true });
  }
}

/** What a violation is traced by, as JSON Lines, where the variable `STORM_LOG` names a folder. */
async function keepRecords(records: Readonly<Record<string, readonly unknown[]>>): Promise<void> {
  const { STORM_LOG: folder } = process.env;
  if (folder === undefined) return;
  for (const [name, rows] of Object.entries(records)) {
    await writeFile(join(folder, `${name}.jsonl`), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
}

function groupsOf(docspace: DocSpaceStandIn): ReadonlyMap<string, ModelGroup> {
  return new Map(
    docspace.groups().map(({ id, name, head, members }) => [
      id,
      {
        name,
        memberIds: new Set(members.map((one) => one.id)),
        ...(head === undefined ? {} : { headId: head.id }),
      },
    ]),
  );
}

async function every(ms: number, stop: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!stop.aborted) {
    await work().catch(() => undefined);
    await delay(ms, undefined, { signal: stop }).catch(() => undefined);
  }
}

/** Waits until nothing is open; what is still open after the longest wait is found by the checks. */
async function untilQuiet(openCount: () => Promise<number>, longestMs: number): Promise<number> {
  const begun = Date.now();
  while (Date.now() - begun < longestMs) {
    const open = await openCount().catch(() => Number.NaN);
    if (open === 0) break;
    await delay(200);
  }
  return Date.now() - begun;
}

function countEnds(operations: readonly Parameters<typeof endOf>[0][]): StormResult['ends'] {
  const ends = { done: 0, partly: 0, nothing: 0, refused: 0, failed: 0, unclear: 0 };
  for (const operation of operations) {
    const end = endOf(operation);
    if (end.kind === 'told') ends[end.outcome.status] += 1;
    else if (end.kind !== 'open') ends[end.kind] += 1;
  }
  return ends;
}

function countFailures(operations: readonly Parameters<typeof endOf>[0][]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const stored of operations) {
    const end = endOf(stored);
    if (end.kind !== 'failed' && end.kind !== 'unclear') continue;
    const what = `${end.kind} ${stored.operation.kind} ${JSON.stringify(stored.operation.fault)}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return counts;
}

function mostASecond(times: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const time of times) {
    const second = Math.floor(time / 1000);
    counts.set(second, (counts.get(second) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}
