import { z } from 'zod';
import type { Matches } from '../../directory/directory.ts';
import { matchFor, type Who } from '../../groups/who.ts';
import { clip, limits } from '../blocks/limits.ts';
import { literal } from '../blocks/text.ts';
import type { Words } from '../words/index.ts';
import { noteBlocks } from './create-form.ts';

/** The most faults that are spelled out at one field. */
const shown = 10;

/** One sentence for each person who can't join, with the reason and the remedy; '' = all can. */
export function notesFor(words: Words, people: readonly Who[], matches: Matches): string {
  const faults = people.flatMap((who) => {
    const { refusal, person, label } = matchFor(matches, who);
    return refusal === undefined ? [] : [{ label: person?.name ?? label, reason: refusal }];
  });
  return faultLines(words, faults);
}

/** Sentences for people who can't join, plain text (field errors take no mrkdwn). */
export function faultLines(
  words: Words,
  faults: readonly { readonly label: string; readonly reason: string }[],
): string {
  const lines = faults.map((fault) => words.people.asMember(clip(fault.label, 100), fault.reason));
  const hidden = lines.length - shown;
  const told = [...lines.slice(0, shown), ...(hidden > 0 ? [words.create.morePeople(hidden)] : [])];
  return clip(told.join('\n'), limits.fieldError);
}

/** A note inside mrkdwn. */
export function asMrkdwn(note: string): string {
  return note.split('\n').map(literal).join('\n');
}

const notedSchema = z.object({
  block_id: z.string(),
  elements: z.array(z.object({ text: z.string() })).min(1),
});

/** What the open form shows under a picker, so that an unchanged note costs no update. */
export function shownNote(blocks: readonly unknown[], which: keyof typeof noteBlocks): string {
  for (const block of blocks) {
    const parsed = notedSchema.safeParse(block);
    if (parsed.success && parsed.data.block_id === noteBlocks[which])
      return parsed.data.elements[0]?.text ?? '';
  }
  return '';
}
