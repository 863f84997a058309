const collator = new Intl.Collator('en', { sensitivity: 'base' });

/** The order in which DocSpace's database sorts names: case and accents do not count. */
export function compareNames(one: string, other: string): number {
  return collator.compare(one, other);
}

/** What the database compares when it looks for a part of a text: `gro` is in `Größe`, but `ss` is not `ß`. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Characters of four bytes in UTF-8 (emoji): DocSpace's database columns cannot hold or compare them. */
export function hasFourByteCharacter(text: string): boolean {
  return /[\u{10000}-\u{10FFFF}]/u.test(text);
}
