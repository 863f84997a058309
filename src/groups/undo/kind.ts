import type { OperationKind, OperationRun } from '../../operations/kind.ts';
import type { StoredEcho } from '../create/write.ts';
import { deleteGroup, lookAfterDelete } from '../delete/write.ts';
import { askAgain, cutShortBy, doneBefore, orAsSeen } from '../further-writes.ts';
import { plannedWrite } from '../planned-write.ts';
import { afterUnclear } from '../stand-still.ts';
import type { UndoDeps } from './deps.ts';
import { conclude, concludeDelete } from './outcome.ts';
import { sameId } from './people.ts';
import { planUndo, undoRefusalNow } from './plan.ts';
import {
  type Todo,
  type UndoInput,
  type UndoOutcome,
  type UndoPlan,
  type UndoPlanned,
  undoInputSchema,
  undoKind,
  undoOutcomeSchema,
  undoPlannedSchema,
  undoWrittenSchema,
} from './shape.ts';
import {
  additions,
  changesOf,
  createBare,
  idsIn,
  isTouchedBy,
  lookAfterChange,
  lookAfterCreate,
  nextChange,
  readEcho,
  sendChange,
} from './write.ts';

type Run = OperationRun<UndoInput>;
type Done = StoredEcho | 'deleted' | 'gone';

/**
 * Takes an operation back: restores exactly what it changed, as far as nobody has changed that since. A plan is
 * made from the group's present state and checkpointed; every write behind it may be repeated.
 */
export function undoGroupKind(deps: UndoDeps): OperationKind<UndoInput, UndoOutcome> {
  return {
    name: undoKind,
    input: undoInputSchema,
    outcome: undoOutcomeSchema,
    about: (outcome) =>
      outcome.status === 'refused' ? {} : { groupId: outcome.group.id, groupName: outcome.group.name },
    async run(run) {
      const planned = await run.step<UndoPlanned>('plan', {
        result: undoPlannedSchema,
        act: () => planUndo(deps, run),
      });
      if ('refusal' in planned) return { status: 'refused', refusal: planned.refusal };
      const written = await firstWrite(deps, run, planned.plan);
      if ('refusal' in written) return { status: 'refused', refusal: written.refusal };
      const { plan, done } = written;
      if (done === 'gone') {
        return { status: 'refused', refusal: { kind: 'obstacle', obstacle: { kind: 'gone' } } };
      }
      if (done === 'deleted') return concludeDelete(run.input, plan);
      return carryOn(deps, run, plan, done);
    },
  };
}

/** The write with which it begins: whatever was checked is checked again if that is long ago. */
function firstWrite(deps: UndoDeps, run: Run, plan: UndoPlan) {
  return plannedWrite(run, {
    name: 'begin',
    result: undoWrittenSchema,
    plan,
    now: deps.now,
    replan: () => planUndo(deps, run),
    stillMay: () => undoRefusalNow(deps, run),
    act: ({ todo }, begun) => begin(deps, run, todo, begun),
    reconcile: ({ todo }) => lookAfter(deps, run, todo),
  });
}

async function begin(deps: UndoDeps, run: Run, todo: Todo, begun: boolean): Promise<Done> {
  const { groupId } = run.input.effect;
  if (todo.kind === 'delete') return deleteGroup(deps.groups, groupId, { begun, signal: run.signal });
  if (todo.kind === 'create') return createBare(deps, run, todo.name);
  await afterUnclear(deps, run, groupId);
  const change = firstChangeOf(todo);
  return sendChange(deps, run, groupId, change).catch((refusal: unknown) =>
    doneBefore(refusal, {
      begun,
      look: () => readEcho(deps, run, groupId),
      isTouched: (now) => isTouchedBy(now, change),
    }),
  );
}

async function lookAfter(deps: UndoDeps, run: Run, todo: Todo): Promise<{ readonly done: Done } | 'repeat'> {
  const { groupId } = run.input.effect;
  if (todo.kind === 'delete')
    return lookAfterDelete(deps.groups, groupId, { signal: run.signal, stillMs: deps.waits.stillMs });
  if (todo.kind === 'create') return lookAfterCreate(deps, run, todo.name);
  return lookAfterChange(deps, run, groupId, firstChangeOf(todo));
}

function firstChangeOf(todo: Exclude<Todo, { readonly kind: 'delete' | 'create' }>) {
  const [first] = changesOf(todo);
  if (first === undefined) throw new Error(`an undo has nothing to write: ${todo.kind}`);
  return first.change;
}

/**
 * The further writes, and what came of all. A head that DocSpace did not take ends it before anybody is removed; a
 * write that it refuses for good, or a right that was taken away meanwhile, ends it where it stands.
 */
async function carryOn(deps: UndoDeps, run: Run, plan: UndoPlan, first: StoredEcho): Promise<UndoOutcome> {
  const { todo } = plan;
  if (todo.kind === 'delete') throw new Error('a delete has no further writes');
  const headRefused = todo.kind === 'head' && todo.set !== undefined && !sameId(first.headId, todo.set);
  if (headRefused) return conclude(deps, run.input, plan, { echo: first });
  const rest = todo.kind === 'create' ? additions(todo.memberIds, todo.headId) : changesOf(todo).slice(1);
  const askRight = askAgain(plan.at, deps.now, async () => (await undoRefusalNow(deps, run)) === undefined);
  // Who was taken out of the role is put back whatever happens: half of a change of head would lose a member.
  const stillMay = todo.kind === 'head' ? async () => {} : askRight;
  let echo = first;
  let written = 0;
  try {
    for (const change of rest) {
      echo = await nextChange(deps, run, { groupId: first.id, change, stillMay });
      written += 1;
    }
  } catch (error) {
    const why = cutShortBy(error, deps.now(), run.giveUpAt);
    if (why === undefined) throw error;
    const ids = rest.slice(written).flatMap(({ change }) => idsIn(change));
    // An earlier attempt may have done a part of what was refused now.
    const now = await orAsSeen(readEcho(deps, run, first.id), echo, () => deps.now() < run.giveUpAt);
    return conclude(deps, run.input, plan, { echo: now, cutShort: { why, ids } });
  }
  return conclude(deps, run.input, plan, { echo });
}
