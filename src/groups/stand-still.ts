import { setTimeout as delay } from 'node:timers/promises';
import type { DocSpace, GroupWithMembers } from '../docspace/model.ts';
import type { OperationRun } from '../operations/kind.ts';
import { StillFilling } from './faults.ts';

/** A group that is still changing after so many reads is left to the next attempt. */
const mostReads = 60;

/** A request whose client is gone is surely over after this time. */
const mayStillRunMs = 10 * 60_000;

/** When a group that an earlier, unclear request may still be changing can be looked at. */
export interface StandStill {
  /** Ms between two reads; DocSpace adds about 100 people a second. At least 1 s but in tests. */
  readonly stillMs: number;
  readonly signal: AbortSignal;
  /** The group is what the request was to make of it: nothing more will come. Missing = two equal reads are needed. */
  readonly isThere?: (group: GroupWithMembers) => boolean;
}

/**
 * Reads a group until two reads show the same number of members and the same head: DocSpace 3.7 goes on with a
 * request whose client is gone, person by person. Throws `StillFilling` when it does not come to rest, and
 * DocSpace's faults.
 */
export async function standStill(
  groups: Pick<DocSpace['groups'], 'getWithMembers'>,
  groupId: string,
  { stillMs, signal, isThere }: StandStill,
): Promise<GroupWithMembers> {
  let before: GroupWithMembers | undefined;
  for (let read = 0; read < mostReads; read += 1) {
    const group = await groups.getWithMembers(groupId, { signal });
    if (isThere?.(group) === true) return group;
    if (before?.membersCount === group.membersCount && before.head?.id === group.head?.id) return group;
    before = group;
    await delay(stillMs, undefined, { signal });
  }
  throw new StillFilling(`the group is still changing after ${mostReads} reads`);
}

/** Whether an earlier operation on this group ended unclear a short time ago: DocSpace may still be at its request. */
export function isAfterUnclear(run: Pick<OperationRun<unknown>, 'lockUnclearAt'>, now: number): boolean {
  return run.lockUnclearAt !== undefined && now - run.lockUnclearAt <= mayStillRunMs;
}

/** A request that DocSpace has not begun by then will not come any more. */
const mostLooks = 3;

/**
 * Waits until the group stands still if an earlier operation on it ended unclear: DocSpace may still be at its request,
 * and two changes of a head at once break a group for good.
 */
export async function afterUnclear(
  {
    groups,
    now,
    waits,
  }: {
    readonly groups: Pick<DocSpace['groups'], 'getWithMembers'>;
    /** Unix ms. */
    readonly now: () => number;
    readonly waits: Pick<StandStill, 'stillMs'>;
  },
  run: Pick<OperationRun<unknown>, 'lockUnclearAt' | 'signal'>,
  groupId: string,
): Promise<void> {
  if (isAfterUnclear(run, now())) await standStill(groups, groupId, { ...waits, signal: run.signal });
}

/** Looks for the effect of a write whose end is unknown, several times before it may be repeated. */
export async function lookFor<Found extends object>(
  { stillMs, signal }: Pick<StandStill, 'stillMs' | 'signal'>,
  look: () => Promise<Found | 'repeat'>,
): Promise<Found | 'repeat'> {
  for (let looks = 1; ; looks += 1) {
    const found = await look();
    if (found !== 'repeat' || looks === mostLooks) return found;
    await delay(stillMs, undefined, { signal });
  }
}
