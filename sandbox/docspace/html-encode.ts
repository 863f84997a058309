const NAMED: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Encodes as .NET's `WebUtility.HtmlEncode`, which DocSpace applies to `displayName` and `department`:
 * markup by name, Latin-1 letters and characters beyond the basic plane as decimal entities, all others raw.
 */
export function htmlEncode(text: string): string {
  return text.replace(
    /[<>&"'\u00A0-\u00FF\u{10000}-\u{10FFFF}]/gu,
    (character) => NAMED[character] ?? `&#${character.codePointAt(0)};`,
  );
}
