import { act } from './api.js';
import { h } from './dom.js';
import { sayFault } from './notice.js';

/**
 * @typedef {import('../demo/snapshot.ts').Snapshot} Snapshot
 * @typedef {import('../demo/snapshot.ts').Snapshot['conversations'][number]} ShownConversation
 */

/** The line above the messages. `show` tells it which conversation is looked at. */
export function createHeading() {
  const home = /** @type {HTMLElement} */ (document.getElementById('heading'));
  const portal = /** @type {HTMLElement} */ (document.getElementById('portal'));
  const title = h('h1');
  const about = h('span', { class: 'about' });
  const invite = h('button', { type: 'button', class: 'invite' });
  const groups = h(
    'button',
    { type: 'button', class: 'show-groups', 'aria-expanded': 'false', 'aria-controls': 'portal' },
    'DocSpace',
  );
  groups.addEventListener('click', () => {
    groups.setAttribute('aria-expanded', String(portal.classList.toggle('open')));
  });
  let ask = () => {};
  invite.addEventListener('click', () => ask());
  home.replaceChildren(title, about, invite, groups);

  return {
    /**
     * @param {Snapshot} snapshot
     * @param {ShownConversation} conversation
     */
    show({ person }, { id, name, kind, botIsMember }) {
      title.textContent = kind === 'im' ? name : `#${name}`;
      about.textContent = { public: '', private: 'Private channel', im: 'Direct messages with the bot' }[
        kind
      ];
      invite.hidden = kind === 'im';
      invite.textContent = botIsMember ? 'Remove the bot' : 'Invite the bot';
      ask = () => void act({ do: 'invite', person, channel: id, isMember: !botIsMember }).catch(sayFault);
    },
  };
}
