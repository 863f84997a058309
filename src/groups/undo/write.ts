import { DocSpaceError } from '../../docspace/errors.ts';
import type { GroupChange, GroupWithMembers } from '../../docspace/model.ts';
import type { OperationRun } from '../../operations/kind.ts';
import { echoSchema, findOwn, lookAfter, type StoredEcho, stored } from '../create/write.ts';
import { isGone } from '../faults.ts';
import { lookFor, standStill } from '../stand-still.ts';
import type { UndoDeps } from './deps.ts';
import { sameId, without } from './people.ts';
import type { Todo } from './shape.ts';

/** DocSpace takes 10 to 14 ms a person: 100 in a request is a second. */
const peoplePerRequest = 100;

/** One PUT of an undo. */
export interface Change {
  readonly step: string;
  readonly change: GroupChange;
}

type Context = Pick<OperationRun<unknown>, 'signal'>;

/** The PUTs for a group that is there, in their order. Head changes never share a request with a removal. */
export function changesOf(todo: Exclude<Todo, { readonly kind: 'delete' | 'create' }>): readonly Change[] {
  switch (todo.kind) {
    case 'rename':
      return [{ step: 'rename', change: { name: todo.name } }];
    case 'head':
      return [
        ...(todo.set === undefined ? [] : [{ step: 'head', change: { headId: todo.set } }]),
        ...(todo.leave === undefined ? [] : [{ step: 'leave', change: { removeIds: [todo.leave] } }]),
        ...(todo.back === undefined ? [] : [{ step: 'back', change: { addIds: [todo.back] } }]),
      ];
    case 'remove':
      return chunks(todo.ids).map((removeIds, at) => ({ step: `remove-${at}`, change: { removeIds } }));
    case 'add':
      return additions(todo.ids, todo.headId);
  }
}

/** Whom a PUT is about. */
export function idsIn({ headId, addIds = [], removeIds = [] }: GroupChange): string[] {
  return [...(headId === undefined ? [] : [headId]), ...addIds, ...removeIds];
}

/** The head comes with the first people: one request less. */
export function additions(ids: readonly string[], headId: string | undefined): readonly Change[] {
  const head = headId === undefined ? {} : { headId };
  const portions = chunks(ids);
  if (portions.length === 0 && headId !== undefined) return [{ step: 'add-0', change: head }];
  return portions.map((addIds, at) => ({
    step: `add-${at}`,
    change: { addIds, ...(at === 0 ? head : {}) },
  }));
}

export async function sendChange(
  deps: UndoDeps,
  { signal }: Context,
  groupId: string,
  change: GroupChange,
): Promise<StoredEcho> {
  return stored(await deps.groups.update(groupId, change, { signal }));
}

/** The group as it is now. */
export async function readEcho(deps: UndoDeps, { signal }: Context, groupId: string): Promise<StoredEcho> {
  return asEcho(await deps.groups.getWithMembers(groupId, { signal }));
}

/** Whether any part of a change is there. */
export function isTouchedBy(
  now: StoredEcho,
  { name, headId, addIds = [], removeIds = [] }: GroupChange,
): boolean {
  return (
    (name !== undefined && now.name === name) ||
    (headId !== undefined && sameId(now.headId, headId)) ||
    without(addIds, now.memberIds).length < addIds.length ||
    without(removeIds, now.memberIds).length > 0
  );
}

/** After a PUT whose end is unknown: once the group stands still, whether all is as it was to be. */
export async function lookAfterChange(
  deps: UndoDeps,
  run: Context,
  groupId: string,
  change: GroupChange,
): Promise<{ readonly done: StoredEcho } | 'repeat'> {
  try {
    const now = await standStill(deps.groups, groupId, {
      stillMs: deps.waits.stillMs,
      signal: run.signal,
      isThere: (group) => isAsWanted(asEcho(group), change),
    });
    const echo = asEcho(now);
    return isAsWanted(echo, change) ? { done: echo } : 'repeat';
  } catch (error) {
    // The repeat tells that the group is gone.
    if (isGone(error)) return 'repeat';
    throw error;
  }
}

function asEcho({ id, name, membersCount, head, members }: GroupWithMembers): StoredEcho {
  const memberIds = members.map((member) => member.id);
  return { id, name, membersCount, memberIds, ...(head === undefined ? {} : { headId: head.id }) };
}

/** A further write, behind the first one. `stillMay` rejects where the right to it is lost. */
export function nextChange(
  deps: UndoDeps,
  run: Pick<OperationRun<unknown>, 'signal' | 'step'>,
  next: { readonly groupId: string; readonly change: Change; readonly stillMay: () => Promise<void> },
): Promise<StoredEcho> {
  const { groupId, stillMay } = next;
  const { step, change } = next.change;
  return run.step(step, {
    result: echoSchema,
    act: async () => {
      await stillMay();
      return sendChange(deps, run, groupId, change);
    },
    reconcile: () => lookAfterChange(deps, run, groupId, change),
  });
}

/** The group anew, without people: they come by PUT, which skips who can't join instead of failing for all. */
export async function createBare(deps: UndoDeps, run: Context, name: string): Promise<StoredEcho> {
  try {
    return stored(await deps.groups.create({ name, memberIds: [] }, { signal: run.signal }));
  } catch (error) {
    if (!(error instanceof DocSpaceError) || !error.mayHaveHappened) throw error;
    return lookAfter(error, () => findOwn(deps.groups, name, 0, run.signal, deps.waits));
  }
}

/** After a create whose end is unknown: the name was free before, so who has it now is ours. */
export function lookAfterCreate(
  deps: UndoDeps,
  run: Context,
  name: string,
): Promise<{ readonly done: StoredEcho } | 'repeat'> {
  return lookFor({ ...deps.waits, signal: run.signal }, async () => {
    const own = await findOwn(deps.groups, name, 0, run.signal, deps.waits);
    return own === undefined ? 'repeat' : { done: own };
  });
}

function isAsWanted(now: StoredEcho, change: GroupChange): boolean {
  const { name, headId, addIds = [], removeIds = [] } = change;
  return (
    (name === undefined || now.name === name) &&
    (headId === undefined || sameId(now.headId, headId)) &&
    without(addIds, now.memberIds).length === 0 &&
    without(removeIds, now.memberIds).length === removeIds.length &&
    !removeIds.some((id) => sameId(id, now.headId))
  );
}

function chunks(ids: readonly string[]): string[][] {
  const portions: string[][] = [];
  for (let at = 0; at < ids.length; at += peoplePerRequest)
    portions.push(ids.slice(at, at + peoplePerRequest));
  return portions;
}
