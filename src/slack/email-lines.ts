import { z } from 'zod';
import { emailKey } from '../docspace/emails.ts';
import { hasFourByteCharacter } from '../groups/name.ts';

const emailSchema = z.email();

/** The E-mails field: what was read, and which lines hold no address. */
export interface EmailLines {
  readonly emails: readonly string[];
  readonly faults: readonly { readonly line: number; readonly text: string }[];
}

/** One address a line is asked for; commas, semicolons and `Name <a@x.io>` are understood, too. */
export function parseEmailLines(typed: string): EmailLines {
  const emails: string[] = [];
  const faults: { line: number; text: string }[] = [];
  for (const [index, line] of typed.split(/\r?\n/).entries()) {
    for (const part of line.split(/[,;]/)) {
      const text = part.trim();
      if (text === '') continue;
      const address = /<(?:mailto:)?([^<>|]+)(?:\|[^<>]*)?>\s*$/.exec(text)?.[1]?.trim() ?? text;
      if (emailSchema.safeParse(address).success && !hasFourByteCharacter(address))
        emails.push(emailKey(address));
      else faults.push({ line: index + 1, text });
    }
  }
  return { emails: [...new Set(emails)], faults };
}
