import type { GroupRow } from '../../docspace/model.ts';
import { whoActs } from '../../groups/gate.ts';
import { may } from '../../groups/rights.ts';
import { paragraphs } from '../blocks/paragraphs.ts';
import type { Message } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { groupLine, showSelect } from './list-lines.ts';
import type { Verb } from './verb.ts';

/** Groups shown in each part. */
const shown = 20;

/** The caller's own groups. Whoever is matched to a person may see them: what he belongs to is his own affair. */
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

  const { mine } = words;
  const listed = [...headed.items.slice(0, shown), ...others.slice(0, shown)];
  const open = listed.filter((group) =>
    may(person, 'read', settings, group.head === undefined ? {} : { headId: group.head.id }),
  );
  const parts = [
    ...(headed.total === 0
      ? [mine.noneHeaded]
      : lines(deps, mine.headed(headed.total), headed.items, headed.total, false)),
    ...(othersTotal === 0
      ? []
      : lines(
          deps,
          headed.total === 0 ? mine.member(othersTotal) : mine.memberToo(othersTotal),
          others,
          othersTotal,
          true,
        )),
  ];
  return {
    text: [headed.total === 0 ? mine.noneHeaded : mine.headed(headed.total), mine.member(belongs.total)].join(
      '\n',
    ),
    blocks: [
      ...paragraphs(parts),
      ...(open.length === 0
        ? []
        : [{ type: 'actions' as const, elements: [showSelect(words, words.list.showMine, open)] }]),
    ],
  };
}

function lines(
  deps: SlackDeps,
  title: string,
  groups: readonly GroupRow[],
  total: number,
  withHead: boolean,
): readonly string[] {
  const { mine } = deps.words;
  const first = groups.slice(0, shown).map((group) => groupLine(deps, group, withHead));
  const hidden = total - first.length;
  return [title, ...first, ...(hidden > 0 ? [mine.more(hidden)] : [])];
}
