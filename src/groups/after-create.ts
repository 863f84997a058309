import type { OperationKind, OperationRun } from '../operations/kind.ts';
import { StillFilling } from './faults.ts';
import { nameLockOf } from './name.ts';

/** Port: what the ledger knows of operations under a lock. */
export interface Locks {
  /** Whether another one that has it as its first lock runs, or waits and comes before that of this dedupe key. */
  isBusyFirst(lock: string, dedupeKey: string): Promise<boolean>;
  /** When the last operation under it settled, and when the last one ended unclear (Unix ms). */
  lockSettledAt(lock: string): Promise<number | undefined>;
  lockUnclearAt(lock: string): Promise<number | undefined>;
}

/**
 * Changes of a group hold its id, a create holds only the name: a group that is still being made can be seen, and
 * picked, before its create knows the id. Two head changes at once break a group for good (DocSpace 3.7), and a create
 * that is cut off looks for its group by the name. So a change waits while a create of the group's name is open, and
 * what was checked before it ended is stale, and one that ended unclear counts as an unclear request to this group. A
 * create that begins later finds the name taken.
 */
export function afterCreate<Input, Outcome>(
  locks: Locks,
  kind: OperationKind<Input, Outcome>,
): OperationKind<Input, Outcome> {
  return { ...kind, run: async (run) => kind.run(await waited(locks, run)) };
}

async function waited<Input>(locks: Locks, run: OperationRun<Input>): Promise<OperationRun<Input>> {
  const { groupName, lock, dedupeKey } = run.operation;
  const nameLock = groupName === undefined ? lock : nameLockOf(groupName);
  if (nameLock === lock) return run;
  if (await locks.isBusyFirst(nameLock, dedupeKey))
    throw new StillFilling('a create of this name is still open');
  const [settledAt, unclearAt] = await Promise.all([
    locks.lockSettledAt(nameLock),
    locks.lockUnclearAt(nameLock),
  ]);
  return {
    ...run,
    ...(settledAt === undefined ? {} : { lockSettledAt: Math.max(settledAt, run.lockSettledAt ?? 0) }),
    ...(unclearAt === undefined ? {} : { lockUnclearAt: Math.max(unclearAt, run.lockUnclearAt ?? 0) }),
  };
}
