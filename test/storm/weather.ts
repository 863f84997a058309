import { setTimeout as delay } from 'node:timers/promises';
import type { DocSpaceStandIn } from '../../sandbox/docspace/docspace.ts';
import type { FaultRule as DocSpaceRule } from '../../sandbox/docspace/faults.ts';
import type { SlackStandIn } from '../../sandbox/slack/contract.ts';
import type { FaultRule as SlackRule } from '../../sandbox/slack/faults.ts';
import type { Random } from '../support/random.ts';

type Named<Rule> = (random: Random) => readonly [name: string, rule: Rule];

const docspaceFaults: readonly Named<DocSpaceRule>[] = [
  () => ['dropped before', { fault: { kind: 'dropBefore' } }],
  () => ['dropped after', { method: 'POST', fault: { kind: 'dropAfter' } }],
  () => ['dropped after', { method: 'PUT', fault: { kind: 'dropAfter' } }],
  () => ['dropped after', { method: 'DELETE', fault: { kind: 'dropAfter' } }],
  (random) => ['5xx', { fault: { kind: 'status', status: random.pick([500, 502, 503, 504]) }, times: 3 }],
  () => ['429', { fault: { kind: 'status', status: 429 }, times: 4 }],
  () => ['429', { fault: { kind: 'status', status: 429, headers: { 'Retry-After': '1' } }, times: 4 }],
  (random) => ['delayed', { delayMs: random.between(50, 900), times: 5 }],
  (random) => ['delayed', { method: 'PUT', delayMs: random.between(200, 1_200), times: 2 }],
  (random) => ['delayed', { method: 'POST', delayMs: random.between(200, 1_200), times: 2 }],
  () => ['garbage', { fault: { kind: 'garbage' } }],
  (random) => ['half done', { method: 'PUT', fault: { kind: 'midway', afterSteps: random.between(0, 2) } }],
  (random) => ['half done', { method: 'POST', fault: { kind: 'midway', afterSteps: random.between(0, 3) } }],
  () => ['dripping', { fault: { kind: 'drip', everyMs: 1 } }],
  () => ['no answer', { method: 'GET', fault: { kind: 'hang' } }],
  () => ['refused', { method: 'PUT', fault: { kind: 'accessDenied' } }],
  () => ['refused', { method: 'POST', fault: { kind: 'accessDenied' } }],
];

const slackFaults: readonly Named<SlackRule>[] = [
  () => ['Slack 503', { method: '*', fault: { kind: 'status', status: 503 }, times: 2 }],
  () => [
    'Slack 429',
    { method: 'chat.postMessage', fault: { kind: 'rate-limited', retryAfterSeconds: 1 }, times: 2 },
  ],
  () => ['Slack dropped before', { method: 'chat.postMessage', fault: { kind: 'drop-before' } }],
  () => ['Slack dropped after', { method: 'chat.postMessage', fault: { kind: 'drop-after' } }],
  () => ['Slack dropped after', { method: 'views.update', fault: { kind: 'drop-after' } }],
  (random) => [
    'Slack delayed',
    { method: '*', fault: { kind: 'delay', ms: random.between(50, 500) }, times: 4 },
  ],
];

/** At most so many rules wait for a request at once. */
const mostRules = 6;

/**
 * Switches faults on, of all kinds and one after another, until told to stop; now and then a whole side goes away.
 * Ends with all of them off and both sides up. `slackCutAt` gets the times (Unix ms) at which answers of Slack were cut off.
 */
export async function storm(
  slack: SlackStandIn,
  docspace: DocSpaceStandIn,
  random: Random,
  stop: AbortSignal,
  counts: Map<string, number>,
  slackCutAt: number[],
): Promise<void> {
  const active: { readonly name: string; readonly hits: () => number; readonly remove: () => void }[] = [];
  const settle = (keep: number) => {
    while (active.length > keep) {
      const rule = active.shift();
      if (rule === undefined) return;
      if (rule.hits() > 0) counts.set(rule.name, (counts.get(rule.name) ?? 0) + rule.hits());
      rule.remove();
    }
  };
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

  const traffic = () => docspace.requests.length + slack.calls.length;
  while (!stop.aborted) {
    // By the traffic and not by the clock: a slow machine must not get more of it than a quick one.
    const next = traffic() + random.between(3, 14);
    while (traffic() < next && !stop.aborted) await delay(10);
    if (stop.aborted) break;
    settle(mostRules - 1);
    const chance = random.next();
    if (chance < 0.68) {
      const [name, rule] = random.pick(docspaceFaults)(random);
      active.push({ name, ...docspace.faults.add(rule) });
    } else if (chance < 0.96) {
      const [name, rule] = random.pick(slackFaults)(random);
      const handle = slack.faults.add({ times: 1, ...rule });
      active.push({ name, hits: () => handle.hits, remove: () => handle.remove() });
    } else if (chance < 0.98) {
      count('DocSpace away');
      await docspace.goDown();
      await delay(random.between(200, 2_000));
      await docspace.comeUp();
    } else if (chance < 0.99) {
      count('Slack away');
      slackCutAt.push(Date.now());
      await slack.goDown();
      slackCutAt.push(Date.now());
      await delay(random.between(200, 1_500));
      await slack.comeUp();
    } else {
      count('sockets cut');
      slack.dropConnections();
    }
  }
  settle(0);
}
