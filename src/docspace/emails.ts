import { encodeQueryValue, isLookUpEmail } from './text.ts';

const MOST_EMAILS = 50;
/** DocSpace and its proxy take a request line of 8 kB; the rest of the line has its share of it. */
const MOST_BYTES = 6_000;

const ASCII_ONLY = /^\p{ASCII}*$/u;

/**
 * The form in which e-mails are compared: DocSpace keeps the case that was typed. Nothing but case is made alike, so
 * that an address never stands for another one: composed and decomposed letters, or the two spellings of an
 * international domain, stay different.
 */
export function emailKey(email: string): string {
  const trimmed = email.trim();
  return ASCII_ONLY.test(trimmed) ? trimmed.toLowerCase() : [...trimmed].map(lowerCased).join('');
}

/** A few foreign letters have an ASCII one as small letter (the Kelvin sign has "k"): they are kept as they are. */
function lowerCased(letter: string): string {
  const lower = letter.toLowerCase();
  return ASCII_ONLY.test(letter) || !/\p{ASCII}/u.test(lower) ? lower : letter;
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
