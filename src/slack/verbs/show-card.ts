import type { Button, KnownBlock } from '@slack/types';
import { z } from 'zod';
import type { Group, Person } from '../../docspace/model.ts';
import { groupLink } from '../../groups/group-ref.ts';
import { context, plain, section } from '../blocks/fields.ts';
import { bold, linesWithin, person as personText } from '../blocks/text.ts';
import type { Message } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { actions } from '../ids.ts';
import { openButton } from '../outcomes/buttons.ts';
import { startRows } from '../start-buttons.ts';
import type { Words } from '../words/index.ts';
import type { Verb } from './verb.ts';

/** Members on one card. */
const pageSize = 20;

const pageValueSchema = z.object({ g: z.string(), f: z.number().int().min(0).max(1_000_000) });

/** What a Previous or Next button carries: the group's id and the first member of the page. */
export function parsePageValue(
  value: string,
): { readonly groupId: string; readonly from: number } | undefined {
  try {
    const parsed = pageValueSchema.safeParse(JSON.parse(value));
    return parsed.success ? { groupId: parsed.data.g, from: parsed.data.f } : undefined;
  } catch {
    return undefined;
  }
}

/** The complete card of a group: head, size, a page of members, flags, link, and buttons for the verbs `offered`. */
export async function groupCard(
  deps: SlackDeps,
  group: Group,
  from: number,
  offered: readonly Verb[] = [],
): Promise<Message> {
  const { words } = deps;
  const start = from >= group.membersCount ? 0 : from;
  const page = await deps.docspace.people.ofGroup({ groupId: group.id, startIndex: start, count: pageSize });
  // DocSpace 3.7 lists disabled members last, and its own count leaves them out.
  const members = page.items.filter((one) => one.status !== 'disabled');
  const headText = await headLine(deps, group, members, start);
  const lines = members.map(
    (one) => `• ${nameOf(deps, one)}${one.status === 'pending' ? words.show.pending : ''}`,
  );
  const title = bold(group.name);
  const flags = [...(group.isLdap ? [words.show.ldap] : []), ...(group.isSystem ? [words.show.system] : [])];
  const blocks: KnownBlock[] = [
    section(title),
    section(`${headText}\n${words.show.members(group.membersCount)}`),
    section(lines.length === 0 ? words.show.noMembers : linesWithin(lines, words.create.morePeople)),
    ...(group.membersCount > pageSize ? [pageLine(words, group, start, members.length)] : []),
    ...(flags.length > 0 ? [context(...flags)] : []),
    {
      type: 'actions',
      elements: [
        ...pageButtons(words, group, start),
        openButton(words, groupLink(deps.portalUrl, group.id), group.name),
      ],
    },
    ...startRows(words, offered, group),
  ];
  return { text: [title, headText, words.show.members(group.membersCount)].join('\n'), blocks };
}

/** The head is looked up in Slack; members only as far as they are known already (a request each otherwise). */
async function headLine(
  deps: SlackDeps,
  group: Group,
  members: readonly Person[],
  start: number,
): Promise<string> {
  const { words } = deps;
  const { head } = group;
  if (head === undefined) return words.show.noHead;
  const slackUserId = await deps.directory.slackIdOf(head);
  const name = personText(slackUserId === undefined ? { name: head.name } : { name: head.name, slackUserId });
  const disabled = head.status === 'disabled' ? words.show.headDisabled : '';
  // Only a card that shows all members can tell that the head is none of them.
  const allShown = start === 0 && group.membersCount <= members.length;
  const outside = disabled === '' && allShown && !members.some((one) => one.id === head.id);
  return words.show.head(`${name}${disabled}${outside ? words.show.headNotMember : ''}`);
}

function nameOf(deps: SlackDeps, one: Person): string {
  const slackUserId = deps.directory.knownSlackIdOf(one.id);
  return personText(slackUserId === undefined ? { name: one.name } : { name: one.name, slackUserId });
}

function pageLine(words: Words, group: Group, start: number, shown: number): KnownBlock {
  return context(words.show.page(start + 1, start + shown, group.membersCount));
}

function pageButtons(words: Words, group: Group, start: number): Button[] {
  const button = (label: string, from: number, which: string): Button => ({
    type: 'button',
    action_id: `${actions.membersPage}:${which}`,
    text: plain(label),
    value: JSON.stringify({ g: group.id, f: from }),
  });
  return [
    ...(start > 0 ? [button(words.show.previous, Math.max(0, start - pageSize), 'previous')] : []),
    ...(start + pageSize < group.membersCount ? [button(words.show.next, start + pageSize, 'next')] : []),
  ];
}
