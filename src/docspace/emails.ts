import { encodeQueryValue, isLookUpEmail } from './text.ts';

const MOST_EMAILS = 50;
/** DocSpace and its proxy take a request line of 8 kB; the rest of the line has its share of it. */
const MOST_BYTES = 6_000;

/** The form in which e-mails are compared: DocSpace keeps the case that was typed. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}

/**
 * The e-mails that can be looked up, lower-cased, each once, in portions that fit into one request: at most 50
 * and at most 6,000 bytes as sent.
 */
export function emailPortions(emails: readonly string[]): readonly (readonly string[])[] {
  const portions: string[][] = [];
  let bytes = 0;
  for (const email of new Set(emails.map(emailKey).filter(isLookUpEmail))) {
    const size = encodeQueryValue(email).length + 1;
    const last = portions.at(-1);
    if (last && last.length < MOST_EMAILS && bytes + size <= MOST_BYTES) {
      last.push(email);
      bytes += size;
    } else {
      portions.push([email]);
      bytes = size;
    }
  }
  return portions;
}
