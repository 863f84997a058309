import type { FormContext } from '../form-context.ts';
import type { Words } from '../words/index.ts';

/** So many people are told one by one; the rest are counted. */
const mostTold = 10;

export function firstNames(names: readonly string[]): readonly string[] {
  return names.slice(0, mostTold);
}

/** "@a, @b, and 14 more". */
export function namesTold(words: Words, names: readonly string[]): string {
  const shown = firstNames(names);
  return words.members.listed(shown, names.length - shown.length);
}

/** The first lines, the rest counted in the last. */
export function toldLines(words: Words, lines: readonly string[]): string {
  const shown = firstNames(lines);
  const hidden = lines.length - shown.length;
  return [...shown, ...(hidden === 0 ? [] : [words.members.more(hidden)])].join('\n');
}

/** "Working…", and where the result will come. */
export function workingOn(words: Words, context: FormContext, doing: string): string {
  return context.channelId === undefined ? words.change.workingHere(doing) : words.change.working(doing);
}
