import { freshId, h } from './dom.js';

/**
 * @typedef {{ value: string, text: string, description?: string | undefined, group?: string | undefined }} Option
 * @typedef {{
 *   input: HTMLInputElement,
 *   box: HTMLElement,
 *   pick: (option: Option) => void,
 *   isSelected: (option: Option) => boolean,
 *   startsAtSelected: boolean,
 *   load: (query: string, signal: AbortSignal) => Promise<readonly Option[] | string>,
 * }} OptionListSettings
 */

const settleMs = 120;
const roomNeeded = 240;

/**
 * The list under a picker's input: opens, loads, narrows down, moves with the arrow keys. The newest query wins.
 * @param {OptionListSettings} settings
 */
export function createOptionList({ input, box, pick, isSelected, startsAtSelected, load }) {
  const node = h('ul', { class: 'options', role: 'listbox', id: freshId(), popover: 'manual' });
  node.addEventListener('mousedown', (event) => event.preventDefault());
  input.setAttribute('aria-controls', node.id);
  /** @type {readonly Option[]} */
  let options = [];
  let active = -1;
  let isOpen = false;
  let loading = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settling;

  /** @param {string} query */
  function open(query) {
    clearTimeout(settling);
    loading.abort();
    loading = new AbortController();
    const { signal } = loading;
    if (!isOpen) {
      isOpen = true;
      input.setAttribute('aria-expanded', 'true');
      say('Loading…');
      node.showPopover();
      window.addEventListener('scroll', position, true);
      window.addEventListener('resize', position);
      position();
    }
    const ask = () =>
      load(query, signal).then(
        (found) => signal.aborted || show(found),
        () => signal.aborted || say('Could not load'),
      );
    settling = setTimeout(ask, query === '' ? 0 : settleMs);
  }

  function close() {
    if (!isOpen) return;
    isOpen = false;
    clearTimeout(settling);
    loading.abort();
    if (node.isConnected) node.hidePopover();
    window.removeEventListener('scroll', position, true);
    window.removeEventListener('resize', position);
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function position() {
    const { left, top, bottom, width } = box.getBoundingClientRect();
    const isAbove = innerHeight - bottom < roomNeeded && top > innerHeight - bottom;
    const room = (isAbove ? top : innerHeight - bottom) - 12;
    node.style.left = `${left}px`;
    node.style.width = `${width}px`;
    node.style.maxHeight = `${Math.min(room, 320)}px`;
    node.style.top = isAbove ? 'auto' : `${bottom + 4}px`;
    node.style.bottom = isAbove ? `${innerHeight - top + 4}px` : 'auto';
  }

  /** @param {string} sentence */
  function say(sentence) {
    options = [];
    active = -1;
    node.replaceChildren(h('li', { class: 'nothing', role: 'presentation' }, sentence));
  }

  /** @param {readonly Option[] | string} found */
  function show(found) {
    if (typeof found === 'string') return say(found);
    if (found.length === 0) return say('No results');
    options = found;
    node.replaceChildren(...found.flatMap(rows));
    return activate(startsAtSelected ? Math.max(found.findIndex(isSelected), 0) : 0);
  }

  /**
   * @param {Option} option
   * @param {number} index
   */
  function rows(option, index) {
    const isFirstOfGroup = option.group !== undefined && option.group !== options[index - 1]?.group;
    const row = h(
      'li',
      {
        role: 'option',
        id: freshId(),
        'aria-selected': String(isSelected(option)),
        on: { click: () => pick(option) },
      },
      h('span', {}, option.text),
      option.description !== undefined && h('small', {}, option.description),
    );
    return isFirstOfGroup
      ? [h('li', { class: 'options-title', role: 'presentation' }, option.group), row]
      : [row];
  }

  /** @param {number} index */
  function activate(index) {
    const all = [...node.querySelectorAll('[role=option]')];
    all[active]?.classList.remove('active');
    active = (index + all.length) % all.length;
    const row = all[active];
    if (row === undefined) return;
    row.classList.add('active');
    row.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', row.id);
  }

  /**
   * Whether the key was for the list.
   * @param {KeyboardEvent} event
   */
  function keydown(event) {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) open('');
      else if (options.length > 0) activate(active + (key === 'ArrowDown' ? 1 : -1));
      return true;
    }
    if (!isOpen || (key !== 'Enter' && key !== 'Escape')) return false;
    event.preventDefault();
    event.stopPropagation();
    const option = options[active];
    if (key === 'Escape') close();
    else if (option !== undefined) pick(option);
    return true;
  }

  return { node, open, close, keydown, isOpen: () => isOpen };
}
