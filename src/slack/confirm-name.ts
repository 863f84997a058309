import type { InputBlock } from '@slack/types';
import { cleanName, maxNameLength } from '../groups/name.ts';
import { textField } from './blocks/fields.ts';
import { fields } from './ids.ts';
import type { Words } from './words/index.ts';

/** The field in which a group's name is typed to confirm what can't be taken back, or concerns many people. */
export function confirmField(
  words: Words,
  field: { readonly hint: string; readonly value?: string },
): InputBlock {
  return textField({
    id: fields.confirm,
    label: words.guard.confirm,
    maxLength: maxNameLength * 2,
    ...field,
  });
}

/**
 * Whether this is the group's name, to the letter: composed characters and outer spaces apart, and what nobody can
 * type (line breaks, signs without width) or see. A name of blanks is typed as it is shown.
 */
export function isTheName(words: Words, typed: string, name: string): boolean {
  return typeable(words, typed) === typeable(words, name);
}

/** The name as a person types it. */
export function typeable(words: Words, name: string): string {
  const plain = cleanName(name.replace(/\p{Cf}/gu, '').replace(/\s+/g, ' '));
  return plain === '' ? words.show.noName : plain;
}
