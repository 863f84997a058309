import { z } from 'zod';
import { DocSpaceError } from '../../docspace/errors.ts';
import type { DocSpace, GroupChange, GroupEcho, GroupWithMembers } from '../../docspace/model.ts';
import type { OperationRun } from '../../operations/kind.ts';
import { isPassing } from '../faults.ts';
import { allNamed } from '../find.ts';
import { type CutShort, cutShortBy, orAsSeen } from '../further-writes.ts';
import { lookFor, standStill } from '../stand-still.ts';
import type { Named } from '../who.ts';
import { type CreateInput, checkedSchema, createRefusalSchema, type Plan, skippedSchema } from './shape.ts';

type Groups = DocSpace['groups'];
type Run = OperationRun<CreateInput>;
type Approved = Exclude<Plan, { readonly refusal: unknown }>;

interface NewPeople {
  readonly head?: Named | undefined;
  readonly members: readonly Named[];
}

/** Pauses of the reconciling, in ms; tests make them short. */
export interface Waits {
  /** Between two reads of a group that may still be filling (DocSpace works on after its client is gone). */
  readonly stillMs: number;
}

/** DocSpace takes 10 ms a person: 100 in a request is a second. */
const peoplePerRequest = 100;

/** A group as a write's answer, or a read, showed it; as steps keep it. */
export const echoSchema = z.object({
  id: z.string(),
  name: z.string(),
  membersCount: z.number(),
  headId: z.string().exactOptional(),
  memberIds: z.array(z.string()),
});
export type StoredEcho = z.infer<typeof echoSchema>;

const writtenSchema = z.union([
  z.object({ refusal: createRefusalSchema }),
  z.object({ echo: echoSchema, checked: checkedSchema, skipped: z.array(skippedSchema) }),
]);
type Written = z.infer<typeof writtenSchema>;

/**
 * The one POST. After any unclear answer the name is looked up before anything else: a create can answer 403
 * and have happened, and it goes on after a time-out. The name was free before, so who has it now is ours.
 * `before` is what an earlier attempt would have written, `planNow` what may be written at this moment.
 */
export function createWithReconcile(
  groups: Groups,
  run: Run,
  waits: Waits,
  before: Approved,
  planNow: () => Promise<Plan>,
): Promise<Written> {
  const { name } = run.input;
  let begun = false;
  const look = (plan: Approved) =>
    findOwn(groups, name, firstIds(plan.checked.members).length, run.signal, waits);
  return run.step('create', {
    result: writtenSchema,
    act: async () => {
      const plan = await planNow();
      if ('refusal' in plan) {
        // Ours, that has come to light only now.
        const own = begun && plan.refusal.kind === 'name-taken' ? await look(before) : undefined;
        return own === undefined ? plan : { ...before, echo: own };
      }
      const { head, members } = plan.checked;
      const wish = { name, memberIds: firstIds(members) };
      try {
        const echo = await groups.create(head === undefined ? wish : { ...wish, headId: head.personId }, {
          signal: run.signal,
        });
        return { ...plan, echo: stored(echo) };
      } catch (error) {
        if (!(error instanceof DocSpaceError) || !error.mayHaveHappened) throw error;
        const own = await lookAfter(error, () => look(plan));
        return { ...plan, echo: own };
      }
    },
    reconcile: () => {
      begun = true;
      return lookFor({ ...waits, signal: run.signal }, async () => {
        const own = await look(before);
        return own === undefined ? 'repeat' : { done: { ...before, echo: own } };
      });
    },
  });
}

function firstIds(members: readonly Named[]): string[] {
  return members.slice(0, peoplePerRequest).map((person) => person.personId);
}

/** Looks what became of an earlier attempt's write. */
type Reconcile = () => Promise<{ readonly done: StoredEcho } | 'repeat'>;

/** The group in the end. */
export interface Filled {
  readonly echo: StoredEcho;
  readonly cutShort?: CutShort;
}

/**
 * Adds who is missing (more than a request holds, or a create that was cut off), and the head if he is not set.
 * What DocSpace refuses for good, or a right that was taken away meanwhile, ends it: the group stands, and the echo
 * says who is in it.
 */
