import { SlackUsersError } from '../directory/slack-users.ts';
import { DocSpaceError } from '../docspace/errors.ts';
import type { Faults } from '../operations/kind.ts';

/** The group or person is not there (any more). */
export function isGone(error: unknown): boolean {
  return error instanceof DocSpaceError && error.reason === 'not-found';
}

/** What DocSpace can't show: a group with two heads, whatever shows such a group, and whoever belongs to one. */
export function isDamaged(error: unknown): boolean {
  return error instanceof DocSpaceError && error.reason === 'broken-data';
}

/** The same request may be answered another time. */
export function isPassing(error: unknown): boolean {
  if (error instanceof SlackUsersError || error instanceof StillFilling) return true;
  if (!(error instanceof DocSpaceError)) return false;
  switch (error.reason) {
    case 'unreachable':
    case 'timed-out':
    case 'rate-limited':
    case 'portal-unavailable':
    case 'server-fault':
    case 'not-understood':
    case 'cancelled':
      return true;
    default:
      return false;
  }
}

/** An earlier request is still at work in DocSpace: looked at too early to tell what became of it. */
export class StillFilling extends Error {
  override readonly name = 'StillFilling';
}

/** Who asked for a change may not make it any more; nothing is written after that. */
export class RightLost extends Error {
  override readonly name = 'RightLost';
}

/** What the faults of a run mean to the runner. */
export const groupFaults: Faults = {
  judge(error) {
    if (error instanceof RightLost) return { kind: 'lasting' };
    const mayHaveHappened = error instanceof DocSpaceError ? error.mayHaveHappened : !isPassing(error);
    if (!isPassing(error)) return { kind: 'lasting', unclear: mayHaveHappened };
    const retryAfterMs = retryAfterOf(error);
    return {
      kind: 'passing',
      undone: !mayHaveHappened,
      ...(error instanceof DocSpaceError && error.reason === 'timed-out' && { unanswered: true }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  },
  describe(error) {
    if (error instanceof DocSpaceError) {
      const { reason, route, status, mayHaveHappened } = error;
      return { reason, route, unclear: mayHaveHappened, ...(status === undefined ? {} : { status }) };
    }
    if (error instanceof SlackUsersError) return { reason: 'slack', unclear: false };
    if (error instanceof StillFilling) return { reason: 'timed-out', unclear: true };
    return { reason: 'unexpected', unclear: true, name: error instanceof Error ? error.name : typeof error };
  },
};

function retryAfterOf(error: unknown): number | undefined {
  return error instanceof DocSpaceError || error instanceof SlackUsersError ? error.retryAfterMs : undefined;
}
