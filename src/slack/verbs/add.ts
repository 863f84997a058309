import { actorOf } from '../../groups/gate.ts';
import { lookUpAll, type Who } from '../../groups/who.ts';
import type { ActionCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { unpackContext } from '../form-context.ts';
import { obstacleNow, refusedForm } from '../group-form/obstacle.ts';
import { openGroupForm } from '../group-form/open.ts';
import { pickGroup } from '../group-form/pick.ts';
import { actions, callbacks, fields } from '../ids.ts';
import { startTyped } from '../start.ts';
import { readViewState } from '../view-state.ts';
import { addForm, addPrefill } from './add-form.ts';
import { submitAdd } from './add-submit.ts';
import { asMrkdwn, notesFor, shownNote } from './create-notes.ts';
import { formAsItIs } from './members-again.ts';
import { shownEmailFields } from './members-emails.ts';
import type { Verb } from './verb.ts';

export function addVerb(deps: SlackDeps): Verb {
  const form = addForm(deps);
  const open: Verb['typed'] = (call) => openGroupForm(deps, call, form, addPrefill);
  return {
    name: 'add',
    aliases: [],
    typed: open,
    start: startTyped(open),
    onGroup: form.right,
    submits: { [callbacks.add]: (call) => submitAdd(deps, call) },
    picks: { [callbacks.add]: (call) => picked(deps, call) },
  };
}

/** A group, a person, or more room for e-mails was asked for while the form is open. */
async function picked(deps: SlackDeps, call: ActionCall): Promise<void> {
  const { view } = call;
  if (view === undefined) return;
  const emailFields = shownEmailFields(view.blocks);
  const peopleNote = shownNote(view.blocks, 'members');
  switch (call.actionId) {
    case fields.people:
      return checkPicked(deps, call, view, { emailFields, peopleNote });
    case actions.moreEmails: {
      const form = addForm(deps, { emailFields: emailFields + 1, peopleNote });
      const context = unpackContext(deps.seal, view.privateMetadata, call.slackUserId);
      return deps.viewUpdates.refresh(view, () => formAsItIs(deps, form, context, view));
    }
    default:
      return pickGroup(deps, call, addForm(deps, { emailFields, peopleNote }), addPrefill);
  }
}

/** Who can't join is named at once. */
async function checkPicked(
  deps: SlackDeps,
  call: ActionCall,
  view: NonNullable<ActionCall['view']>,
  shown: { readonly emailFields: number; readonly peopleNote: string },
): Promise<void> {
  await deps.viewUpdates.refresh(view, async () => {
    const ids = readViewState(view.values).users(fields.people);
    const people: readonly Who[] = ids.map((id) => ({ by: 'slack', id }));
    const matches = await lookUpAll(deps.directory, people, {
      actorSlackId: call.slackUserId,
      maxAgeMs: 0,
    });
    const context = unpackContext(deps.seal, view.privateMetadata, call.slackUserId);
    const actor = actorOf(matches.bySlackId.get(call.slackUserId), call.slackUserId);
    const obstacle = await obstacleNow(deps, actor, addForm(deps), context?.group?.id);
    if (obstacle === 'not-yet') return undefined;
    if (obstacle !== undefined) return refusedForm(deps, addForm(deps), obstacle);
    const note = asMrkdwn(notesFor(deps.words, people, matches));
    const isShown = note === '' ? shown.peopleNote === '' : shown.peopleNote.endsWith(note);
    if (isShown) return undefined;
    const form = addForm(deps, { emailFields: shown.emailFields, peopleNote: note });
    return formAsItIs(deps, form, context, view);
  });
}