export async function fillUp(
  groups: Groups,
  run: Run,
  created: StoredEcho,
  people: NewPeople,
  { now, stillMay, stillMs }: Waits & { readonly now: () => number; readonly stillMay: () => Promise<void> },
): Promise<Filled> {
  let echo = created;
  let reached = 0;
  const asked = people.members.map((person) => person.personId);
  const head = people.head?.personId;
  const { signal } = run;
  const write = async (name: string, change: GroupChange, reconcile?: Reconcile) => {
    echo = await run.step(name, {
      result: echoSchema,
      ...(reconcile === undefined ? {} : { reconcile }),
      act: async () => {
        await stillMay();
        return stored(await groups.update(created.id, change, { signal }));
      },
    });
  };
  try {
    for (; reached < asked.length; reached += peoplePerRequest) {
      const inside = new Set(echo.memberIds);
      const addIds = asked.slice(reached, reached + peoplePerRequest).filter((id) => !inside.has(id));
      if (addIds.length > 0) await write(`fill-${reached / peoplePerRequest}`, { addIds });
    }
    const isHead = (group: GroupWithMembers) => group.head?.id === head;
    if (head !== undefined && echo.headId !== head) {
      // Two changes of a head at once break a group for good.
      await write('head', { headId: head }, async () => {
        const group = await standStill(groups, created.id, { stillMs, signal, isThere: isHead });
        return isHead(group) ? { done: echoOf(group) } : 'repeat';
      });
    }
  } catch (error) {
    const why = cutShortBy(error, now(), run.giveUpAt);
    if (why === undefined) throw error;
    const ids = [...asked.slice(reached), ...(head === undefined ? [] : [head])];
    // A request of an earlier attempt, whose end is unknown, may have done what is not in the echo.
    const read = groups.getWithMembers(created.id, { signal }).then(echoOf);
    return { echo: await orAsSeen(read, echo, () => now() < run.giveUpAt), cutShort: { why, ids } };
  }
  return { echo };
}

/** A refusal after which nobody could look: the next attempt does. */
function notSeen({ method, route }: DocSpaceError, look: unknown): DocSpaceError {
  const reason = look instanceof DocSpaceError ? look.reason : 'timed-out';
  return new DocSpaceError({ reason, method, route, status: undefined, mayHaveHappened: true });
}

/** What an unclear create left behind; throws the fault, as clear as it can be told, when that is nothing. */
export async function lookAfter(
  fault: DocSpaceError,
  look: () => Promise<StoredEcho | undefined>,
): Promise<StoredEcho> {
  let own: StoredEcho | undefined;
  try {
    own = await look();
  } catch (error) {
    throw isPassing(fault) || !isPassing(error) ? fault : notSeen(fault, error);
  }
  if (own !== undefined) return own;
  // A complete refusal is over when it is answered: what is not there now won't come.
  const isOver = fault.status !== undefined && fault.status < 500;
  const { reason, method, route, status } = fault;
  throw isOver ? new DocSpaceError({ reason, method, route, status, mayHaveHappened: false }) : fault;
}

/** What was asked for may be among the groups that DocSpace can't show. */
function hidden(): DocSpaceError {
  const where = { method: 'GET', route: '/group', status: undefined } as const;
  return new DocSpaceError({ reason: 'broken-data', ...where, mayHaveHappened: true });
}

/** The group of this exact name, once its member count stands still; undefined = there is none. */
export async function findOwn(
  groups: Groups,
  name: string,
  expected: number,
  signal: AbortSignal,
  waits: Waits,
): Promise<StoredEcho | undefined> {
  const { named, unshown } = await allNamed(groups, name, { signal });
  const own = named.find((group) => group.name === name);
  if (own === undefined) {
    if (unshown > 0) throw hidden();
    return undefined;
  }
  const { stillMs } = waits;
  const group = await standStill(groups, own.id, {
    stillMs,
    signal,
    isThere: ({ membersCount }) => membersCount > expected,
  });
  return echoOf(group);
}

/** A write's answer as steps keep it. */
export function stored(echo: GroupEcho): StoredEcho {
  return { ...echo, memberIds: [...echo.memberIds] };
}

/** A group that was read, as if a write had answered it. */
export function echoOf(group: GroupWithMembers): StoredEcho {
  const { id, name, membersCount, head, members } = group;
  const memberIds = members.map((member) => member.id);
  return { id, name, membersCount, memberIds, ...(head === undefined ? {} : { headId: head.id }) };
}
