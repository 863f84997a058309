/**
 * @typedef {import('../demo/manifest.ts').ShownCommand} ShownCommand
 * @typedef {import('./reader.js').ShownPerson} ShownPerson
 * @typedef {{ text: string, description: string, insert: string }} Completion
 * @typedef {{ from: number, list: readonly Completion[], isEager: boolean }} Completions
 */

const mostPeople = 8;

/**
 * What could be meant by what stands before the caret: the command, what may follow it, or a person. `from` is where
 * the meant word begins; when eager, Enter takes the first one.
 * @param {string} text up to the caret
 * @param {ShownCommand} command
 * @param {readonly ShownPerson[]} people
 * @returns {Completions | undefined}
 */
export function completionsFor(text, command, people) {
  const found = ofCommand(text, command) ?? ofUsage(text, command) ?? ofPeople(text, people);
  if (found === undefined || found.list.length === 0) return undefined;
  const word = text.slice(found.from);
  if (!found.list.some((one) => one.insert.trim() === word)) return found;
  // The word is complete; Enter is for sending now.
  return found.list.length === 1 ? undefined : { ...found, isEager: false };
}

/**
 * @param {string} text
 * @param {ShownCommand} command
 */
function ofCommand(text, { name, description, usages }) {
  if (!text.startsWith('/') || !name.startsWith(text)) return undefined;
  const list = [{ text: name, description: `${description} · ${usages.join(' | ')}`, insert: `${name} ` }];
  return { from: 0, list, isEager: true };
}

/**
 * @param {string} text
 * @param {ShownCommand} command
 */
function ofUsage(text, { name, usages }) {
  const typed = /^(\S+) (\S*)$/.exec(text);
  if (typed?.[1] !== name) return undefined;
  const [, , word = ''] = typed;
  const list = usages
    .filter((usage) => usage.startsWith(word.toLowerCase()))
    .map((usage) => ({ text: usage, description: '', insert: `${usage.split(' ')[0]} ` }));
  return { from: name.length + 1, list, isEager: false };
}

/**
 * @param {string} text
 * @param {readonly ShownPerson[]} people
 */
function ofPeople(text, people) {
  const typed = /(?:^|\s)@([\p{L}\w'-]*)$/u.exec(text);
  if (typed === null) return undefined;
  const [, word = ''] = typed;
  const begins = (/** @type {string} */ name) => name.toLowerCase().startsWith(word.toLowerCase());
  const list = people
    .filter((one) => !one.isDeactivated && [one.name, ...one.realName.split(' ')].some(begins))
    .slice(0, mostPeople)
    .map((one) => ({ text: one.realName, description: `@${one.name}`, insert: `@${one.name} ` }));
  return { from: text.length - word.length - 1, list, isEager: true };
}
