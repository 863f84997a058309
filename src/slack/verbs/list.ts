import { z } from 'zod';
import type { GroupRow } from '../../docspace/model.ts';
import { type ActorAnswer, whoSeeks } from '../../groups/gate.ts';
import { isGroupId } from '../../groups/group-ref.ts';
import { may } from '../../groups/rights.ts';
import { context, section } from '../blocks/fields.ts';
import { clip } from '../blocks/limits.ts';
import { type PageAt, pageAt, pageButtons } from '../blocks/pages.ts';
import { paragraphs } from '../blocks/paragraphs.ts';
import { literal } from '../blocks/text.ts';
import { readButtonValue } from '../button-value.ts';
import type { ActionCall, Message } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { actions, command } from '../ids.ts';
import { unshownLines } from '../unshown.ts';
import { groupLine, showSelect } from './list-lines.ts';
import { notReader, showGroup } from './show.ts';
import type { Verb } from './verb.ts';

const pageSize = 10;
/** Longer than any name: nothing has it in its name. Keeps the button's value within Slack's limit, too. */
const longestFilter = 200;

const pageSchema = z.object({ t: z.string().max(longestFilter), f: z.number().int().min(0).max(1_000_000) });

/** Private pages of groups, sorted by name as DocSpace sorts; read anew at each look. */
export function listVerb(deps: SlackDeps): Verb {
  return {
    name: 'list',
    aliases: ['find', 'search'],
    typed: async (call) => call.reply(await listPage(deps, call.slackUserId, call.text, 0)),
    start: async (call) => call.reply(await listPage(deps, call.slackUserId, '', 0)),
    presses: {
      [actions.listPage]: (call) => turnPage(deps, call),
      [actions.listShow]: (call) => showPicked(deps, call),
    },
  };
}

async function turnPage(deps: SlackDeps, call: ActionCall): Promise<void> {
  const wanted = readButtonValue(pageSchema, call.value);
  if (wanted === undefined) return call.reply({ text: deps.words.list.tooOld });
  await call.reply(await listPage(deps, call.slackUserId, wanted.t, wanted.f), { replace: true });
}

/** The card comes below the list, which stays. */
async function showPicked(deps: SlackDeps, call: ActionCall): Promise<void> {
  if (!isGroupId(call.value)) return call.reply({ text: deps.words.list.tooOld });
  await showGroup(deps, call.slackUserId, { by: 'id', id: call.value }, call.value, call.reply);
}

/** One page, or why not. Rights and groups are read side by side; whoever has no right is told so whatever became of the groups. */
async function listPage(deps: SlackDeps, slackUserId: string, typed: string, from: number): Promise<Message> {
  const filter = typed.trim().slice(0, longestFilter);
  const actor = await whoSeeks(deps.directory, slackUserId, () =>
    pageAt(from, pageSize, (startIndex) =>
      deps.docspace.groups.search({ text: filter, startIndex, count: pageSize }),
    ),
  );
  const refusal = await refusalFor(deps, actor);
  if (refusal !== undefined || 'refusal' in actor) return refusal ?? { text: '' };
  const page = await actor.found;
  return listMessage(deps, filter, page, await unshownLines(deps, actor.person, [page], filter));
}

async function refusalFor(deps: SlackDeps, actor: ActorAnswer): Promise<Message | undefined> {
  const { people, list } = deps.words;
  if ('refusal' in actor) return { text: people.asActor(actor.refusal) };
  if (may(actor.person, 'read', deps.settings)) return undefined;
  const { text } = await notReader(deps, actor);
  return { text: `${text}\n${list.mineHint(command)}` };
}

function listMessage(
  deps: SlackDeps,
  filter: string,
  page: PageAt<GroupRow>,
  unshown: readonly string[],
): Message {
  const { words } = deps;
  const shown = literal(clip(filter, 128));
  const { from, total, items, unreadable = [] } = page;
  if (items.length === 0 && unreadable.length === 0) {
    return { text: filter === '' ? words.list.empty(command) : words.list.none(shown, command) };
  }
  const last = from + items.length + unreadable.length;
  const title = `${words.list.title(shown)} · ${words.list.page(from + 1, last, total)}`;
  const lines = items.map((group) => groupLine(deps, group));
  const value = (start: number) =>
    JSON.stringify({ t: filter, f: start } satisfies z.infer<typeof pageSchema>);
  const elements = [
    ...(items.length === 0 ? [] : [showSelect(words, words.list.show, items)]),
    ...pageButtons(words, actions.listPage, pageSize, page, value),
  ];
  return {
    text: title,
    blocks: [
      section(title),
      ...paragraphs(lines),
      ...(unshown.length === 0 ? [] : [context(unshown.join('\n'))]),
      ...(elements.length === 0 ? [] : [{ type: 'actions' as const, elements }]),
    ],
  };
}
