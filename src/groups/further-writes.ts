import { SlackUsersError } from '../directory/slack-users.ts';
import { DocSpaceError } from '../docspace/errors.ts';
import { checkGoodForMs } from './existing.ts';
import { groupFaults, isGone, isPassing, RightLost } from './faults.ts';

/**
 * Rights asked again before each further write of a long change, at most once in 30 s. `at` = when they were asked
 * last; both in Unix ms. The answer rejects with `RightLost` where `still` says no.
 */
export function askAgain(at: number, now: () => number, still: () => Promise<boolean>): () => Promise<void> {
  let askedAt = at;
  return async () => {
    const time = now();
    if (time - askedAt <= checkGoodForMs) return;
    if (!(await still())) throw new RightLost('The right was taken away in the middle of the change.');
    askedAt = time;
  };
}

/** Why a change that is done in part goes no further: who asked for it lost the right, DocSpace refuses, or time is up. */
type Why = 'right-lost' | 'refused-by-docspace' | 'out-of-time';

/** A change that was not written to its end, and the ids of those whom it did not reach. */
export interface CutShort {
  readonly why: Why;
  readonly ids: readonly string[];
}

/**
 * Why a further write of a change that is done in part ends it, if it does: it surely did nothing, and it will not be taken
 * later either. What was done before stands, and is told as such; "failed" would be untrue. Undefined = it is tried again, or unclear.
 */
export function cutShortBy(error: unknown, now: number, giveUpAt: number): Why | undefined {
  if (error instanceof RightLost) return 'right-lost';
  const isOver = now >= giveUpAt;
  if (error instanceof SlackUsersError) return isOver ? 'out-of-time' : undefined;
  if (!(error instanceof DocSpaceError) || error.mayHaveHappened || isGone(error)) return undefined;
  if (!isPassing(error)) return 'refused-by-docspace';
  return isOver ? 'out-of-time' : undefined;
}

/**
 * For a write that is refused when it is repeated: what an earlier attempt has done of it, if anything. Throws the
 * refusal where that is nothing. `begun` = there was such an attempt; `look` reads the group.
 */
export async function doneBefore<State>(
  refusal: unknown,
  earlier: {
    readonly begun: boolean;
    readonly look: () => Promise<State>;
    readonly isTouched: (state: State) => boolean;
  },
): Promise<State> {
  const verdict = groupFaults.judge(refusal);
  const isClear = verdict.kind === 'lasting' && verdict.unclear !== true;
  if (!earlier.begun || !isClear || isGone(refusal)) throw refusal;
  const state = await earlier.look().catch((error: unknown) => {
    throw isPassing(error) || !(refusal instanceof DocSpaceError) ? error : unclear(refusal);
  });
  if (!earlier.isTouched(state)) throw refusal;
  return state;
}

/** Refused, and nobody can look what was done before. */
function unclear({ reason, method, route, status }: DocSpaceError): DocSpaceError {
  return new DocSpaceError({ reason, method, route, status, mayHaveHappened: true });
}

/** What a look shows, or, where DocSpace refuses that, what was seen last. Throws what may pass while there is time. */
export async function orAsSeen<State>(
  look: Promise<State>,
  seen: State,
  hasTime: () => boolean,
): Promise<State> {
  try {
    return await look;
  } catch (fault) {
    if (isPassing(fault) && hasTime()) throw fault;
    return seen;
  }
}
