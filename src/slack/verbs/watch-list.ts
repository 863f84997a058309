import { tryRead } from '../../groups/existing.ts';
import { whoActs } from '../../groups/gate.ts';
import { may } from '../../groups/rights.ts';
import { context, plain, section } from '../blocks/fields.ts';
import { groupOptions } from '../blocks/group-options.ts';
import { limits } from '../blocks/limits.ts';
import { paragraphs } from '../blocks/paragraphs.ts';
import type { Message } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { actions, command } from '../ids.ts';
import { groupLine } from './list-lines.ts';
import { notReader } from './show.ts';

/** Groups that are shown; each is a request to DocSpace. */
const shown = 20;

/**
 * What a channel watches, as far as the reader may look at it: of other groups he learns nothing, not even how many
 * there are. Groups that are gone are forgotten on the way.
 */
export async function watchedHere(deps: SlackDeps, slackUserId: string, channelId: string): Promise<Message> {
  const { words, watches, settings } = deps;
  const [actor, all] = await Promise.all([
    whoActs(deps.directory, slackUserId, { maxAgeMs: 0 }),
    watches.ofChannel(channelId),
  ]);
  if ('refusal' in actor) return { text: words.people.asActor(actor.refusal) };
  const read = await Promise.all(
    all.slice(0, shown).map(async ({ groupId }) => {
      const group = await tryRead(() => deps.docspace.groups.get(groupId));
      if (group === 'gone') await watches.forgetGroup(groupId);
      return group;
    }),
  );
  const there = read.filter((group) => typeof group !== 'string');
  const open = there.filter((group) =>
    may(actor.person, 'read', settings, group.head === undefined ? {} : { headId: group.head.id }),
  );
  const seesAll = may(actor.person, 'read', settings);
  if (!seesAll && open.length === 0) return notReader(deps, actor);
  // What DocSpace can't show is counted with those that are not shown.
  const hidden = read.filter((group) => group === 'damaged').length;
  const more = seesAll ? all.length - read.length + hidden : 0;
  const total = open.length + more;
  if (total === 0) return { text: words.watch.none(command) };
  const title = words.watch.watches(total);
  const lines = [
    ...open.map((group) => groupLine(deps, group)),
    ...(more > 0 ? [words.mine.more(more)] : []),
  ];
  return {
    text: title,
    blocks: [
      section(title),
      ...paragraphs(lines),
      ...(open.length === 0
        ? []
        : [
            {
              type: 'actions' as const,
              elements: [
                {
                  type: 'static_select' as const,
                  action_id: actions.unwatchPicked,
                  placeholder: plain(words.watch.which, limits.placeholder),
                  options: [...groupOptions(words, open)],
                },
              ],
            },
          ]),
      context(words.watch.howToEnd(command)),
    ],
  };
}
