import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { plain, textField } from '../blocks/fields.ts';
import { limits } from '../blocks/limits.ts';
import { type EmailLines, parseEmailLines } from '../email-lines.ts';
import { actions, fields } from '../ids.ts';
import type { ViewState } from '../view-state.ts';
import type { Words } from '../words/index.ts';

/** Slack takes 3,000 characters in a field: for 500 people several are needed. Errors are told at each. */
export const emailFields: readonly string[] = [
  fields.emails,
  ...[2, 3, 4, 5].map((number) => `${fields.emails}-${number}`),
];

/** The fields for e-mails, as many as are filled or were asked for, and a button for one more. */
export function emailBlocks(words: Words, state: ViewState, asked: number): KnownBlock[] {
  const filled = emailFields.findLastIndex((id) => state.text(id) !== '') + 1;
  const shown = Math.min(emailFields.length, Math.max(1, asked, filled));
  const text = words.add;
  return [
    ...emailFields.slice(0, shown).map((id, index) =>
      textField({
        id,
        label: index === 0 ? text.emails : text.moreEmailsLabel,
        optional: true,
        multiline: true,
        value: state.text(id),
        ...(index === 0 ? { hint: text.emailsHint } : {}),
      }),
    ),
    ...(shown === emailFields.length ? [] : [moreButton(words)]),
  ];
}

function moreButton(words: Words): KnownBlock {
  return {
    type: 'actions',
    block_id: actions.moreEmails,
    elements: [{ type: 'button', action_id: actions.moreEmails, text: plain(words.add.moreEmails) }],
  };
}

/** E-mails dealt out to as many fields as they need; what does not fit into all of them is left out. */
export function emailsAsState(emails: readonly string[]): Readonly<Record<string, { value: string }>> {
  const texts: string[] = [''];
  for (const email of emails) {
    const last = texts.at(-1) ?? '';
    const longer = last === '' ? email : `${last}\n${email}`;
    if (longer.length <= limits.plainTextInput) texts[texts.length - 1] = longer;
    else texts.push(email);
  }
  const filled = emailFields.map((id, index) => [id, { value: texts[index] ?? '' }] as const);
  return Object.fromEntries(filled);
}

/** What stands in each of the fields; line numbers count anew in each. */
export function readEmailFields(state: ViewState): ReadonlyMap<string, EmailLines> {
  return new Map(emailFields.map((id) => [id, parseEmailLines(state.text(id))]));
}

const blockSchema = z.object({ block_id: z.string() });

/** How many of the fields an open form shows. */
export function shownEmailFields(blocks: readonly unknown[]): number {
  const ids = blocks.flatMap((block) => {
    const parsed = blockSchema.safeParse(block);
    return parsed.success ? [parsed.data.block_id] : [];
  });
  return emailFields.filter((id) => ids.includes(id)).length;
}
