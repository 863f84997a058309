import type { Group, GroupWithMembers } from '../../docspace/model.ts';
import type { OperationRun } from '../../operations/kind.ts';
import type { Effect } from '../effect.ts';
import { isDamaged, isGone } from '../faults.ts';
import { groupsNamed } from '../find.ts';
import { isFresh } from '../planned-write.ts';
import { readForRename } from '../rename/names.ts';
import type { Named } from '../who.ts';
import type { UndoDeps } from './deps.ts';
import { asNamed, nameAll, sameId, without } from './people.ts';
import { checkUndoRight } from './rights.ts';
import type { Todo, UndoInput, UndoPlan, UndoPlanned, UndoRefusal } from './shape.ts';

type EffectOf<Kind extends Effect['kind']> = Extract<Effect, { readonly kind: Kind }>;
type Run = OperationRun<UndoInput>;

/** What a look at the group comes to: what is to be done, or why nothing will be. */
type Judged = { readonly refusal: UndoRefusal } | Omit<UndoPlan, 'at'>;

const gone: UndoRefusal = { kind: 'obstacle', obstacle: { kind: 'gone' } };
const asBefore = { refusal: { kind: 'as-before' } } as const satisfies Judged;

/** Asks the rights (unless the click's answer is fresh) and compares the group with what the operation made of it. */
export async function planUndo(deps: UndoDeps, run: Run): Promise<UndoPlanned> {
  const { effect, checkedAt } = run.input;
  const at = deps.now();
  const refusal = isFresh(checkedAt, run, at) ? undefined : await undoRefusalNow(deps, run);
  if (refusal !== undefined) return { refusal };
  try {
    const judged = await judge(deps, run, effect);
    return 'refusal' in judged ? judged : { plan: { at, ...judged } };
  } catch (error) {
    if (isGone(error)) return { refusal: gone };
    if (isDamaged(error)) return { refusal: { kind: 'obstacle', obstacle: { kind: 'damaged' } } };
    throw error;
  }
}

/** Whether the undoer still may, asked anew. */
export async function undoRefusalNow(deps: UndoDeps, run: Run): Promise<UndoRefusal | undefined> {
  const { effect, own } = run.input;
  const wish = { slackUserId: run.operation.actor.slackUserId, own, effect };
  return (await checkUndoRight(deps, wish, run.signal)).refusal;
}

async function judge(deps: UndoDeps, run: Run, effect: Effect): Promise<Judged> {
  const { groups } = deps;
  const { signal } = run;
  switch (effect.kind) {
    case 'deleted':
      return judgeDeleted(await groupsNamed(groups, effect.name, { signal }), effect);
    case 'renamed': {
      const seen = { id: effect.groupId, name: effect.to };
      const { group, taken } = await readForRename(groups, seen, effect.from, { signal });
      return protectedBy(group) ?? judgeRenamed(group, taken, effect);
    }
    case 'head-changed': {
      const group = await groups.get(effect.groupId, { signal });
      return protectedBy(group) ?? judgeHead(deps, run, group, effect);
    }
    case 'created':
    case 'members-added':
    case 'members-removed': {
      const group = await groups.getWithMembers(effect.groupId, { signal });
      return protectedBy(group) ?? judgeMembers(deps, run, group, effect);
    }
  }
}

/** It may have come under a directory since. */
function protectedBy(group: Group): Judged | undefined {
  if (!group.isSystem && !group.isLdap) return undefined;
  return { refusal: { kind: 'obstacle', obstacle: { kind: group.isSystem ? 'system' : 'ldap' } } };
}

function judgeDeleted(namesakes: readonly { readonly name: string }[], effect: EffectOf<'deleted'>): Judged {
  const { name, memberIds, headId } = effect;
  const [taken] = namesakes;
  if (taken !== undefined) return { refusal: { kind: 'name-taken', name: taken.name } };
  const todo: Todo = { kind: 'create', name, memberIds, ...(headId === undefined ? {} : { headId }) };
  return { todo, name, left: [] };
}

function judgeRenamed(
  group: Group,
  taken: { readonly name: string } | undefined,
  effect: EffectOf<'renamed'>,
): Judged {
  if (group.name === effect.from) return asBefore;
  if (group.name !== effect.to) return { refusal: { kind: 'renamed-since', name: group.name } };
  if (taken !== undefined) return { refusal: { kind: 'name-taken', name: taken.name } };
  return { todo: { kind: 'rename', name: effect.from }, name: group.name, left: [] };
}

