import { h } from './dom.js';

/** @typedef {import('../demo/snapshot.ts').Snapshot} Snapshot */

/**
 * The line at the bottom: whether all are connected, and which rules were broken.
 * @param {Snapshot | undefined} snapshot
 * @param {boolean} isLive whether the page itself is connected to the demo
 */
export function showStatus(snapshot, isLive) {
  const line = /** @type {HTMLElement} */ (document.getElementById('status'));
  const key = JSON.stringify([isLive, snapshot?.isConnected, snapshot?.breaches]);
  if (line.dataset.key === key) return;
  line.dataset.key = key;
  line.replaceChildren(
    h('span', { class: 'connection' }, ...connection(snapshot, isLive)),
    breaches(snapshot?.breaches ?? []),
  );
}

/**
 * @param {Snapshot | undefined} snapshot
 * @param {boolean} isLive
 */
function connection(snapshot, isLive) {
  if (!isLive) return [dot('off'), 'The demo does not answer: is it still running?'];
  if (snapshot?.isConnected !== true) return [dot('off'), 'The bot is not connected'];
  return [dot('on'), `The bot is connected (${snapshot.transport === 'socket' ? 'Socket Mode' : 'HTTP'})`];
}

/** @param {string} state */
function dot(state) {
  return h('span', { class: `dot ${state}`, 'aria-hidden': 'true' });
}

/** @param {readonly string[]} list */
function breaches(list) {
  if (list.length === 0) return h('span', { class: 'breaches' }, 'No rule of Slack or DocSpace was broken');
  const count = list.length === 1 ? '1 rule was broken' : `${list.length} rules were broken`;
  return h(
    'details',
    { class: 'breaches bad' },
    h('summary', {}, count),
    h(
      'ul',
      {},
      list.map((one) => h('li', {}, one)),
    ),
  );
}
