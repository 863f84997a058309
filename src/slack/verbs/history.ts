import type { GroupRow } from '../../docspace/model.ts';
import { type ActorAnswer, unlessDamaged, whoActs, whoSeeks } from '../../groups/gate.ts';
import { type GroupRef, isGroupId, parseGroupRef } from '../../groups/group-ref.ts';
import { findPast, type PastGroup, readGroup } from '../../groups/history.ts';
import { may } from '../../groups/rights.ts';
import type { ActionCall, Message } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { actions, command } from '../ids.ts';
import { whoMayChange } from '../who-may.ts';
import { sendHistoryFile } from './history-file.ts';
import { historyPage, readHistoryValue } from './history-page.ts';
import { nearPast, pickPast } from './history-pick.ts';
import { notReader } from './show.ts';
import type { Verb } from './verb.ts';

type Known = Extract<ActorAnswer, { person: unknown }>;

/** Who changed what, when and why, from the ledger: of a group (deleted ones, too), or of all for admins. */
export function historyVerb(deps: SlackDeps): Verb {
  return {
    name: 'history',
    aliases: ['log'],
    onGroup: 'read',
    typed: async (call) => call.reply(await historyTyped(deps, call.slackUserId, call.text)),
    start: async (call) => call.reply(await historyTyped(deps, call.slackUserId, call.groupId ?? '')),
    presses: {
      [actions.historyPage]: (call) => turnPage(deps, call),
      [actions.historyPicked]: (call) => showPicked(deps, call),
      [actions.historyCsv]: (call) => exportHistory(deps, call),
    },
  };
}

async function historyTyped(deps: SlackDeps, slackUserId: string, typed: string): Promise<Message> {
  if (typed === '') return historyOfAll(deps, slackUserId, 0);
  const ref = parseGroupRef(typed, deps.portalUrl);
  if (ref.by === 'id') return historyOfGroup(deps, slackUserId, ref.id, 0);
  return historyByName(deps, slackUserId, ref, typed);
}

async function turnPage(deps: SlackDeps, call: ActionCall): Promise<void> {
  const wanted = readHistoryValue(call.value);
  if (wanted === undefined) return call.reply({ text: deps.words.list.tooOld });
  const message =
    wanted.groupId === undefined
      ? await historyOfAll(deps, call.slackUserId, wanted.from)
      : await historyOfGroup(deps, call.slackUserId, wanted.groupId, wanted.from);
  await call.reply(message, { replace: true });
}

async function showPicked(deps: SlackDeps, call: ActionCall): Promise<void> {
  await call.reply(await historyOfGroup(deps, call.slackUserId, call.value, 0), { replace: true });
}

/** Of all groups: for those who may change all of them. */
async function historyOfAll(deps: SlackDeps, slackUserId: string, from: number): Promise<Message> {
  const actor = await whoActs(deps.directory, slackUserId, { maxAgeMs: 0 });
  const refusal = await refusedAll(deps, actor, deps.words.history.allRight);
  if (refusal !== undefined) return { text: `${refusal}\n${deps.words.history.nameOne(command)}` };
  return historyPage(deps, { mayExport: true }, from);
}

async function refusedAll(deps: SlackDeps, actor: ActorAnswer, what: string): Promise<string | undefined> {
  const { people } = deps.words;
  if ('refusal' in actor) return people.asActor(actor.refusal);
  if (may(actor.person, 'change', deps.settings)) return undefined;
  const whoMay = await whoMayChange(deps.docspace, deps.directory);
  return people.lacksRight(what, actor.person.role, whoMay);
}

/** Of one group. That it is gone from DocSpace is no hindrance for who may look at all groups. */
async function historyOfGroup(
  deps: SlackDeps,
  slackUserId: string,
  groupId: string,
  from: number,
): Promise<Message> {
  if (!isGroupId(groupId)) return { text: deps.words.list.tooOld };
  const id = groupId.toLowerCase();
  const actor = await whoSeeks(deps.directory, slackUserId, () => readGroup(deps.docspace.groups, id));
  if ('refusal' in actor) return { text: deps.words.people.asActor(actor.refusal) };
  const group = await unlessDamaged(actor.person, deps.settings, actor.found);
  return pageOf(deps, actor, id, group, from);
}

async function pageOf(
  deps: SlackDeps,
  actor: Known,
  groupId: string,
  group: GroupRow | undefined,
  from: number,
): Promise<Message> {
  if (!mayRead(deps, actor, group)) return notReader(deps, actor);
  const mayExport = may(actor.person, 'change', deps.settings);
  return historyPage(
    deps,
    { groupId, mayExport, ...(group === undefined ? {} : { name: group.name }) },
    from,
  );
}

function mayRead(deps: SlackDeps, { person }: Known, group: GroupRow | undefined): boolean {
  const head = group?.head;
  return may(person, 'read', deps.settings, head === undefined ? {} : { headId: head.id });
}

/** By a name that a group has or had. Who may not look at all groups learns only of those that he heads. */
async function historyByName(
  deps: SlackDeps,
  slackUserId: string,
  ref: GroupRef,
  typed: string,
): Promise<Message> {
  const actor = await whoSeeks(deps.directory, slackUserId, () =>
    findPast(deps.docspace.groups, deps.past, ref),
  );
  if ('refusal' in actor) return { text: deps.words.people.asActor(actor.refusal) };
  const found = await unlessDamaged(actor.person, deps.settings, actor.found);
  if (found === undefined) return notReader(deps, actor);
  if (found.kind === 'one') return pageOf(deps, actor, found.id, found.group, 0);
  const seesAll = may(actor.person, 'read', deps.settings);
  if (found.kind === 'none') {
    return seesAll ? nearPast(deps.words, typed, found.near) : notReader(deps, actor);
  }
  const open = found.groups.filter((one: PastGroup) =>
    mayRead(deps, actor, 'group' in one ? one.group : undefined),
  );
  const [only, second] = open;
  if (only === undefined) return notReader(deps, actor);
  if (second !== undefined) return pickPast(deps.words, typed, open);
  return pageOf(deps, actor, only.id, 'group' in only ? only.group : undefined, 0);
}

/** As a file, for admins; asked anew at the click. */
async function exportHistory(deps: SlackDeps, call: ActionCall): Promise<void> {
  const wanted = readHistoryValue(call.value);
  if (wanted === undefined) return call.reply({ text: deps.words.list.tooOld });
  const actor = await whoActs(deps.directory, call.slackUserId, { maxAgeMs: 0 });
  const refusal = await refusedAll(deps, actor, deps.words.history.csv.right);
  if (refusal !== undefined) return call.reply({ text: refusal });
  await call.reply(await sendHistoryFile(deps, call.slackUserId, wanted.groupId));
}
