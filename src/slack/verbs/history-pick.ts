import type { GroupRow } from '../../docspace/model.ts';
import type { PastGroup } from '../../groups/history.ts';
import { plain, section } from '../blocks/fields.ts';
import { groupOptions } from '../blocks/group-options.ts';
import { limits } from '../blocks/limits.ts';
import { typedBack } from '../blocks/text.ts';
import type { Message, Option } from '../calls.ts';
import { actions } from '../ids.ts';
import type { Words } from '../words/index.ts';
import { noneMessage } from './show-pick.ts';

/** Several groups have, or had, the name: whose history? */
export function pickPast(words: Words, typed: string, groups: readonly PastGroup[]): Message {
  const text = words.history.which(typedBack(typed), groups.length);
  return {
    text,
    blocks: [
      section(text),
      {
        type: 'actions',
        elements: [
          {
            type: 'static_select',
            action_id: actions.historyPicked,
            placeholder: plain(words.history.whichPlaceholder, limits.placeholder),
            options: groups.slice(0, limits.options).flatMap((group) => optionOf(words, group)),
          },
        ],
      },
    ],
  };
}

/** No group has the name, nor had it; near ones. */
export function nearPast(words: Words, typed: string, near: readonly GroupRow[]): Message {
  if (near.length === 0) return { text: words.history.unknown(typedBack(typed)) };
  return noneMessage(words, typed, near, actions.historyPicked);
}

function optionOf(words: Words, past: PastGroup): readonly Option[] {
  if ('group' in past) return groupOptions(words, [past.group]);
  const name = past.name.replace(/\s+/g, ' ').trim();
  const day = new Date(past.lastAt).toISOString().slice(0, 10);
  return [
    {
      text: plain(name === '' ? words.show.noName : name, limits.option),
      description: plain(words.history.deleted(day), limits.optionDescription),
      value: past.id,
    },
  ];
}
