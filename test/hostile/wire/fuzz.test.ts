import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openStage, type Stage } from '../../journeys/support/stage.ts';
import { kindsFor } from '../support/payloads.ts';

// `npm run test:fuzz` sets both: FUZZ_INPUTS a kind, and FUZZ_SEED to see the same ones again.
const inputs = Number(process.env.FUZZ_INPUTS ?? 60);
const seed = Number(process.env.FUZZ_SEED ?? 20_260);

/** A path below /api/2.0 whose ids are GUIDs, and a query in which only what may stand there stands unencoded. */
const wellFormed =
  /^\/api\/2\.0(?:\/(?:[a-z@]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))+(?:\?(?:[\w.]+=(?:[\w\-.!~*'(),]|%[0-9A-F]{2})*(?:&|$))*)?$/;
/** Faults that say: the bot itself is at fault, not what came in. */
const ownFaults =
  /\b(?:TypeError|RangeError|URIError|SyntaxError|ReferenceError|Unhandled|the program ends)\b/;
/** Shapes that Slack never sends. Bolt leaves many of them unanswered for 3 s: more are sent at once. */
const boltsOwn: ReadonlySet<string> = new Set(['payload shapes', 'any JSON']);
const lineSchema = z.object({ level: z.string(), time: z.string(), msg: z.string().optional() });

let stage: Stage;
const table: Record<string, { inputs: number; crashes: number; writes: number; statuses: string }> = {};
beforeAll(async () => {
  stage = await openStage({ transport: 'http', env: { LOG_LEVEL: 'warn' } });
  await stage.start();
});
afterAll(async () => {
  console.table(table);
  // Forged triggers and answer addresses are what this is about; all else counts.
  const { slack, docspace } = stage;
  const breaches = slack.breaches.filter(
    ({ what }) => !['invalid_trigger_id', 'expired_trigger_id', 'exchanged_trigger_id'].includes(what),
  );
  expect(breaches.slice(0, 5)).toEqual([]);
  expect(docspace.breaches.slice(0, 5)).toEqual([]);
  stage.forgive();
  await stage.close();
});

/** Sends bodies as Slack would, some at a time; the HTTP statuses, counted. */
async function deliver(bodies: readonly string[], atOnce: number): Promise<ReadonlyMap<number, number>> {
  const statuses = new Map<number, number>();
  const left = [...bodies];
  const one = async () => {
    for (let body = left.pop(); body !== undefined; body = left.pop()) {
      const timestamp = Math.floor(Date.now() / 1000);
      const signature = stage.slack.sign(body, timestamp);
      const status = await stage.slack.postRaw({ body, timestamp, signature }).then(
        (answer) => answer.status,
        () => 0,
      );
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return statuses;
}

/** Operations that the ledger has taken, in any state. */
async function operations(): Promise<number> {
  const metrics = await (await fetch(`${stage.bot.url}/metrics`)).text();
  expect(metrics).toContain('# TYPE operations gauge');
  const lines = metrics.split('\n').filter((line) => /^operations(?:\{| )/.test(line));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

const names = Object.keys(kindsFor('xoxb-names-only'));
it.each(names)(
  '%s: nothing crashes, nothing is changed, nothing gets into a URL',
  async (name) => {
    const kind = kindsFor(stage.slack.botToken)[name];
    if (kind === undefined) throw new Error(`no kind ${name}`);
    const { bot, docspace, slack } = stage;
    const mark = docspace.mark();
    const before = bot.output().length;
    const bodies = fc.sample(kind, { numRuns: inputs, seed });
    const statuses = await deliver(bodies, boltsOwn.has(name) ? 400 : 40);
    const alive = await Promise.race([
      bot.ended.then(() => false),
      bot.readiness().then(({ status }) => status === 200),
    ]);

    const requests = docspace.requestsSince(mark);
    const writes = requests.filter(({ method }) => method !== 'GET').length;
    const counted = [...statuses].map(([status, count]) => `${status}: ${count}`).join(', ');
    table[name] = { inputs: bodies.length, crashes: alive ? 0 : 1, writes, statuses: counted };
    const output = bot.output().slice(before);
    expect(alive, output.slice(-2_000)).toBe(true);
    expect(statuses.get(0) ?? 0).toBe(0);
    expect(writes).toBe(0);
    expect(await operations()).toBe(0);
    expect(
      requests
        .map(({ path }) => path)
        .filter((path) => !wellFormed.test(path))
        .slice(0, 3),
    ).toEqual([]);
    const lines = output.split('\n').filter((line) => line !== '');
    // Bolt meets shapes that Slack never sends with faults of its own; it hands them to `app.error`.
    const ours = boltsOwn.has(name) ? lines.filter((line) => !line.includes('"where":"listener"')) : lines;
    expect(ours.filter((line) => ownFaults.test(line)).slice(0, 3)).toEqual([]);
    for (const line of lines)
      expect(lineSchema.safeParse(parsed(line)).success, line.slice(0, 300)).toBe(true);
    slack.forget();
  },
  1_200_000,
);

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
