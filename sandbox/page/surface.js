import { act, createQueue } from './api.js';
import { say, sayFault } from './notice.js';

/**
 * @typedef {import('./elements.js').Surface} Surface
 * @typedef {import('./elements.js').Ids} Ids
 * @typedef {import('./reader.js').Reader} Reader
 * @typedef {import('../slack/kit/form-state.ts').StateValues} StateValues
 * @typedef {{ view: string } | { home: true } | { channel: string, ts: string }} Where
 */

const typingMs = 250;

/**
 * What is done with the elements of one modal or message goes to the demo in order: what was typed before comes first.
 * @param {Reader} reader
 * @param {Where} where
 * @param {() => StateValues} values
 * @returns {Surface & { settle: () => Promise<unknown> }}
 */
export function createSurface(reader, where, values) {
  const person = reader.id;
  const queue = createQueue();
  /** @type {Map<string, () => Promise<unknown>>} */
  const typed = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;

  /** @param {import('./api.js').Act} what */
  const send = (what) =>
    queue.add(() =>
      act(what).then(({ failure }) => failure && say('The bot did not answer. Try again.'), sayFault),
    );

  function sendTyped() {
    clearTimeout(typing);
    for (const work of typed.values()) void work();
    typed.clear();
    return queue.add(() => Promise.resolve());
  }

  return {
    reader,
    state: ({ block_id: blockId, action_id: actionId }) => values()[blockId]?.[actionId],
    fill: (ids, value) => {
      void sendTyped();
      return send({
        do: 'fill',
        person,
        where,
        ...ids,
        value: typeof value === 'string' || value === null ? value : [...value],
      });
    },
    fillLater: (ids, value) => {
      typed.set(`${ids.block_id} ${ids.action_id}`, () => send({ do: 'fill', person, where, ...ids, value }));
      clearTimeout(typing);
      typing = setTimeout(sendTyped, typingMs);
    },
    press: (ids, choice) => {
      void sendTyped();
      return send({ do: 'press', person, where, ...ids, ...(choice === undefined ? {} : { choice }) });
    },
    suggest: async (ids, query, signal) => {
      void sendTyped();
      return (await act({ do: 'suggest', person, where, ...ids, query }, signal)).options ?? [];
    },
    settle: sendTyped,
  };
}
