import { freshId, h } from './dom.js';

/**
 * @typedef {{ text: string, description?: string, pick: () => void }} MenuItem
 */

/**
 * A button that opens a small menu: arrow keys, Enter, Escape; a click elsewhere closes it.
 * @param {{ label: string, sign: string, class: string, items: () => readonly MenuItem[] }} settings
 */
export function menuButton({ label, sign, class: name, items }) {
  const list = h('ul', { class: 'menu', role: 'menu', id: freshId(), 'aria-label': label, popover: 'auto' });
  const button = h(
    'button',
    {
      type: 'button',
      class: name,
      title: label,
      'aria-label': label,
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      on: { click: open },
    },
    sign,
  );
  list.addEventListener('keydown', keydown);
  list.addEventListener('toggle', (event) => {
    button.setAttribute('aria-expanded', String(event.newState === 'open'));
  });

  function open() {
    list.replaceChildren(...items().map(row));
    list.showPopover();
    const at = button.getBoundingClientRect();
    const { width, height } = list.getBoundingClientRect();
    list.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
    list.style.top = `${at.top - height - 6 < 8 ? at.bottom + 6 : at.top - height - 6}px`;
    list.querySelector('button')?.focus();
  }

  /** @param {MenuItem} item */
  function row({ text, description, pick }) {
    const choose = () => {
      list.hidePopover();
      pick();
    };
    return h(
      'li',
      { role: 'none' },
      h(
        'button',
        { type: 'button', role: 'menuitem', on: { click: choose } },
        h('span', {}, text),
        description !== undefined && h('small', {}, description),
      ),
    );
  }

  /** @param {KeyboardEvent} event */
  function keydown(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const rows = [...list.querySelectorAll('button')];
    const index = rows.findIndex((one) => one.matches(':focus'));
    rows[(index + step + rows.length) % rows.length]?.focus();
  }

  return h('span', { class: 'menu-of' }, button, list);
}
