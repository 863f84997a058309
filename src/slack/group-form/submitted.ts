import type { Snapshot } from '../../groups/existing.ts';
import type { SubmitAnswer, SubmitCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { type FormContext, unpackContext } from '../form-context.ts';
import { fields } from '../ids.ts';
import { asNote, atField } from '../submit.ts';
import { readViewState, type ViewState } from '../view-state.ts';

/** A submitted form about a group. */
export interface Submitted {
  readonly context: FormContext;
  readonly state: ViewState;
  /** The group as the person saw it in the form. */
  readonly seen: Snapshot;
  /** Turns the form into a note under its own title. */
  note(text: string): ReturnType<typeof asNote>;
}

/** Reads what all these forms have: sealed context and picked group, which must fit; else the answer to the submit. */
export function readSubmitted(
  { seal, words }: SlackDeps,
  call: SubmitCall,
  title: string,
): Submitted | { readonly answer: SubmitAnswer } {
  const note = (text: string) => asNote(title, words.change.closeDone, text);
  const context = unpackContext(seal, call.view.privateMetadata, call.slackUserId);
  if (context === undefined) return { answer: note(words.faults.formTooOld) };
  const state = readViewState(call.view.values);
  const seen = context.group;
  if (seen === undefined || state.option(fields.group) !== seen.id) {
    return { answer: atField('group', words.change.groupMissing) };
  }
  return { context, state, seen, note };
}
