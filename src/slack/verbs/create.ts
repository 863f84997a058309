import { type ActorAnswer, actorOf, whoActs } from '../../groups/gate.ts';
import { may } from '../../groups/rights.ts';
import type { Who } from '../../groups/who.ts';
import { lookUpAll } from '../../groups/who.ts';
import { noteView } from '../blocks/note-view.ts';
import type { ActionCall, CommandCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { contextOf, packContext, unpackContext } from '../form-context.ts';
import { callbacks } from '../ids.ts';
import { openForm } from '../open-form.ts';
import { postToOf } from '../post-to.ts';
import { startTyped } from '../start.ts';
import { emptyState, readViewState } from '../view-state.ts';
import { whoMayChange } from '../who-may.ts';
import { buildCreateForm, readCreateForm } from './create-form.ts';
import { asMrkdwn, notesFor, shownNote } from './create-notes.ts';
import { submitCreate } from './create-submit.ts';
import type { Verb } from './verb.ts';

export function createVerb(deps: SlackDeps): Verb {
  return {
    name: 'create',
    aliases: ['new'],
    typed: (call) => open(deps, call),
    start: startTyped((call) => open(deps, call)),
    submits: { [callbacks.create]: (call) => submitCreate(deps, call) },
    picks: { [callbacks.create]: (call) => checkPicked(deps, call) },
  };
}

/** Rights first, then the form. */
async function open(deps: SlackDeps, call: CommandCall): Promise<void> {
  const { words } = deps;
  const { title, closeDone: close, loading } = words.create;
  await openForm(deps, call, { where: 'create: open', title, close, loading }, async (note) => {
    const actor = await whoActs(deps.directory, call.slackUserId, { maxAgeMs: 0 });
    const refusal = await refusalFor(deps, actor);
    if (refusal !== undefined) return note(refusal);
    const context = contextOf(call);
    const extras = { privateMetadata: packContext(deps.seal, context), ...postToOf(context, emptyState) };
    const values = {
      name: call.text,
      members: call.slackUserIds,
      emails: call.emails.join('\n'),
      reason: '',
    };
    return buildCreateForm(words, values, extras);
  });
}

/** Why somebody may not create groups, in words; undefined = he may. */
async function refusalFor(deps: SlackDeps, actor: ActorAnswer): Promise<string | undefined> {
  if ('refusal' in actor) return deps.words.people.asActor(actor.refusal);
  if (may(actor.person, 'change', deps.settings)) return undefined;
  return deps.words.people.lacksRight(
    deps.words.create.right,
    actor.person.role,
    await whoMayChange(deps.docspace, deps.directory),
  );
}

/** Somebody was picked while the form is open: who can't join is named at once. */
async function checkPicked(deps: SlackDeps, call: ActionCall): Promise<void> {
  const { view } = call;
  if (view === undefined) return;
  await deps.viewUpdates.refresh(view, async () => {
    const values = readCreateForm(view.values);
    const head: readonly Who[] = values.head === undefined ? [] : [{ by: 'slack', id: values.head }];
    const members: readonly Who[] = values.members.map((id) => ({ by: 'slack', id }));
    const matches = await lookUpAll(deps.directory, [...head, ...members], {
      actorSlackId: call.slackUserId,
      maxAgeMs: 0,
    });
    const actor = actorOf(matches.bySlackId.get(call.slackUserId), call.slackUserId);
    const refusal = await refusalFor(deps, actor);
    if (refusal !== undefined) {
      const { title, closeDone: close } = deps.words.create;
      return noteView({ title, close, text: refusal });
    }
    const headNote = asMrkdwn(notesFor(deps.words, head, matches));
    const membersNote = asMrkdwn(notesFor(deps.words, members, matches));
    const same = noteIs(view.blocks, 'head', headNote) && noteIs(view.blocks, 'members', membersNote);
    if (same) return undefined;
    const { privateMetadata } = view;
    const context = unpackContext(deps.seal, privateMetadata, call.slackUserId);
    const postTo = context === undefined ? {} : postToOf(context, readViewState(view.values));
    return buildCreateForm(deps.words, values, { privateMetadata, headNote, membersNote, ...postTo });
  });
}

function noteIs(blocks: readonly unknown[], which: 'head' | 'members', note: string): boolean {
  const shown = shownNote(blocks, which);
  return note === '' ? shown === '' : shown.endsWith(note);
}
