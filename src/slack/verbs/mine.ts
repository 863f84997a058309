import type { GroupRow } from '../../docspace/model.ts';
import { whoActs } from '../../groups/gate.ts';
import { may } from '../../groups/rights.ts';
import { context } from '../blocks/fields.ts';
import { paragraphs } from '../blocks/paragraphs.ts';
import type { Message } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { unshownLines } from '../unshown.ts';
import type { Words } from '../words/index.ts';
import { groupLine, nameLine, showSelect } from './list-lines.ts';
import type { Verb } from './verb.ts';

/** Groups shown in each part. */
const shown = 20;

/**
 * The caller's own groups. Whoever is matched to a person may see their names, as what he belongs to is his own
 * affair; who else is in them he learns only where he may look.
 */
export function mineVerb(deps: SlackDeps): Verb {
  return {
    name: 'mine',
    aliases: [],
    typed: async (call) => call.reply(await ownGroups(deps, call.slackUserId)),
    start: async (call) => call.reply(await ownGroups(deps, call.slackUserId)),
  };
}

async function ownGroups(deps: SlackDeps, slackUserId: string): Promise<Message> {
  const { words, docspace, settings } = deps;
  const actor = await whoActs(deps.directory, slackUserId, { maxAgeMs: 0 });
  if ('refusal' in actor) return { text: words.people.asActor(actor.refusal) };
  const { person } = actor;
  const [headed, belongs] = await Promise.all([
    docspace.groups.ofPerson({ personId: person.id, headed: true }),
    docspace.groups.ofPerson({ personId: person.id, headed: false }),
  ]);
  const heads = new Set(headed.items.map((group) => group.id));
  const others = belongs.items.filter((group) => !heads.has(group.id) && group.head?.id !== person.id);
  const othersTotal = others.length + Math.max(0, belongs.total - belongs.items.length);
  if (headed.total === 0 && othersTotal === 0) return { text: words.mine.nothing };
  const unshown = await unshownLines(deps, person, [
    { ...headed, from: 0 },
    { ...belongs, from: 0 },
  ]);

  const { mine } = words;
  const listed = [...headed.items.slice(0, shown), ...others.slice(0, shown)];
  const isOpen = (group: GroupRow) =>
    may(person, 'read', settings, group.head === undefined ? {} : { headId: group.head.id });
  const open = listed.filter(isOpen);
  const line = (group: GroupRow, withHead: boolean) =>
    isOpen(group) ? groupLine(deps, group, withHead) : nameLine(deps, group);
  const parts = [
    ...(headed.total === 0
      ? [mine.noneHeaded]
      : lines(words, mine.headed(headed.total), headed.items, headed.total, (group) => line(group, false))),
    ...(othersTotal === 0
      ? []
      : lines(
          words,
          headed.total === 0 ? mine.member(othersTotal) : mine.memberToo(othersTotal),
          others,
          othersTotal,
          (group) => line(group, true),
        )),
  ];
  return {
    text: [headed.total === 0 ? mine.noneHeaded : mine.headed(headed.total), mine.member(belongs.total)].join(
      '\n',
    ),
    blocks: [
      ...paragraphs(parts),
      ...(unshown.length === 0 ? [] : [context(unshown.join('\n'))]),
      ...(open.length === 0
        ? []
        : [{ type: 'actions' as const, elements: [showSelect(words, words.list.showMine, open)] }]),
    ],
  };
}

function lines(
  { mine }: Words,
  title: string,
  groups: readonly GroupRow[],
  total: number,
  line: (group: GroupRow) => string,
): readonly string[] {
  const first = groups.slice(0, shown).map(line);
  const hidden = total - first.length;
  return [title, ...first, ...(hidden > 0 ? [mine.more(hidden)] : [])];
}
