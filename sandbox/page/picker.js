import { freshId, h } from './dom.js';
import { createOptionList } from './option-list.js';

/**
 * @typedef {import('./option-list.js').Option} Option
 * @typedef {{
 *   labelledBy?: string,
 *   label?: string,
 *   placeholder: string,
 *   isMulti: boolean,
 *   canBeEmpty: boolean,
 *   selected: readonly Option[],
 *   most?: number,
 *   load: (query: string, signal: AbortSignal) => Promise<readonly Option[] | string>,
 *   change: (values: readonly string[]) => Promise<unknown>,
 * }} PickerSettings
 */

/**
 * A field to pick one or several from a list that narrows down while one types. `load` answers options, or a sentence
 * to show in their place. `update` takes what is selected elsewhere.
 * @param {PickerSettings} settings
 */
export function createPicker(settings) {
  let selected = [...settings.selected];
  let pending = 0;
  const tokens = h('span', { class: 'tokens' });
  const clear = h(
    'button',
    { type: 'button', class: 'quiet clear', 'aria-label': 'Clear', on: { click: () => set([]) } },
    '×',
  );
  const input = h('input', {
    type: 'text',
    id: freshId(),
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-labelledby': settings.labelledBy,
    'aria-label': settings.label,
    on: {
      input: () => list.open(input.value),
      focus,
      blur,
      keydown,
      click: () => list.isOpen() || list.open(''),
    },
  });
  const box = h('div', { class: 'picker-box' }, tokens, input, clear);
  const list = createOptionList({
    input,
    box,
    pick,
    isSelected,
    load: settings.load,
    startsAtSelected: !settings.isMulti,
  });
  const node = h('div', { class: 'picker' }, box, list.node);
  render();

  /** @param {Option} option */
  function isSelected(option) {
    return selected.some((one) => one.value === option.value);
  }

  /** @param {Option} option */
  function pick(option) {
    list.close();
    if (!settings.isMulti) return set([option]);
    if (isSelected(option)) return set(selected.filter((one) => one.value !== option.value));
    if (settings.most !== undefined && selected.length >= settings.most) return undefined;
    return set([...selected, option]);
  }

  /** @param {Option[]} options */
  function set(options) {
    selected = options;
    render();
    pending += 1;
    const done = () => {
      pending -= 1;
    };
    settings.change(options.map((one) => one.value)).then(done, done);
  }

  function render() {
    const only = settings.isMulti ? undefined : selected[0];
    input.value = selectedText();
    input.placeholder = selected.length > 0 && settings.isMulti ? '' : settings.placeholder;
    clear.hidden = !(settings.canBeEmpty && only !== undefined);
    tokens.replaceChildren(...(settings.isMulti ? selected.map(token) : []));
  }

  /** @param {Option} option */
  function token(option) {
    const remove = () => {
      set(selected.filter((one) => one.value !== option.value));
      input.focus();
    };
    const button = h(
      'button',
      { type: 'button', 'aria-label': `Remove ${option.text}`, on: { click: remove } },
      '×',
    );
    return h('span', { class: 'token' }, option.text, button);
  }

  function focus() {
    input.select();
  }

  /** Only the text goes back to what is selected: a token that is being clicked must stay. */
  function blur() {
    list.close();
    input.value = selectedText();
  }

  function selectedText() {
    return settings.isMulti ? '' : (selected[0]?.text ?? '');
  }

  /** @param {KeyboardEvent} event */
  function keydown(event) {
    if (list.keydown(event)) return;
    if (event.key === 'Enter') {
      // Not for the form: here Enter is for the list.
      event.preventDefault();
      list.open('');
    }
    if (event.key === 'Backspace' && input.value === '' && settings.isMulti && selected.length > 0) {
      set(selected.slice(0, -1));
    }
  }

  return {
    node,
    input,
    /** @param {readonly Option[]} options */
    update(options) {
      const isSame =
        options.map((one) => one.value).join('\n') === selected.map((one) => one.value).join('\n');
      if (isSame || pending > 0) return;
      selected = [...options];
      render();
    },
  };
}
