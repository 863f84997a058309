import { headOutcomeSchema } from '../../groups/change-head/shape.ts';
import { type Effect, effectOf } from '../../groups/effect.ts';
import { undoKind, undoOutcomeSchema } from '../../groups/undo/shape.ts';
import type { Operation } from '../../operations/kind.ts';
import type { Words } from '../words/index.ts';

/** What was and what is, as plain text; '' = nothing, or too long to be told here. */
export interface BeforeAndAfter {
  readonly before: string;
  readonly after: string;
}

const neither: BeforeAndAfter = { before: '', after: '' };

/** For the file: what an operation changed, where it is short: names, heads, numbers of members. */
export function beforeAndAfter(words: Words, operation: Operation): BeforeAndAfter {
  if (operation.kind === undoKind) return ofUndo(words, operation.outcome);
  const effect = effectOf(operation.outcome);
  return effect === undefined ? neither : ofEffect(words, effect, operation.outcome);
}

function ofEffect({ history: { csv } }: Words, effect: Effect, outcome: unknown): BeforeAndAfter {
  switch (effect.kind) {
    case 'created':
      return { before: '', after: effect.name };
    case 'renamed':
      return { before: effect.from, after: effect.to };
    case 'head-changed':
      return heads(outcome) ?? { before: effect.from ?? '', after: effect.to ?? '' };
    case 'members-added':
      return { before: '', after: csv.added(effect.ids.length) };
    case 'members-removed':
      return { before: '', after: csv.removed(effect.ids.length) };
    case 'deleted':
      return { before: effect.name, after: '' };
  }
}

/** By name, as the outcome has them; an effect has only ids. */
function heads(outcome: unknown): BeforeAndAfter | undefined {
  const parsed = headOutcomeSchema.safeParse(outcome);
  if (!parsed.success || parsed.data.status === 'nothing' || parsed.data.status === 'refused') {
    return undefined;
  }
  const { former, head } = parsed.data;
  return { before: former?.name ?? '', after: head?.name ?? '' };
}

function ofUndo({ history: { csv } }: Words, outcome: unknown): BeforeAndAfter {
  const parsed = undoOutcomeSchema.safeParse(outcome);
  if (!parsed.success || parsed.data.status === 'refused') return neither;
  const { of, group, formerName = '', head, peopleCount } = parsed.data;
  switch (of) {
    case 'created':
      return { before: group.name, after: '' };
    case 'renamed':
      return { before: formerName, after: group.name };
    case 'head-changed':
      return { before: '', after: head?.name ?? '' };
    case 'members-added':
      return { before: '', after: csv.removed(peopleCount) };
    case 'members-removed':
      return { before: '', after: csv.added(peopleCount) };
    case 'deleted':
      return { before: '', after: group.name };
  }
}
