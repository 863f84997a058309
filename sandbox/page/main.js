import { follow } from './api.js';
import { createComposer } from './composer.js';
import { createGroups } from './groups.js';
import { createHeading } from './heading.js';
import { createHome } from './home.js';
import { createMessages } from './messages.js';
import { createModal } from './modal.js';
import { openingOf } from './opening.js';
import { readerOf } from './reader.js';
import { createSidebar } from './sidebar.js';
import { showStatus } from './status.js';

/** @typedef {import('../demo/snapshot.ts').Snapshot} Snapshot */

/** Where one begins; later the address keeps person and conversation: `#U0ANN/C0MARKET`, `#U0ANN/D0ANN/home`. */
const usual = { person: 'U0ANN', channel: 'C0MARKET' };

const sidebar = createSidebar({
  actAs: (person) => go(person, readAddress().channel),
  go: (channel) => go(readAddress().person, channel),
});
const heading = createHeading({
  openTab: (isHome) => {
    const { person, channel } = readAddress();
    go(person, channel, isHome);
  },
});
const home = createHome();
const messages = createMessages();
const composer = createComposer();
const groups = createGroups();
const modal = createModal();

const log = /** @type {HTMLElement} */ (document.getElementById('messages'));

/** @type {Snapshot | undefined} */
let snapshot;
let isLive = true;
let followed = '';
let unfollow = () => {};
/** @type {{ key: string, node: Node } | undefined} */
let opening;

function readAddress() {
  const [person, channel, tab] = decodeURIComponent(location.hash.slice(1)).split('/');
  return { person: person || usual.person, channel: channel || usual.channel, isHome: tab === 'home' };
}

/**
 * @param {string} person
 * @param {string} channel
 * @param {boolean} [isHome]
 */
function go(person, channel, isHome = false) {
  location.hash = `${person}/${channel}${isHome ? '/home' : ''}`;
}

function arrive() {
  const { person } = readAddress();
  if (person !== followed) {
    unfollow();
    followed = person;
    unfollow = follow(
      person,
      (next) => {
        snapshot = next;
        show();
      },
      (isNow) => {
        isLive = isNow;
        showStatus(snapshot, isLive);
      },
    );
  }
  show();
}

function show() {
  const { person, channel, isHome: wantsHome } = readAddress();
  if (snapshot === undefined || snapshot.person !== person) return;
  const { conversations } = snapshot;
  const chosen = conversations.find((one) => one.id === channel) ?? conversations[0];
  if (chosen === undefined) return;
  const isHome = wantsHome && chosen.kind === 'im';
  const reader = readerOf(snapshot);
  sidebar.show(snapshot, chosen.id);
  heading.show(snapshot, chosen, isHome);
  composer.show(snapshot, chosen, isHome);
  if (opening?.key !== chosen.id)
    opening = { key: chosen.id, node: openingOf(snapshot, chosen, composer.write) };
  const here = snapshot.messages.filter((one) => one.channel === chosen.id);
  messages.show(here, reader, chosen.id, opening.node, snapshot.shortcuts);
  log.hidden = isHome;
  if (isHome) home.show(snapshot, reader);
  else home.hide();
  groups.show(snapshot.groups);
  modal.show(snapshot.modal, reader);
  showStatus(snapshot, isLive);
}

addEventListener('hashchange', arrive);
arrive();
composer.focus();
