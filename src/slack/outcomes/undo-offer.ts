import type { Button, ConfirmationDialog } from '@slack/types';
import { type Effect, effectOf } from '../../groups/effect.ts';
import { massUndo } from '../../groups/mass-change.ts';
import { isUndoable } from '../../groups/undo/rights.ts';
import { undoKind } from '../../groups/undo/shape.ts';
import type { Operation } from '../../operations/kind.ts';
import { plain } from '../blocks/fields.ts';
import { clip, limits } from '../blocks/limits.ts';
import { moment } from '../blocks/text.ts';
import { actions } from '../ids.ts';
import type { Words } from '../words/index.ts';

/** The button under an announcement, and how long it works. */
export interface UndoOffer {
  readonly button: Button;
  /** Small print, mrkdwn. */
  readonly note: string;
}

/** What can be taken back of an operation; undefined = it changed nothing, or was an undo itself. */
export function undoableEffect(operation: Operation): Effect | undefined {
  if (operation.kind === undoKind) return undefined;
  const effect = effectOf(operation.outcome);
  return effect !== undefined && isUndoable(effect) ? effect : undefined;
}

/** Until when it can be taken back (Unix ms). */
export function undoUntil(operation: Operation, undoMinutes: number): number {
  return (operation.settledAt ?? operation.acceptedAt) + undoMinutes * 60_000;
}

/** undefined = there is nothing to take back, or the time is over already. */
export function undoOffer(
  deps: { readonly words: Words; readonly undoMinutes: number; readonly now: () => number },
  operation: Operation,
): UndoOffer | undefined {
  const { undo } = deps.words;
  const effect = undoableEffect(operation);
  const until = undoUntil(operation, deps.undoMinutes);
  if (effect === undefined || until <= deps.now()) return undefined;
  const isDelete = effect.kind === 'deleted';
  const label = isDelete ? undo.recreate : undo.button;
  const groupName = clip(operation.groupName ?? '', 100);
  const question: ConfirmationDialog = {
    title: plain(isDelete ? undo.askRecreate : undo.askTitle, limits.confirmTitle),
    text: plain(questionFor(deps.words, effect, groupName), limits.confirmText),
    confirm: plain(label, limits.confirmButton),
    deny: plain(undo.keep, limits.confirmButton),
    ...(isDelete ? {} : { style: 'danger' }),
  };
  return {
    note: isDelete ? undo.recreateUntil(moment(until)) : undo.until(moment(until)),
    button: {
      type: 'button',
      action_id: actions.undo,
      text: plain(label),
      accessibility_label: plain(undo.accessible(label, groupName)).text,
      value: operation.id,
      // A mass change is asked about in a form.
      ...(massUndo(effect) === undefined ? { confirm: question } : {}),
    },
  };
}

function questionFor({ undo: { question } }: Words, effect: Effect, groupName: string): string {
  switch (effect.kind) {
    case 'created':
      return question.created(clip(effect.name, 100));
    case 'renamed':
      return question.renamed(clip(effect.from, 100), clip(effect.to, 100));
    case 'head-changed':
      return effect.from === undefined ? question.headNone(groupName) : question.headBack(groupName);
    case 'members-added':
      return question.added(groupName, effect.ids.length);
    case 'members-removed':
      return question.removed(groupName, effect.ids.length);
    case 'deleted':
      return question.deleted(clip(effect.name, 100));
  }
}
