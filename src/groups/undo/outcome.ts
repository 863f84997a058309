import type { Filled, StoredEcho } from '../create/write.ts';
import type { Named } from '../who.ts';
import type { UndoDeps } from './deps.ts';
import { explainAll, nameAll, sameId, without } from './people.ts';
import type { NotRestored, Todo, UndoInput, UndoOutcome, UndoPlan } from './shape.ts';

type Made = Extract<UndoOutcome, { readonly status: 'done' | 'partly' }>;

interface Compared {
  /** Who was taken out or put back. */
  readonly changed: readonly string[];
  readonly missing: readonly { readonly id: string; readonly reason?: string }[];
}

/** A created group is gone again. */
export function concludeDelete({ effect }: UndoInput, { name }: UndoPlan): UndoOutcome {
  const { groupId } = effect;
  const { memberIds = [], headId } = effect.kind === 'created' ? effect : {};
  return {
    status: 'done',
    of: effect.kind,
    group: { id: groupId, name },
    people: [],
    peopleCount: 0,
    notRestored: [],
    notRestoredCount: 0,
    effect: { kind: 'deleted', groupId, name, memberIds, ...(headId === undefined ? {} : { headId }) },
  };
}

/** Compares what DocSpace has now with what was to be restored, person by person. */
export async function conclude(
  deps: UndoDeps,
  input: UndoInput,
  plan: UndoPlan,
  { echo, cutShort }: Filled,
): Promise<UndoOutcome> {
  const { effect, people: known } = input;
  const { todo, otherHead } = plan;
  const headId = headWanted(todo);
  const hasHead = headId !== undefined && sameId(echo.headId, headId);
  if (todo.kind === 'head' && headId !== undefined && !hasHead) {
    const [who] = await explainAll(deps, [{ id: headId }], known);
    return { status: 'refused', refusal: { kind: 'no-head', who: who ?? unknown } };
  }
  const { changed, missing } = compare(plan, echo);
  const lost = headId !== undefined && !hasHead && !missing.some(({ id }) => sameId(id, headId));
  const all = (lost ? [...missing, { id: headId }] : missing).map((one) => withWhy(one, cutShort));
  const [people, notRestored, head] = await Promise.all([
    // Nobody reads who is in a group that was made anew, but how many: names would cost a request each.
    todo.kind === 'create' ? [] : nameAll(deps, changed, known),
    explainAll(deps, all, known),
    hasHead ? nameAll(deps, [headId], known) : [],
  ]);
  const made: Made = {
    status: all.length === 0 ? 'done' : 'partly',
    of: effect.kind,
    group: { id: echo.id, name: echo.name },
    membersCount: echo.membersCount,
    people,
    peopleCount: changed.length,
    notRestored,
    notRestoredCount: all.length,
    ...(effect.kind === 'renamed' ? { formerName: effect.to } : {}),
    ...(otherHead === undefined ? {} : { otherHead }),
  };
  return withHead(made, head[0]);
}

function withWhy(missing: Compared['missing'][number], cutShort: Filled['cutShort']) {
  const isUnreached = cutShort?.ids.some((id) => sameId(id, missing.id)) === true;
  return isUnreached ? { ...missing, reason: cutShort.why } : missing;
}

/** DocSpace did not take somebody out. */
function stillIn(id: string) {
  return { id, reason: 'still-in' };
}

const unknown: NotRestored = { label: '', reason: 'left-out' };

function withHead(made: Made, head: Named | undefined): Made {
  return head === undefined ? made : { ...made, head };
}

function headWanted(todo: Todo): string | undefined {
  if (todo.kind === 'head') return todo.set;
  return todo.kind === 'add' || todo.kind === 'create' ? todo.headId : undefined;
}

function compare({ todo, left }: UndoPlan, echo: StoredEcho): Compared {
  switch (todo.kind) {
    case 'remove': {
      const asked = without(
        todo.ids,
        left.map(({ id }) => id),
      );
      const out = without(asked, echo.memberIds);
      return { changed: out, missing: [...left, ...without(asked, out).map(stillIn)] };
    }
    case 'add': {
      const missing = without(todo.ids, echo.memberIds);
      return { changed: without(todo.ids, missing), missing: [...left, ...missing.map((id) => ({ id }))] };
    }
    case 'create': {
      const missing = without(todo.memberIds, echo.memberIds);
      return { changed: without(todo.memberIds, missing), missing: missing.map((id) => ({ id })) };
    }
    case 'head': {
      const { leave, back } = todo;
      const missing = back === undefined ? [] : without([back], echo.memberIds);
      const isHeadStill = leave !== undefined && sameId(echo.headId, leave);
      const stays =
        leave !== undefined && back === undefined && without([leave], echo.memberIds).length === 0;
      return {
        changed: [],
        missing: [
          ...missing.map((id) => ({ id })),
          ...(leave !== undefined && (isHeadStill || stays) ? [stillIn(leave)] : []),
        ],
      };
    }
    case 'rename':
    case 'delete':
      return { changed: [], missing: [] };
  }
}
