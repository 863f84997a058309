/** Embeddings, overrides and isolates: what follows is written the other way round until they are ended. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Foreign text without what turns the rest of its line round. Marks of direction stay: names in Arabic
 * and Hebrew need them, and they turn nothing but the signs next to them.
 */
export function unturned(text: string): string {
  return text.replace(turning, '');
}
