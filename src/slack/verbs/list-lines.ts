import type { StaticSelect } from '@slack/types';
import type { Directory } from '../../directory/directory.ts';
import type { GroupRow } from '../../docspace/model.ts';
import { plain } from '../blocks/fields.ts';
import { groupOptions } from '../blocks/group-options.ts';
import { limits } from '../blocks/limits.ts';
import { bold, person } from '../blocks/text.ts';
import { actions } from '../ids.ts';
import type { Words } from '../words/index.ts';

interface LineDeps {
  readonly words: Words;
  /** Heads are mentioned as far as they are known already: a request each would be too much for a list. */
  readonly directory: Pick<Directory, 'knownSlackIdOf'>;
}

/** One group in a list: name, head, size, marks. `withHead` false where the reader heads it anyway. */
export function groupLine(deps: LineDeps, group: GroupRow, withHead = true): string {
  const { list } = deps.words;
  const facts = [
    ...(withHead ? [headOf(deps, group)] : []),
    list.size(group.membersCount),
    ...(group.isLdap ? [list.ldap] : []),
  ];
  return list.line(bold(group.name), facts.join(' · '));
}

function headOf({ words, directory }: LineDeps, { head }: GroupRow): string {
  if (head === undefined) return words.list.noHead;
  const slackUserId = directory.knownSlackIdOf(head.id);
  return words.list.head(
    person(slackUserId === undefined ? { name: head.name } : { name: head.name, slackUserId }),
  );
}

/** A group of which the reader may know no more than that it is his. */
export function nameLine({ words }: Pick<LineDeps, 'words'>, group: GroupRow): string {
  return words.list.nameOnly(bold(group.name));
}

/** Leads from a list to the card of one of its groups. */
export function showSelect(words: Words, placeholder: string, groups: readonly GroupRow[]): StaticSelect {
  return {
    type: 'static_select',
    action_id: actions.listShow,
    placeholder: plain(placeholder, limits.placeholder),
    options: [...groupOptions(words, groups)],
  };
}
