/**
 * @typedef {import('./option-list.js').Option} Option
 * @typedef {import('./reader.js').Reader} Reader
 * @typedef {import('../slack/kit/blocks.ts').Element} Element
 * @typedef {import('../slack/kit/form-state.ts').ElementState} ElementState
 */
import { plainLabel } from './text.js';

const mostShown = 100;

/** @param {Reader} reader */
function userOptions(reader) {
  return reader.people
    .filter((one) => !one.isDeactivated)
    .map((one) => ({ value: one.id, text: one.realName, description: `@${one.name}` }));
}

/**
 * Channels, and people for direct messages, as far as the field's filter lets them.
 * @param {Reader} reader
 * @param {readonly string[] | undefined} include
 */
function conversationOptions(reader, include) {
  const isIn = (/** @type {string} */ kind) => include === undefined || include.includes(kind);
  const channels = reader.conversations
    .filter(({ kind }) => kind !== 'im' && isIn(kind))
    .map(({ id, name, kind }) => ({
      value: id,
      text: `#${name}`,
      description: kind === 'private' ? 'private' : undefined,
    }));
  const people = isIn('im') ? userOptions(reader) : [];
  return [...channels, ...people.map((one) => ({ ...one, value: `D${one.value.slice(1)}` }))];
}

/**
 * What an element offers by itself; `undefined` when the bot has to be asked.
 * @param {Element} element
 * @param {Reader} reader
 * @returns {readonly Option[] | undefined}
 */
export function offered(element, reader) {
  switch (element.type) {
    case 'users_select':
    case 'multi_users_select':
      return userOptions(reader);
    case 'conversations_select':
    case 'multi_conversations_select':
      return conversationOptions(reader, element.filter?.include);
    case 'channels_select':
    case 'multi_channels_select':
      return conversationOptions(reader, ['public']);
    case 'static_select':
    case 'multi_static_select':
      return [
        ...(element.options ?? []).map((one) => toOption(one)),
        ...(element.option_groups ?? []).flatMap(({ label, options }) =>
          options.map((one) => toOption(one, plainLabel(label))),
        ),
      ];
    default:
      return undefined;
  }
}

/**
 * @param {{ value: string, text: { text: string, emoji?: boolean | undefined },
 *   description?: { text: string } | undefined }} option
 * @param {string} [group]
 * @returns {Option}
 */
function toOption(option, group) {
  return { value: option.value, text: plainLabel(option.text), description: option.description?.text, group };
}

/**
 * Those that hold every typed word somewhere.
 * @param {readonly Option[]} options
 * @param {string} query
 */
export function matching(options, query) {
  const words = query.toLowerCase().replace(/^[@#]/, '').split(/\s+/).filter(Boolean);
  const holds = (/** @type {Option} */ one) => {
    const text = `${one.text} ${one.description ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return options.filter(holds).slice(0, mostShown);
}

/**
 * What an element's state holds, as options: known ones by their names.
 * @param {ElementState | undefined} state
 * @param {readonly Option[]} known
 * @returns {Option[]}
 */
export function selectedIn(state, known) {
  if (state === undefined) return [];
  const held = Object.entries(state)
    .filter(([key, value]) => key.startsWith('selected_') && value !== null)
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]));
  return held.map((one) => {
    if (typeof one === 'object') return toOption(one);
    return known.find((option) => option.value === String(one)) ?? { value: String(one), text: String(one) };
  });
}
