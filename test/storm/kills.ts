import { setTimeout as delay } from 'node:timers/promises';
import type { DocSpaceStandIn } from '../../sandbox/docspace/docspace.ts';
import type { ActiveFault } from '../../sandbox/docspace/faults.ts';
import type { SlackStandIn } from '../../sandbox/slack/contract.ts';
import type { Random } from '../support/random.ts';
import type { Bots } from './bots.ts';
import type { TakeOvers } from './take-overs.ts';

/** A kill as it was done. */
export interface Kill {
  /** Unix ms. */
  readonly at: number;
  readonly moment: Moment;
}

/**
 * When a bot is killed: `any` = whatever it does; `accepted` = right after the ack of a submit; `mid-write` = while
 * DocSpace is at a write, which it will finish; `unheard` = DocSpace has done a write and has not answered yet;
 * `posting` = while a message is on its way to Slack; `posted` = right after Slack took one; `starting` = while it
 * starts, again and again: a crash loop.
 */
export const moments = ['any', 'accepted', 'mid-write', 'unheard', 'posting', 'posted', 'starting'] as const;
export type Moment = (typeof moments)[number];

/** If the moment does not come by then, the bot is killed all the same. */
const longestWaitMs = 2_500;

interface Parts {
  readonly slack: SlackStandIn;
  readonly docspace: DocSpaceStandIn;
  readonly bots: Bots;
  readonly takeOvers: TakeOvers;
  readonly random: Random;
  readonly stop: AbortSignal;
  /** How many operations should have been acknowledged before the next kill; else nobody would ever come to an end. */
  readonly due: (kills: number) => boolean;
}

/** A kill that is due by the clock, though little was done since the last. */
const longestPauseMs = 30_000;

/** Kills bots at chosen and at random moments and starts them again, so many times or until told to stop. */
export async function killAround(parts: Parts, wanted: number, done: Kill[]): Promise<void> {
  const { bots, random, slack, stop, takeOvers } = parts;
  const down: number[] = [];
  while (done.length < wanted && !stop.aborted) {
    const pause = Date.now();
    await delay(random.between(100, 900));
    while (!parts.due(done.length) && Date.now() - pause < longestPauseMs && !stop.aborted) await delay(20);
    if (stop.aborted) return;
    const index = random.between(0, bots.count - 1);
    const moment = random.pick(moments);
    await momentOf(parts, moment);
    await killOne(index, moment);
    if (bots.count > 1 && random.happens(0.2)) await killOne((index + 1) % bots.count, moment);
    if (moment === 'starting') {
      for (let times = random.between(1, 2); times > 0 && done.length < wanted; times -= 1) {
        void revive(index).catch(() => undefined);
        await delay(random.between(100, 1_200));
        await killOne(index, moment);
      }
    }
    // A replica that stays away: the others must take its work over.
    if (bots.count > 1 && random.happens(0.2)) await delay(random.between(500, 4_000));
    await Promise.all(down.map(revive));
    down.length = 0;
  }

  async function killOne(index: number, moment: Moment): Promise<void> {
    await takeOvers.look().catch(() => undefined);
    done.push({ at: Date.now(), moment });
    takeOvers.killed(index);
    await bots.kill(index);
    if (!down.includes(index)) down.push(index);
  }

  async function revive(index: number): Promise<void> {
    takeOvers.started(index);
    await bots.revive(index);
    await slack.waitFor(() => slack.connected(), 'a connection', 20_000).catch(() => undefined);
  }
}

/** Waits for the moment, or for as long as makes sense. */
async function momentOf({ slack, docspace, random }: Parts, moment: Moment): Promise<void> {
  switch (moment) {
    case 'any':
    case 'starting':
      return;
    case 'accepted':
      return newOne(slack, () =>
        slack.deliveries.slice(-60).findLast((one) => one.kind === 'view_submission' && one.acked),
      );
    case 'mid-write':
      await hit(
        docspace.faults.add({ method: random.pick(['POST', 'PUT']), delayMs: random.between(300, 1_500) }),
      );
      return;
    case 'unheard':
      await hit(
        docspace.faults.add({
          method: random.pick(['POST', 'PUT', 'DELETE']),
          fault: { kind: 'hang', work: true },
        }),
      );
      await delay(random.between(10, 60));
      return;
    case 'posting': {
      const fault = { kind: 'delay', ms: 600 } as const;
      const rule = slack.faults.add({ method: 'chat.postMessage', fault, times: 1 });
      await until(() => rule.hits > 0);
      await delay(random.between(0, 300));
      rule.remove();
      return;
    }
    case 'posted':
      return newOne(slack, () =>
        slack.calls.slice(-60).findLast((one) => one.method === 'chat.postMessage' && one.status === 200),
      );
  }
}

async function hit(rule: ActiveFault): Promise<void> {
  await until(() => rule.hits() > 0);
  rule.remove();
}

/** Stand-ins that tell nothing of their own accord are looked at often. */
async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + longestWaitMs;
  while (!holds() && Date.now() < deadline) await delay(4);
}

/** Until another one is the last. */
async function newOne(slack: SlackStandIn, last: () => object | undefined): Promise<void> {
  const before = last();
  await slack.waitFor(() => last() !== before, 'the moment', longestWaitMs).catch(() => undefined);
}
