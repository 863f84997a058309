import { z } from 'zod';
import { SlackUsersError } from '../../directory/slack-users.ts';
import { DocSpaceError } from '../../docspace/errors.ts';
import type { DocSpace, GroupWithMembers } from '../../docspace/model.ts';
import type { OperationRun } from '../../operations/kind.ts';
import { groupFaults, isGone, StillFilling } from '../faults.ts';
import { standStill } from '../stand-still.ts';
import { idsOf } from './check.ts';
import { type Direction, type MembersRefusal, membersRefusalSchema } from './shape.ts';

/** DocSpace takes 10 to 14 ms a person: 100 in a request is a second. */
export const peoplePerRequest = 100;

/** The group as a write's answer, or a read, showed it. */
interface GroupState {
  readonly name: string;
  readonly membersCount: number;
  readonly headId?: string;
}

const chunkSchema = z.object({
  name: z.string(),
  membersCount: z.number(),
  headId: z.string().exactOptional(),
  /** Those of the chunk who are as they were to be. */
  settled: z.array(z.string()),
  /** Those whom others added or removed while this waited. */
  foreign: z.array(z.string()),
  /** Set when it ended here: somebody lost the right meanwhile, or DocSpace refuses (its reason). */
  refusal: membersRefusalSchema.exactOptional(),
  fault: z.string().exactOptional(),
});
type Chunk = z.infer<typeof chunkSchema>;

/** What became of all the writes. */
export interface Written {
  /** After the last write; missing = none was made. */
  readonly last?: GroupState;
  /** Ids of those who are as they were to be, by this operation. */
  readonly settled: ReadonlySet<string>;
  /** Ids of those whom others added or removed while this waited. */
  readonly foreign: ReadonlySet<string>;
  /** Ids that were not reached, and what ended it; missing = all were. */
  readonly stopped?: {
    readonly ids: readonly string[];
    readonly refusal?: MembersRefusal;
    readonly fault?: string;
    /** The last request may have been done all the same. */
    readonly unclear?: true;
  };
}

export interface Writing {
  readonly groups: Pick<DocSpace['groups'], 'update' | 'getWithMembers'>;
  /** Between two reads of a group that may still be changing, in ms. */
  readonly stillMs: number;
  readonly run: Pick<OperationRun<unknown>, 'step' | 'signal' | 'progress' | 'giveUpAt'>;
  /** Unix ms. */
  readonly now: () => number;
  readonly groupId: string;
  readonly direction: Direction;
  /** Only real differences: who is in already costs DocSpace as much as who is not. */
  readonly ids: readonly string[];
  /** The group before the first write. */
  readonly before: GroupState;
  /** Asked before each write: what is so by now; undefined = what was found out before is good enough. */
  lookAgain(): Promise<
    { readonly refusal: MembersRefusal } | { readonly group: GroupWithMembers } | undefined
  >;
}

/**
 * Adds or removes people, 100 a request, each request a step (`chunk-0`, ...). After an unclear end the group is read
 * once it stands still, and only who is missing is sent again. What ends it for good is thrown where nothing was done
 * before, else told as `stopped`; what may pass is thrown as long as there is time.
 */
export async function writeMembers(writing: Writing): Promise<Written> {
  const { ids, run } = writing;
  const settled = new Set<string>();
  const foreign = new Set<string>();
  const seen: Seen = {};
  let last: Chunk | undefined;
  const upTo = (state: Chunk | undefined) => ({
    ...(state === undefined ? {} : { last: stateOf(state) }),
    settled,
    foreign,
  });
  for (let from = 0; from < ids.length; from += peoplePerRequest) {
    const asked = ids.slice(from, from + peoplePerRequest);
    const step = `chunk-${from / peoplePerRequest}`;
    const chunk = await writeChunk(writing, { step, ids: asked, last, seen }).catch((error: unknown) => {
      const ended = last === undefined ? undefined : endedBy(writing, error);
      if (ended === undefined) throw error;
      return ended;
    });
    if (!('settled' in chunk)) return { ...upTo(last), stopped: { ids: ids.slice(from), ...chunk } };
    for (const id of chunk.settled) settled.add(id);
    for (const id of chunk.foreign) foreign.add(id);
    const { refusal, fault } = chunk;
    if (refusal !== undefined || fault !== undefined) {
      const open = ids.slice(from).filter((id) => !settled.has(id) && !foreign.has(id));
      const why = {
        ...(refusal === undefined ? {} : { refusal }),
        ...(fault === undefined ? {} : { fault }),
      };
      const isUntouched = last === undefined && chunk.settled.length === 0;
      return { ...upTo(isUntouched ? undefined : chunk), stopped: { ids: open, ...why } };
    }
    last = chunk;
    if (from + asked.length < ids.length) run.progress(from + asked.length, ids.length);
  }
  return upTo(last);
}

