import { h } from './dom.js';

const shownForMs = 8_000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Says something at the bottom of the page for a while.
 * @param {...(Node | string)} content
 */
export function say(...content) {
  const box = /** @type {HTMLElement} */ (document.getElementById('notice'));
  const close = h(
    'button',
    { type: 'button', class: 'quiet', 'aria-label': 'Dismiss', on: { click: hide } },
    '×',
  );
  box.replaceChildren(h('span', {}, ...content), close);
  // An open dialog makes the rest of the page inert: then the notice has to be in it.
  const home = document.querySelector('dialog[open]:last-of-type') ?? document.body;
  if (box.parentElement !== home) home.append(box);
  box.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(hide, shownForMs);
}

function hide() {
  const box = /** @type {HTMLElement} */ (document.getElementById('notice'));
  box.hidden = true;
  document.body.append(box);
}

/**
 * A link or a button with an address opens nothing here: the page only tells where it would lead.
 * @param {string} url
 */
export function sayAddress(url) {
  say('In Slack this opens ', h('code', {}, url));
}

/** @param {unknown} error */
export function sayFault(error) {
  say(error instanceof Error ? error.message : 'That did not work');
}
