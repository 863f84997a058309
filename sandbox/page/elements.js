import { matching, offered, selectedIn } from './choices.js';
import { confirmed } from './confirm.js';
import { h } from './dom.js';
import { sayAddress } from './notice.js';
import { createPicker } from './picker.js';
import { plainLabel, textNodes } from './text.js';
import { textField } from './text-field.js';

/**
 * @typedef {import('./reader.js').Reader} Reader
 * @typedef {import('../slack/kit/blocks.ts').Element} Element
 * @typedef {import('../slack/kit/form-state.ts').ElementState} ElementState
 * @typedef {import('../slack/contract.ts').ShownOption} ShownOption
 * @typedef {{ block_id: string, action_id: string }} Ids
 * @typedef {string | readonly string[] | null} Value
 *
 * Where elements stand, and what happens to what is done with them.
 * @typedef {{
 *   reader: Reader,
 *   state: (ids: Ids) => ElementState | undefined,
 *   fill: (ids: Ids, value: Value) => Promise<unknown>,
 *   fillLater: (ids: Ids, value: string) => void,
 *   press: (ids: Ids, choice?: string) => Promise<unknown>,
 *   suggest: (ids: Ids, query: string, signal: AbortSignal) => Promise<readonly ShownOption[]>,
 * }} Surface
 *
 * How an element is named for those who can't see it, and what it has to know of its block.
 * @typedef {{ ids: Ids, labelledBy?: string, label?: string, isOptional?: boolean, tellsAtOnce?: boolean }} Setting
 *
 * @typedef {{ node: HTMLElement, focus: HTMLElement | undefined, update: (state: ElementState | undefined) => void }} Made
 */

const still = () => undefined;

/**
 * An element a person can act on.
 * @param {Element} element
 * @param {Surface} surface
 * @param {Setting} setting
 * @returns {Made}
 */
export function makeElement(element, surface, setting) {
  switch (element.type) {
    case 'button':
      return buttonOf(element, surface, setting);
    case 'overflow':
      return overflowOf(element, surface, setting);
    case 'checkboxes':
    case 'radio_buttons':
      return choicesOf(element, surface, setting);
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'rich_text_input':
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return textField(element, surface, setting);
    case 'file_input':
      return {
        node: h('p', { class: 'hint' }, 'Files can’t be chosen in this demo.'),
        focus: undefined,
        update: still,
      };
    default:
      return pickerOf(element, surface, setting);
  }
}

/**
 * @param {Extract<Element, { type: 'button' }>} element
 * @param {Surface} surface
 * @param {Setting} setting
 * @returns {Made}
 */
function buttonOf(element, surface, { ids }) {
  const press = async () => {
    if (!(await confirmed(element.confirm, surface.reader))) return;
    if (element.url !== undefined) sayAddress(element.url);
    node.setAttribute('aria-busy', 'true');
    await surface.press(ids).finally(() => node.removeAttribute('aria-busy'));
  };
  const node = h(
    'button',
    {
      type: 'button',
      class: `action ${element.style ?? ''}`,
      'aria-label': element.accessibility_label,
      on: { click: press },
    },
    plainLabel(element.text),
  );
  return { node, focus: node, update: still };
}

/**
 * @param {Extract<Element, { type: 'overflow' }>} element
 * @param {Surface} surface
 * @param {Setting} setting
 * @returns {Made}
 */
function overflowOf(element, surface, { ids }) {
  const choose = async () => {
    const chosen = element.options.find((one) => one.value === node.value);
    node.value = '';
    if (chosen === undefined || !(await confirmed(element.confirm, surface.reader))) return;
    if (chosen.url !== undefined) sayAddress(chosen.url);
    await surface.press(ids, chosen.value);
  };
  const options = element.options.map((one) => h('option', { value: one.value }, plainLabel(one.text)));
  const node = h('select', { class: 'overflow', 'aria-label': 'More actions', on: { change: choose } });
  node.append(h('option', { value: '' }, '…'), ...options);
  return { node, focus: node, update: still };
}

/**
 * @param {Extract<Element, { type: 'checkboxes' | 'radio_buttons' }>} element
 * @param {Surface} surface
 * @param {Setting} setting
 * @returns {Made}
 */
function choicesOf(element, surface, { ids, labelledBy, label }) {
  const isMany = element.type === 'checkboxes';
  const inputs = element.options.map((option) => {
    const type = isMany ? 'checkbox' : 'radio';
    return h('input', {
      type,
      name: `${ids.block_id} ${ids.action_id}`,
      value: option.value,
      on: { change: send },
    });
  });
  function send() {
    const values = inputs.filter((input) => input.checked).map((input) => input.value);
    void surface.fill(ids, isMany ? values : (values[0] ?? null));
  }
  const rows = element.options.map((option, index) =>
    h(
      'label',
      { class: 'choice' },
      inputs[index],
      h(
        'span',
        {},
        textNodes(option.text, surface.reader),
        option.description !== undefined && h('small', {}, textNodes(option.description, surface.reader)),
      ),
    ),
  );
  const role = isMany ? 'group' : 'radiogroup';
  const node = h('div', { class: 'choices', role, 'aria-labelledby': labelledBy, 'aria-label': label }, rows);
  /** @param {ElementState | undefined} state */
  const update = (state) => {
    const values = selectedIn(state, []).map((one) => one.value);
    for (const input of inputs) input.checked = values.includes(input.value);
  };
  update(surface.state(ids));
  return { node, focus: inputs[0], update };
}

/**
 * @param {Extract<Element, { type: `${string}select` }>} element
 * @param {Surface} surface
 * @param {Setting} setting
 * @returns {Made}
 */
function pickerOf(element, surface, { ids, labelledBy, label, isOptional = false }) {
  const own = offered(element, surface.reader);
  const isMulti = element.type.startsWith('multi_');
  const least = 'min_query_length' in element ? (element.min_query_length ?? 3) : 3;
  const placeholder =
    element.placeholder === undefined ? 'Select an option' : plainLabel(element.placeholder);
  const picker = createPicker({
    placeholder,
    isMulti,
    canBeEmpty: isOptional,
    selected: selectedIn(surface.state(ids), own ?? []),
    ...(labelledBy === undefined ? { label: label ?? placeholder } : { labelledBy }),
    ...('max_selected_items' in element && element.max_selected_items !== undefined
      ? { most: element.max_selected_items }
      : {}),
    load: async (query, signal) => {
      if (own !== undefined) return matching(own, query);
      if ([...query].length < least) return `Type at least ${least} ${least === 1 ? 'letter' : 'letters'}`;
      return surface.suggest(ids, query, signal);
    },
    change: async (values) => {
      if (!(await confirmed(element.confirm, surface.reader))) {
        setTimeout(() => picker.update(selectedIn(surface.state(ids), own ?? [])));
        return undefined;
      }
      return surface.fill(ids, isMulti ? values : (values[0] ?? null));
    },
  });
  return {
    node: picker.node,
    focus: picker.input,
    update: (state) => picker.update(selectedIn(state, own ?? [])),
  };
}
