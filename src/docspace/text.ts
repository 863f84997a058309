const SURROGATE = /[\uD800-\uDFFF]/;
const EMAIL = /^[^\s,]+@[^\s,@]+$/;
const LONGEST_EMAIL = 255;

/** DocSpace 3.7: the longest name of a group, in UTF-16 units. */
export const LONGEST_GROUP_NAME = 128;

/**
 * Whether DocSpace's database takes this text. DocSpace 3.7 on MySQL answers 500 to characters of four bytes
 * (emoji), in names and in look-ups alike; a lone half of one cannot even be sent.
 */
export function isStorable(text: string): boolean {
  return !SURROGATE.test(text);
}

/**
 * Whether an e-mail can be looked up. Commas separate the terms of a look-up, and a term that is no address
 * ("a") would match half the portal.
 */
export function isLookUpEmail(email: string): boolean {
  return email.length <= LONGEST_EMAIL && EMAIL.test(email) && isStorable(email);
}

/** A query value, percent-encoded (`+` becomes `%2B`); commas stay, they are legal there. */
export function encodeQueryValue(value: string): string {
  return encodeURIComponent(value).replaceAll('%2C', ',');
}
