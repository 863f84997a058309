/**
 * Who reads the page, and what things are called.
 * @typedef {import('../demo/who.ts').ShownPerson} ShownPerson
 * @typedef {import('../demo/snapshot.ts').Snapshot} Snapshot
 * @typedef {import('../demo/snapshot.ts').Snapshot['conversations'][number]} ShownConversation
 * @typedef {{
 *   id: string,
 *   tz: string,
 *   people: readonly ShownPerson[],
 *   conversations: readonly ShownConversation[],
 *   user: (id: string) => ShownPerson | undefined,
 *   channelName: (id: string) => string | undefined,
 * }} Reader
 */

/**
 * @param {Snapshot} snapshot
 * @returns {Reader}
 */
export function readerOf({ person, people, conversations }) {
  const byId = new Map(people.map((one) => [one.id, one]));
  const channels = new Map(conversations.map((one) => [one.id, one.name]));
  return {
    id: person,
    tz: byId.get(person)?.tz ?? 'UTC',
    people,
    conversations,
    user: (id) => byId.get(id),
    channelName: (id) => channels.get(id),
  };
}

/**
 * A number from 0 to 7 for the colour of somebody's picture.
 * @param {string} id
 */
export function toneOf(id) {
  return [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7) % 8;
}

/**
 * Up to two first letters.
 * @param {string} name
 */
export function initialsOf(name) {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}
