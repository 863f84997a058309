import { freshId, h } from './dom.js';
import { plainLabel, textNodes } from './text.js';

/** @typedef {NonNullable<Extract<import('./elements.js').Element, { type: 'button' }>['confirm']>} Confirm */

/**
 * Asks the element's own question, if it has one. Resolves to whether to go on.
 * @param {Confirm | undefined} confirm
 * @param {import('./reader.js').Reader} reader
 * @returns {Promise<boolean>}
 */
export function confirmed(confirm, reader) {
  if (confirm === undefined) return Promise.resolve(true);
  return new Promise((resolve) => ask(confirm, reader, resolve));
}

/**
 * @param {Confirm} confirm
 * @param {import('./reader.js').Reader} reader
 * @param {(answer: boolean) => void} resolve
 */
function ask(confirm, reader, resolve) {
  const titleId = freshId();
  const end = (/** @type {boolean} */ answer) => () => {
    dialog.close();
    resolve(answer);
  };
  const style = confirm.style === 'danger' ? 'danger' : 'primary';
  const dialog = h(
    'dialog',
    { class: 'confirm', role: 'alertdialog', 'aria-labelledby': titleId, on: { close, cancel: end(false) } },
    h('h2', { id: titleId }, plainLabel(confirm.title)),
    h('p', {}, textNodes(confirm.text, reader)),
    h(
      'div',
      { class: 'buttons' },
      h('button', { type: 'button', on: { click: end(false) } }, plainLabel(confirm.deny)),
      h('button', { type: 'button', class: style, on: { click: end(true) } }, plainLabel(confirm.confirm)),
    ),
  );
  function close() {
    dialog.remove();
    resolve(false);
  }
  document.body.append(dialog);
  dialog.showModal();
}
