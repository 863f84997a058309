import { h } from './dom.js';

/**
 * @typedef {import('../demo/snapshot.ts').Snapshot} Snapshot
 * @typedef {import('../demo/snapshot.ts').Snapshot['conversations'][number]} ShownConversation
 */

/**
 * What stands above the first message: where one is, and what one can try.
 * @param {Snapshot} snapshot
 * @param {ShownConversation} conversation
 * @param {(text: string) => void} write puts a text into the message box
 */
export function openingOf({ command }, { name, kind }, write) {
  if (kind === 'im') {
    return h(
      'div',
      { class: 'opening' },
      h('h2', {}, name),
      h(
        'p',
        {},
        'What the bot has to tell you alone comes here. Under Home are your groups, and a start without typing.',
      ),
    );
  }
  const tries = command.usages.map((usage) => {
    const text = `${command.name} ${usage.replace(/\[.*?\]/g, '').trim()} `;
    return h(
      'button',
      { type: 'button', class: 'try', on: { click: () => write(text) } },
      `${command.name} ${usage}`,
    );
  });
  return h(
    'div',
    { class: 'opening' },
    h('h2', {}, `#${name}`),
    h('p', {}, 'This is a made-up Slack with the real bot in it. Try a command:'),
    h('p', { class: 'tries' }, tries),
  );
}
