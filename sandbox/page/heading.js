import { act } from './api.js';
import { h } from './dom.js';
import { sayFault } from './notice.js';

/**
 * @typedef {import('../demo/snapshot.ts').Snapshot} Snapshot
 * @typedef {import('../demo/snapshot.ts').Snapshot['conversations'][number]} ShownConversation
 */

/**
 * The line above the messages. `show` tells it which conversation is looked at, and whether it is the bot's Home tab.
 * @param {{ openTab: (isHome: boolean) => void }} on
 */
export function createHeading({ openTab }) {
  const home = /** @type {HTMLElement} */ (document.getElementById('heading'));
  const portal = /** @type {HTMLElement} */ (document.getElementById('portal'));
  const title = h('h1');
  const about = h('span', { class: 'about' });
  const tab = (/** @type {string} */ name, /** @type {boolean} */ isHome) =>
    h('button', { type: 'button', role: 'tab', on: { click: () => openTab(isHome) } }, name);
  const [onHome, onMessages] = [tab('Home', true), tab('Messages', false)];
  const tabs = h('div', { class: 'tabs', role: 'tablist' }, onHome, onMessages);
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
  home.replaceChildren(title, about, tabs, invite, groups);

  return {
    /**
     * @param {Snapshot} snapshot
     * @param {ShownConversation} conversation
     * @param {boolean} isHome
     */
    show({ person }, { id, name, kind, botIsMember }, isHome) {
      tabs.hidden = kind !== 'im';
      onHome.setAttribute('aria-selected', String(isHome));
      onMessages.setAttribute('aria-selected', String(!isHome));
      title.textContent = kind === 'im' ? name : `#${name}`;
      about.textContent = { public: '', private: 'Private channel', im: '' }[kind];
      invite.hidden = kind === 'im';
      invite.textContent = botIsMember ? 'Remove the bot' : 'Invite the bot';
      ask = () => void act({ do: 'invite', person, channel: id, isMember: !botIsMember }).catch(sayFault);
    },
  };
}
