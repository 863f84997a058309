import type { KnownBlock } from '@slack/types';
import { section } from './fields.ts';
import { limits } from './limits.ts';

/** Lines in as few sections as hold them: a section ends where the next line would be too much for Slack. */
export function paragraphs(lines: readonly string[]): readonly KnownBlock[] {
  const parts: string[] = [];
  let part = '';
  for (const line of lines) {
    const longer = part === '' ? line : `${part}\n${line}`;
    if ([...longer].length > limits.section && part !== '') {
      parts.push(part);
      part = line;
    } else {
      part = longer;
    }
  }
  return [...parts, part].filter((text) => text !== '').map(section);
}
