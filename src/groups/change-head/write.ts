import { emailKey } from '../../docspace/emails.ts';
import { DocSpaceError } from '../../docspace/errors.ts';
import type { GroupChange } from '../../docspace/model.ts';
import type { OperationRun } from '../../operations/kind.ts';
import { echoOf, echoSchema, type StoredEcho, stored, type Waits } from '../create/write.ts';
import type { ChangeDeps } from '../existing.ts';
import { groupFaults, isGone, StillFilling } from '../faults.ts';
import { standStill } from '../stand-still.ts';
import type { Former, HeadInput } from './shape.ts';

/** What a change of a head works with. */
export interface HeadDeps extends ChangeDeps {
  readonly waits: Waits;
}

type Run = OperationRun<HeadInput>;

/** What became of adding the former head again, as a member without the role. */
export type Back =
  | { readonly kind: 'added'; readonly echo: StoredEcho }
  | { readonly kind: 'not-added'; readonly reason: string; readonly unclear: boolean }
  /** He could not be added, and is head again. */
  | { readonly kind: 'restored'; readonly reason: string };

/** One PUT. */
export async function send(
  deps: HeadDeps,
  { signal }: Pick<Run, 'signal'>,
  groupId: string,
  change: GroupChange,
): Promise<StoredEcho> {
  return stored(await deps.groups.update(groupId, change, { signal }));
}

/**
 * After a PUT whose end is unknown: once the group stands still, whether all is as it was to be. Two head changes
 * at once would break the group for good, and DocSpace works on after its client is gone.
 */
export async function lookAfter(
  deps: HeadDeps,
  run: Pick<Run, 'signal'>,
  groupId: string,
  change: GroupChange,
): Promise<{ readonly done: StoredEcho } | 'repeat'> {
  try {
    const group = await standStill(deps.groups, groupId, {
      stillMs: deps.waits.stillMs,
      signal: run.signal,
      isThere: (now) => isAsWanted(echoOf(now), change),
    });
    const echo = echoOf(group);
    return isAsWanted(echo, change) ? { done: echo } : 'repeat';
  } catch (error) {
    // The repeat tells that the group is gone.
    if (isGone(error)) return 'repeat';
    throw error;
  }
}

/** DocSpace 3.7 takes the role only with the membership: whoever is to stay is added again, before anything else. */
export async function addBack(
  deps: HeadDeps,
  run: Run,
  groupId: string,
  former: Former,
): Promise<Back | undefined> {
  if (former.disabled) return { kind: 'not-added', reason: 'disabled-in-docspace', unclear: false };
  if (!former.member) return undefined;
  const { personId } = former;
  const back = await next(deps, run, groupId, 'back', { addIds: [personId] });
  if ('echo' in back) {
    if (back.echo.memberIds.includes(personId)) return { kind: 'added', echo: back.echo };
    return { kind: 'not-added', reason: await reasonFor(deps, former, run.signal), unclear: false };
  }
  const { reason, unclear, away } = back;
  if (unclear || away) return { kind: 'not-added', reason, unclear };
  // As far as DocSpace lets it, all is put back: made head again he is a member, too.
  const restored = await next(deps, run, groupId, 'restore', { headId: personId });
  if ('echo' in restored && restored.echo.headId === personId) return { kind: 'restored', reason };
  return { kind: 'not-added', reason, unclear: 'unclear' in restored && restored.unclear };
}

/** How a further write ended for good. `away` = it is of no use to ask DocSpace for anything else. */
interface Failed {
  readonly reason: string;
  readonly unclear: boolean;
  readonly away: boolean;
}

/** A further PUT, behind the first one. Throws when another attempt follows. */
async function next(
  deps: HeadDeps,
  run: Run,
  groupId: string,
  step: string,
  change: GroupChange,
): Promise<{ readonly echo: StoredEcho } | Failed> {
  let isUnknown = false;
  try {
    const echo = await run.step(step, {
      result: echoSchema,
      act: () => send(deps, run, groupId, change),
      reconcile: async () => {
        isUnknown = true;
        const found = await lookAfter(deps, run, groupId, change);
        isUnknown = false;
        return found;
      },
    });
    return { echo };
  } catch (error) {
    const failed = failedFor(deps, run, error);
    if (failed === undefined) throw error;
    return { ...failed, unclear: failed.unclear || isUnknown };
  }
}

function failedFor(
  deps: Pick<HeadDeps, 'now'>,
  run: Pick<Run, 'giveUpAt'>,
  error: unknown,
): Failed | undefined {
  // Anything else says that this attempt can't go on, not what DocSpace did.
  if (!(error instanceof DocSpaceError) && !(error instanceof StillFilling)) return undefined;
  const away = groupFaults.judge(error).kind === 'passing';
  if (away && deps.now() < run.giveUpAt) return undefined;
  if (error instanceof StillFilling) return { reason: 'timed-out', unclear: true, away };
  return { reason: error.reason, unclear: error.mayHaveHappened, away };
}

/** DocSpace 3.7 skips who can't be a member without a word; a person is asked for to say why. */
async function reasonFor(deps: HeadDeps, former: Former, signal: AbortSignal): Promise<string> {
  const { email } = former;
  if (email === undefined) return 'left-out';
  try {
    const matches = await deps.directory.lookUp({ slackUserIds: [], emails: [email], maxAgeMs: 0, signal });
    return matches.byEmail.get(emailKey(email))?.refusal ?? 'left-out';
  } catch {
    return 'left-out';
  }
}

/** DocSpace 3.7 applies a PUT in the order head, additions, removals; a new head becomes a member at last. */
function isAsWanted(now: StoredEcho, { headId, addIds = [], removeIds = [] }: GroupChange): boolean {
  const inside = new Set(now.memberIds);
  return (
    (headId === undefined || (now.headId === headId && inside.has(headId))) &&
    addIds.every((id) => inside.has(id)) &&
    removeIds.every((id) => !inside.has(id) && now.headId !== id)
  );
}