function judgeHead(deps: UndoDeps, run: Run, group: Group, effect: EffectOf<'head-changed'>): Judged {
  const { from, to, joined } = effect;
  if (sameId(group.head?.id, from)) return asBefore;
  if (!sameId(group.head?.id, to)) return { refusal: headSince(deps, run, group) };
  const todo: Todo = {
    kind: 'head',
    ...(from === undefined ? {} : { set: from }),
    // DocSpace 3.7 clears a head only with the membership.
    ...(to !== undefined && (joined || from === undefined) ? { leave: to } : {}),
    ...(to !== undefined && !joined && from === undefined ? { back: to } : {}),
  };
  return { todo, name: group.name, left: [] };
}

function judgeMembers(
  deps: UndoDeps,
  run: Run,
  group: GroupWithMembers,
  effect: EffectOf<'created' | 'members-added' | 'members-removed'>,
): Judged | Promise<Judged> {
  switch (effect.kind) {
    case 'created':
      return judgeCreated(deps, run, group, effect);
    case 'members-added':
      return judgeAdded(deps, run, group, effect);
    case 'members-removed':
      return judgeRemoved(deps, run, group, effect);
  }
}

/** Deletes only what is still as created: whatever others have made of it since is theirs. */
async function judgeCreated(
  deps: UndoDeps,
  run: Run,
  group: GroupWithMembers,
  effect: EffectOf<'created'>,
): Promise<Judged> {
  if (group.name !== effect.name) return { refusal: { kind: 'renamed-since', name: group.name } };
  const memberIds = group.members.map((member) => member.id);
  const joined = without(memberIds, effect.memberIds ?? []);
  const left = without(effect.memberIds ?? [], memberIds);
  if (joined.length > 0 || left.length > 0) {
    const shown = group.members.map((member) => asNamed(deps, member.id, member.name));
    const known = [...run.input.people, ...shown];
    const [joinedNamed, leftNamed] = await Promise.all([
      nameAll(deps, joined, known),
      nameAll(deps, left, known),
    ]);
    return {
      refusal: {
        kind: 'members-since',
        joined: joinedNamed,
        joinedCount: joined.length,
        left: leftNamed,
        leftCount: left.length,
      },
    };
  }
  if (!sameId(group.head?.id, effect.headId)) return { refusal: headSince(deps, run, group) };
  return { todo: { kind: 'delete' }, name: group.name, left: [] };
}

function judgeAdded(
  deps: UndoDeps,
  run: Run,
  group: GroupWithMembers,
  effect: EffectOf<'members-added'>,
): Judged {
  const memberIds = group.members.map((member) => member.id);
  // Without the membership the role would go as well: that is more than was done.
  const head = effect.ids.filter((id) => sameId(id, group.head?.id));
  // The disabled are members whom nobody sees: they are sent along, and strangers are skipped (DocSpace 3.7).
  const ids = without(effect.ids, head);
  const out = without(ids, memberIds);
  if (out.length === ids.length)
    return head.length === 0 ? asBefore : { refusal: headSince(deps, run, group) };
  const left = [
    ...out.map((id) => ({ id, reason: 'out-again' })),
    ...head.map((id) => ({ id, reason: 'head-now' })),
  ];
  return { todo: { kind: 'remove', ids }, name: group.name, left };
}

function judgeRemoved(
  deps: UndoDeps,
  run: Run,
  group: GroupWithMembers,
  effect: EffectOf<'members-removed'>,
): Judged {
  const memberIds = group.members.map((member) => member.id);
  const ids = without(effect.ids, memberIds);
  const left = without(effect.ids, ids).map((id) => ({ id, reason: 'in-again' }));
  const wasHead = effect.headId;
  const setsHead = wasHead !== undefined && group.head === undefined;
  if (ids.length === 0 && !setsHead) return asBefore;
  const otherHead =
    wasHead === undefined || sameId(group.head?.id, wasHead) ? undefined : headOf(deps, run, group);
  return {
    todo: { kind: 'add', ids, ...(setsHead ? { headId: wasHead } : {}) },
    name: group.name,
    left,
    ...(otherHead === undefined ? {} : { otherHead }),
  };
}

function headSince(deps: UndoDeps, run: Run, group: Group): UndoRefusal {
  const head = headOf(deps, run, group);
  return { kind: 'head-since', ...(head === undefined ? {} : { head }) };
}

function headOf(deps: UndoDeps, run: Run, group: Group): Named | undefined {
  const { head } = group;
  if (head === undefined) return undefined;
  return run.input.people.find((one) => sameId(one.personId, head.id)) ?? asNamed(deps, head.id, head.name);
}