/** What was looked at again in this attempt: who was in before anything more was written. */
interface Seen {
  inside?: ReadonlySet<string>;
}

function writeChunk(
  writing: Writing,
  part: {
    readonly step: string;
    readonly ids: readonly string[];
    readonly last: GroupState | undefined;
    readonly seen: Seen;
  },
): Promise<Chunk> {
  const { groups, run, groupId, direction, stillMs } = writing;
  const { ids, last, seen } = part;
  const isAsWished = (inside: ReadonlySet<string>) => (id: string) =>
    inside.has(id) === (direction === 'add');
  let foreign: readonly string[] = [];
  let missing = ids;
  let known = last ?? writing.before;
  let begun = false;

  function look(group: GroupState, memberIds: readonly string[]): void {
    const there = isAsWished(new Set(memberIds));
    known = stateOf(group);
    missing = ids.filter((id) => !there(id));
  }

  function chunk(): Chunk {
    const open = new Set([...missing, ...foreign]);
    return { ...known, settled: ids.filter((id) => !open.has(id)), foreign: [...foreign] };
  }

  /** Who came or went while this waited is not this operation's work, unless it had begun on them. */
  async function lookAgain(): Promise<MembersRefusal | undefined> {
    const found = await writing.lookAgain();
    if (found !== undefined && 'refusal' in found) return found.refusal;
    if (found !== undefined) {
      seen.inside = idsOf(found.group);
      known = asState(found.group);
    }
    if (seen.inside !== undefined && !begun) {
      const there = isAsWished(seen.inside);
      foreign = ids.filter(there);
      missing = ids.filter((id) => !there(id));
    }
    return undefined;
  }

  return run.step(part.step, {
    result: chunkSchema,
    act: async () => {
      const refusal = await lookAgain();
      if (refusal !== undefined) return { ...chunk(), refusal };
      if (missing.length === 0) return chunk();
      try {
        const change = direction === 'add' ? { addIds: missing } : { removeIds: missing };
        const echo = await groups.update(groupId, change, { signal: run.signal });
        look(echo, echo.memberIds);
      } catch (error) {
        const somethingWasDone = last !== undefined || chunk().settled.length > 0;
        const fault = somethingWasDone ? refusedWith(error) : undefined;
        if (fault === undefined) throw error;
        return { ...chunk(), fault };
      }
      return chunk();
    },
    reconcile: async () => {
      begun = true;
      const now = await standStill(groups, groupId, {
        stillMs,
        signal: run.signal,
        isThere: (group) => ids.every(isAsWished(idsOf(group))),
      });
      look(asState(now), [...idsOf(now)]);
      return missing.length === 0 ? { done: chunk() } : 'repeat';
    },
  });
}

/** The reason of a refusal that surely did nothing; undefined = it may pass, or is unclear, or the group is gone. */
function refusedWith(error: unknown): string | undefined {
  const verdict = groupFaults.judge(error);
  if (verdict.kind === 'passing' || verdict.unclear === true || isGone(error)) return undefined;
  return reasonOf(error);
}

/** How a request that is not clear ends all that was to follow; undefined = it is tried again, or the group is gone. */
function endedBy(
  { run, now }: Writing,
  error: unknown,
): { readonly fault: string; readonly unclear?: true } | undefined {
  if (error instanceof SlackUsersError) return now() < run.giveUpAt ? undefined : { fault: 'slack' };
  // Anything else says that this attempt can't go on, not what DocSpace did.
  if (!(error instanceof DocSpaceError) && !(error instanceof StillFilling)) return undefined;
  const mayPass = groupFaults.judge(error).kind === 'passing' && now() < run.giveUpAt;
  return mayPass || isGone(error) ? undefined : { fault: reasonOf(error), unclear: true };
}

function reasonOf(error: unknown): string {
  return error instanceof DocSpaceError ? error.reason : 'timed-out';
}

function stateOf({ name, membersCount, headId }: GroupState): GroupState {
  return { name, membersCount, ...(headId === undefined ? {} : { headId }) };
}

function asState(group: {
  readonly name: string;
  readonly membersCount: number;
  readonly head?: { readonly id: string };
}): GroupState {
  return stateOf({ ...group, ...(group.head === undefined ? {} : { headId: group.head.id }) });
}
