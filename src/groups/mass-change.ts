import { type RemoveInput, removeInputSchema, removeKind } from './change-members/shape.ts';
import { deleteInputSchema, deleteKind } from './delete/shape.ts';
import type { Effect } from './effect.ts';
import { undoInputSchema, undoKind } from './undo/shape.ts';

/** With more people than this out of a group at once, a change is a mass change. */
export const mostOut = 50;

/** So is the delete of a group with more members than this. */
const mostDeleted = 100;

/** What is so much that it takes a typed confirmation, and is told as such: how many people it concerns. */
export interface MassChange {
  readonly kind: 'out' | 'delete';
  readonly count: number;
}

/** Whether so many people out at once is a mass change. */
export function massOut(count: number): MassChange | undefined {
  return count > mostOut ? { kind: 'out', count } : undefined;
}

/** Whether the delete of a group of this size is one. */
export function massDelete(count: number): MassChange | undefined {
  return count > mostDeleted ? { kind: 'delete', count } : undefined;
}

/** Whether taking this back is one: people who were added go again, a group that was created is deleted. */
export function massUndo(effect: Effect): MassChange | undefined {
  if (effect.kind === 'members-added') return massOut(effect.ids.length);
  return effect.kind === 'created' ? massDelete(effect.memberIds?.length ?? 0) : undefined;
}

/** What an accepted operation is, by what was asked for; whether it was done is another question. */
export function massChangeOf(operation: {
  readonly kind: string;
  readonly input: unknown;
}): MassChange | undefined {
  const { kind, input } = operation;
  if (kind === removeKind) return ofRemove(removeInputSchema.safeParse(input).data);
  if (kind === deleteKind) {
    const read = deleteInputSchema.safeParse(input).data;
    return read === undefined ? undefined : massDelete(read.group.membersCount);
  }
  if (kind !== undoKind) return undefined;
  const read = undoInputSchema.safeParse(input).data;
  return read === undefined ? undefined : massUndo(read.effect);
}

function ofRemove(input: RemoveInput | undefined): MassChange | undefined {
  return input === undefined ? undefined : massOut(input.checked?.people.length ?? input.people.length);
}
