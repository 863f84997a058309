import type { Group } from '../../docspace/model.ts';
import { findGroup } from '../../groups/find.ts';
import { type ActorAnswer, foundFor, unlessDamaged, whoSeeks } from '../../groups/gate.ts';
import { isGroupId, parseGroupRef } from '../../groups/group-ref.ts';
import { readGroup } from '../../groups/history.ts';
import { may } from '../../groups/rights.ts';
import { bold, mention } from '../blocks/text.ts';
import type { ActionCall, CommandCall, Message } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { actions, command } from '../ids.ts';
import { slackErrorCode } from '../web.ts';
import { notReader } from './show.ts';
import { noneMessage, pickMessage } from './show-pick.ts';
import type { Verb } from './verb.ts';
import { watchedHere } from './watch-list.ts';

type Known = Extract<ActorAnswer, { person: unknown }>;

/** Where a watch is asked for, and by whom. */
interface Place {
  readonly slackUserId: string;
  readonly channelId: string;
}

/** What is to become of a group that was found. */
type Act = (deps: SlackDeps, place: Place, group: Group) => Promise<Message>;

/** Announcements about a group go to this channel, too. */
export function watchVerb(deps: SlackDeps): Verb {
  return {
    name: 'watch',
    aliases: [],
    typed: (call) => typed(deps, call, actions.watchPicked, begin),
    presses: { [actions.watchPicked]: (call) => picked(deps, call, begin) },
  };
}

/** The channel hears no more of a group. */
export function unwatchVerb(deps: SlackDeps): Verb {
  return {
    name: 'unwatch',
    aliases: [],
    typed: (call) => typed(deps, call, actions.unwatchPicked, end),
    presses: { [actions.unwatchPicked]: (call) => picked(deps, call, end) },
  };
}

async function typed(deps: SlackDeps, call: CommandCall, actionId: string, act: Act): Promise<void> {
  const place = placeOf(call);
  if (place === undefined) return call.reply({ text: deps.words.watch.onlyChannels });
  await call.reply(
    call.text === ''
      ? await watchedHere(deps, place.slackUserId, place.channelId)
      : await actOnTyped(deps, place, call.text, actionId, act),
  );
}

/** One of several was picked, or an entry of the list. */
async function picked(deps: SlackDeps, call: ActionCall, act: Act): Promise<void> {
  const place = placeOf(call);
  if (place === undefined) return call.reply({ text: deps.words.watch.onlyChannels });
  const id = call.value.toLowerCase();
  if (!isGroupId(id)) return call.reply({ text: deps.words.list.tooOld });
  await call.reply(await actOnPicked(deps, place, id, act), { replace: true });
}

async function actOnPicked(deps: SlackDeps, place: Place, id: string, act: Act): Promise<Message> {
  const actor = await whoSeeks(deps.directory, place.slackUserId, () => readGroup(deps.docspace.groups, id));
  if ('refusal' in actor) return { text: deps.words.people.asActor(actor.refusal) };
  return actOn(deps, actor, place, await unlessDamaged(actor.person, deps.settings, actor.found), act);
}

/** Direct messages have ids with D. Missing = asked where there is no channel at all. */
function placeOf(call: { readonly slackUserId: string; readonly channelId?: string }): Place | undefined {
  const { slackUserId, channelId } = call;
  return channelId === undefined || channelId.startsWith('D') ? undefined : { slackUserId, channelId };
}

async function actOnTyped(
  deps: SlackDeps,
  place: Place,
  text: string,
  actionId: string,
  act: Act,
): Promise<Message> {
  const { words, docspace, directory, settings } = deps;
  const actor = await whoSeeks(directory, place.slackUserId, () =>
    findGroup(docspace.groups, parseGroupRef(text, deps.portalUrl)),
  );
  if ('refusal' in actor) return { text: words.people.asActor(actor.refusal) };
  const found = await unlessDamaged(actor.person, settings, actor.found);
  const seen = found && foundFor(actor.person, settings, found);
  if (seen === undefined) return notReader(deps, actor);
  if (seen.kind === 'one') return actOn(deps, actor, place, seen.group, act);
  return seen.kind === 'several'
    ? pickMessage(words, text, seen.groups, actionId)
    : noneMessage(words, text, seen.near, actionId);
}

/** Rights were asked anew; whoever may look at the group may let a channel watch it, and end that. */
async function actOn(
  deps: SlackDeps,
  actor: Known,
  place: Place,
  group: Group | undefined,
  act: Act,
): Promise<Message> {
  if (!mayRead(deps, actor, group)) return notReader(deps, actor);
  return group === undefined ? { text: deps.words.show.gone } : act(deps, place, group);
}

function mayRead(deps: SlackDeps, { person }: Known, group: Group | undefined): boolean {
  const head = group?.head;
  return may(person, 'read', deps.settings, head === undefined ? {} : { headId: head.id });
}

/** Stored first: then the channel is told, and where that can't be, the watch is taken back. */
async function begin(deps: SlackDeps, place: Place, group: Group): Promise<Message> {
  const { words, watches } = deps;
  const { slackUserId, channelId } = place;
  const name = bold(group.name);
  if (group.isSystem) return { text: words.change.system(name) };
  const fresh = await watches.add({ groupId: group.id, channelId, slackUserId, at: deps.now() });
  if (!fresh) return { text: words.watch.already(name) };
  try {
    const text = words.watch.begun(mention(slackUserId), name, command);
    await deps.web.chat.postMessage({ channel: channelId, text, unfurl_links: false });
    return { text: words.watch.done(name) };
  } catch (error) {
    await watches.remove(group.id, channelId);
    const code = slackErrorCode(error);
    if (code === 'not_in_channel' || code === 'channel_not_found') {
      return { text: words.watch.notIn(mention(deps.botUserId)) };
    }
    if (code !== undefined) return { text: words.watch.mayNotPost };
    return { text: words.watch.slackSilent(deps.edge.noteFault('watch', slackUserId, error).id) };
  }
}

async function end(deps: SlackDeps, place: Place, group: Group): Promise<Message> {
  const { watch } = deps.words;
  const ended = await deps.watches.remove(group.id, place.channelId);
  return { text: ended ? watch.ended(bold(group.name)) : watch.notWatched(bold(group.name)) };
}
