import { isGone } from '../../groups/faults.ts';
import { type ActorAnswer, foundFor, type SeekerAnswer, whoActs, whoSeeks } from '../../groups/gate.ts';
import { type GroupRef, isGroupId, parseGroupRef } from '../../groups/group-ref.ts';
import { groupField, plain } from '../blocks/fields.ts';
import { limits } from '../blocks/limits.ts';
import { noteView } from '../blocks/note-view.ts';
import type { ActionCall, CommandCall, Message, Reply, SubmitAnswer, SubmitCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { contextOf, packContext, unpackContext } from '../form-context.ts';
import { createGroupSuggestions } from '../group-suggestions.ts';
import { actions, callbacks, fields } from '../ids.ts';
import { openForm } from '../open-form.ts';
import { createReply } from '../reply.ts';
import { startTyped } from '../start.ts';
import { verbsOn } from '../start-buttons.ts';
import { unshownCalledLines } from '../unshown.ts';
import { readViewState } from '../view-state.ts';
import { whoMayChange } from '../who-may.ts';
import { groupCard, parsePageValue } from './show-card.ts';
import { noneMessage, pickMessage, withNotes } from './show-pick.ts';
import { type FoundOrUnshown, findOrUnshown, unshownMessage } from './show-unshown.ts';
import type { Verb } from './verb.ts';

export function showVerb(deps: SlackDeps): Verb {
  const typed = (call: CommandCall) => (call.text === '' ? openShowForm(deps, call) : showTyped(deps, call));
  return {
    name: 'show',
    aliases: ['info'],
    typed,
    start: startTyped(typed),
    submits: { [callbacks.show]: (call) => submitShow(deps, call) },
    presses: {
      [actions.groupPicked]: (call) => showPicked(deps, call),
      [actions.membersPage]: (call) => showPicked(deps, call),
    },
    suggestions: { [actions.group]: createGroupSuggestions(deps) },
  };
}

/** Whom the bot does not act for is told so at once; what others may look at is asked when they have picked it. */
async function openShowForm(deps: SlackDeps, call: CommandCall): Promise<void> {
  const { show, change } = deps.words;
  const { title, loading } = show;
  const close = change.closeDone;
  await openForm(deps, call, { where: 'show: open', title, close, loading }, async (note) => {
    const actor = await whoActs(deps.directory, call.slackUserId, { maxAgeMs: 0 });
    if ('refusal' in actor) return note(deps.words.people.asActor(actor.refusal));
    return {
      type: 'modal',
      callback_id: callbacks.show,
      title: plain(title, limits.title),
      submit: plain(show.submit, limits.title),
      close: plain(show.close, limits.title),
      private_metadata: packContext(deps.seal, contextOf(call)),
      blocks: [groupField({ id: fields.group, label: show.group, placeholder: show.groupPlaceholder })],
    };
  });
}

/** The card goes to the channel, only to the caller: the modal has done its work and closes. */
async function submitShow(deps: SlackDeps, call: SubmitCall): Promise<SubmitAnswer> {
  const { show, faults } = deps.words;
  const context = unpackContext(deps.seal, call.view.privateMetadata, call.slackUserId);
  if (context === undefined) {
    return {
      kind: 'update',
      view: noteView({ title: show.title, close: show.close, text: faults.formTooOld }),
    };
  }
  const id = readViewState(call.view.values).option(fields.group);
  if (id === undefined || !isGroupId(id))
    return { kind: 'errors', errors: { [fields.group]: show.groupMissing } };
  const reply = createReply(deps.web, deps.respond, context, (error) => {
    deps.edge.noteFault('show: reply', call.slackUserId, error);
  });
  const work = { where: 'show: submit', slackUserId: call.slackUserId, reply };
  return {
    kind: 'close',
    after: () => deps.edge.guard(work, () => showGroup(deps, call.slackUserId, { by: 'id', id }, id, reply)),
  };
}

async function showTyped(deps: SlackDeps, call: CommandCall): Promise<void> {
  await showGroup(deps, call.slackUserId, parseGroupRef(call.text, deps.portalUrl), call.text, call.reply);
}

/** A pick among several, a "did you mean", or another page of members: the private message is replaced. */
async function showPicked(deps: SlackDeps, call: ActionCall): Promise<void> {
  const page = parsePageValue(call.value);
  const id = page?.groupId ?? call.value;
  if (!isGroupId(id)) return call.reply({ text: deps.words.show.gone });
  const reply: Reply = (message) => call.reply(message, { replace: true });
  await showGroup(deps, call.slackUserId, { by: 'id', id }, id, reply, page?.from ?? 0);
}

/** The card of one group, or why not; rights are asked anew. */
export async function showGroup(
  deps: SlackDeps,
  slackUserId: string,
  ref: GroupRef,
  typed: string,
  reply: Reply,
  from = 0,
): Promise<void> {
  // Rights are asked anew at each look.
  const actor = await whoSeeks(deps.directory, slackUserId, () => findOrUnshown(deps, ref));
  await reply(await answerFor(deps, actor, { typed, byId: ref.by === 'id', from }));
}

async function answerFor(
  deps: SlackDeps,
  actor: SeekerAnswer<FoundOrUnshown>,
  asked: { readonly typed: string; readonly byId: boolean; readonly from: number },
): Promise<Message> {
  const { words } = deps;
  if ('refusal' in actor) return { text: words.people.asActor(actor.refusal) };
  const { person } = actor;
  const found = await actor.found;
  if (found.kind === 'unshown') {
    return unshownMessage(deps, person, found.group) ?? notReader(deps, actor);
  }
  const seen = foundFor(person, deps.settings, found);
  // Who may not look learns nothing, not even whether there is such a group.
  if (seen === undefined) return notReader(deps, actor);
  if (seen.kind === 'one') {
    const offered = verbsOn(deps.verbs?.() ?? [], deps.settings, person, seen.group);
    return groupCard(deps, seen.group, asked.from, offered).catch((error: unknown) => {
      if (isGone(error)) return { text: words.show.gone };
      throw error;
    });
  }
  if (asked.byId) return { text: words.show.gone };
  const message =
    seen.kind === 'several'
      ? pickMessage(words, asked.typed, seen.groups)
      : noneMessage(words, asked.typed, seen.near);
  return withNotes(message, await unshownCalledLines(deps, person, asked.typed, seen.unshown));
}

/** Said to somebody who may not look at groups. */
export async function notReader(
  deps: SlackDeps,
  actor: Extract<ActorAnswer, { person: unknown }>,
): Promise<Message> {
  const { show, people } = deps.words;
  const whoMay = await whoMayChange(deps.docspace, deps.directory);
  return { text: show.notReader(people.roles[actor.person.role], people.orList(whoMay)) };
}
