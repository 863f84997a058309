import { act } from './api.js';
import { drawBlock } from './blocks.js';
import { timeOf } from './dates.js';
import { createKeep, h, place } from './dom.js';
import { menuButton } from './menu.js';
import { sayFault } from './notice.js';
import { initialsOf, toneOf } from './reader.js';
import { createSurface } from './surface.js';
import { mrkdwnNodes } from './text.js';

/**
 * @typedef {import('../demo/snapshot.ts').Snapshot['messages'][number]} ShownMessage
 * @typedef {import('../demo/snapshot.ts').Snapshot['shortcuts']} Shortcuts
 * @typedef {import('./reader.js').Reader} Reader
 */

const nearEnd = 80;

/** The messages of the chosen conversation. `show` takes them anew after each change. */
export function createMessages() {
  const log = /** @type {HTMLElement} */ (document.getElementById('messages'));
  /** @type {ReturnType<typeof createKeep<HTMLElement>>} */
  const keep = createKeep();
  let shown = '';

  return {
    /**
     * @param {readonly ShownMessage[]} messages
     * @param {Reader} reader
     * @param {string} channel
     * @param {Node} opening
     * @param {Shortcuts} shortcuts
     */
    show(messages, reader, channel, opening, shortcuts) {
      const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < nearEnd;
      const isOther = shown !== `${reader.id} ${channel}`;
      shown = `${reader.id} ${channel}`;
      const nodes = messages.map((message) => {
        const { values: _, ...rest } = message;
        return keep.get(`${reader.id} ${JSON.stringify(rest)}`, () =>
          messageNode(message, reader, shortcuts),
        );
      });
      keep.sweep();
      place(log, [opening, ...nodes]);
      if (isAtEnd || isOther) log.scrollTop = log.scrollHeight;
    },
  };
}

/**
 * @param {ShownMessage} message
 * @param {Reader} reader
 * @param {Shortcuts} shortcuts
 */
function messageNode(message, reader, shortcuts) {
  const author = reader.user(message.user);
  const name = author?.realName ?? message.user;
  const isBot = author?.isBot === true;
  const head = h(
    'div',
    { class: 'message-head' },
    h('strong', {}, name),
    isBot && h('span', { class: 'badge' }, 'APP'),
    h('time', {}, timeOf(message.ts, reader.tz)),
  );
  return h(
    'article',
    { class: message.isEphemeral ? 'message ephemeral' : 'message', 'data-ts': message.ts },
    message.isEphemeral && h('p', { class: 'only-you' }, 'Only visible to you'),
    h(
      'span',
      { class: `picture-of tone-${isBot ? 'bot' : toneOf(message.user)}`, 'aria-hidden': 'true' },
      initialsOf(name),
    ),
    h('div', { class: 'message-body' }, head, content(message, reader)),
    !message.isEphemeral && moreActions(message, reader, shortcuts),
  );
}

/**
 * @param {ShownMessage} message
 * @param {Reader} reader
 * @param {Shortcuts} shortcuts
 */
function moreActions({ channel, ts }, { id: person }, shortcuts) {
  const items = shortcuts
    .filter((one) => one.type === 'message')
    .map(({ name, description, callbackId: callback }) => ({
      text: name,
      description,
      pick: () => void act({ do: 'message-shortcut', person, callback, channel, ts }).catch(sayFault),
    }));
  if (items.length === 0) return undefined;
  return menuButton({ label: 'More actions', sign: '⋮', class: 'quiet more', items: () => items });
}

/**
 * @param {ShownMessage} message
 * @param {Reader} reader
 */
function content(message, reader) {
  const where = { channel: message.channel, ts: message.ts };
  const surface = createSurface(reader, where, () => message.values);
  const body =
    message.blocks.length > 0
      ? message.blocks.map((block) => drawBlock(block, surface).node)
      : [h('div', {}, mrkdwnNodes(message.text, reader))];
  return h(
    'div',
    { class: 'blocks' },
    body,
    message.extras.map((extra) => h('div', { class: 'attachment' }, mrkdwnNodes(extra, reader))),
    message.isEdited && !message.isEphemeral && h('span', { class: 'edited' }, '(edited)'),
  );
}
