import type { GroupRow } from '../../docspace/model.ts';
import { context, plain, section } from '../blocks/fields.ts';
import { groupOptions } from '../blocks/group-options.ts';
import { limits } from '../blocks/limits.ts';
import { literal, typedBack } from '../blocks/text.ts';
import type { Message } from '../calls.ts';
import { actions } from '../ids.ts';
import type { Words } from '../words/index.ts';

/** Several groups match: which one? Told apart by head and size. */
export function pickMessage(
  words: Words,
  typed: string,
  groups: readonly GroupRow[],
  actionId: string = actions.groupPicked,
): Message {
  const text = words.show.which(typedBack(typed), groups.length);
  return {
    text,
    blocks: [
      section(text),
      {
        type: 'actions',
        elements: [
          {
            type: 'static_select',
            action_id: actionId,
            placeholder: plain(words.show.whichPlaceholder, limits.placeholder),
            options: [...groupOptions(words, groups)],
          },
        ],
      },
    ],
  };
}

/** A message with small lines below it. */
export function withNotes(message: Message, notes: readonly string[]): Message {
  if (notes.length === 0) return message;
  const { text, blocks = [section(text)] } = message;
  return { text, blocks: [...blocks, context(notes.join('\n'))] };
}

/** Nothing matches; up to three near names as buttons. */
export function noneMessage(
  words: Words,
  typed: string,
  near: readonly GroupRow[],
  actionId: string = actions.groupPicked,
): Message {
  if (near.length === 0) return { text: words.show.none(typedBack(typed)) };
  const text = words.show.didYouMean(typedBack(typed));
  const names = near.map((group) => literal(group.name)).join(', ');
  return {
    text: `${text} ${names}?`,
    blocks: [
      section(text),
      {
        type: 'actions',
        elements: near.map((group, index) => ({
          type: 'button' as const,
          action_id: `${actionId}:${index}`,
          text: plain(group.name.trim() === '' ? words.show.noName : group.name.trim()),
          value: group.id,
        })),
      },
    ],
  };
}
