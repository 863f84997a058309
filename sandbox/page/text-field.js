import { h } from './dom.js';
import { plainLabel } from './text.js';

/**
 * @typedef {import('./elements.js').Surface} Surface
 * @typedef {import('./elements.js').Setting} Setting
 * @typedef {import('./elements.js').Made} Made
 * @typedef {import('./elements.js').Element} Element
 * @typedef {Extract<Element, { type: 'plain_text_input' | 'email_text_input' | 'url_text_input' | 'number_input'
 *   | 'rich_text_input' | 'datepicker' | 'timepicker' | 'datetimepicker' }>} Typed
 */

/** @type {Record<Typed['type'], string>} */
const types = {
  plain_text_input: 'text',
  rich_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'text',
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

/**
 * A field for text, a date or a time. What is typed is sent a little later; where the bot wants to know at once, with
 * Enter or at each letter, as the field says.
 * @param {Typed} element
 * @param {Surface} surface
 * @param {Setting} setting
 * @returns {Made}
 */
export function textField(element, surface, { ids, labelledBy, label, tellsAtOnce = false }) {
  const isMultiline =
    element.type === 'rich_text_input' || ('multiline' in element && element.multiline === true);
  const isPicked = ['datepicker', 'timepicker', 'datetimepicker'].includes(element.type);
  const onLetters = triggersOf(element).includes('on_character_entered');
  const onEnter = tellsAtOnce && triggersOf(element).includes('on_enter_pressed');
  const common = {
    'aria-labelledby': labelledBy,
    'aria-label': label,
    placeholder:
      'placeholder' in element && element.placeholder !== undefined
        ? plainLabel(element.placeholder)
        : undefined,
    maxlength: 'max_length' in element ? element.max_length : undefined,
    autocomplete: 'off',
    on: { input, change, keydown },
  };
  const node = isMultiline
    ? h('textarea', { ...common, rows: 3 })
    : h('input', { ...common, type: types[element.type], spellcheck: 'false' });
  node.value = valueIn(surface.state(ids));

  function value() {
    if (element.type !== 'datetimepicker' || node.value === '') return node.value;
    return String(Math.floor(new Date(node.value).getTime() / 1000));
  }
  function input() {
    if (isPicked) return;
    if (!tellsAtOnce) surface.fillLater(ids, node.value);
    else if (onLetters) void surface.fill(ids, node.value);
  }
  function change() {
    if (isPicked || tellsAtOnce) void surface.fill(ids, value() === '' ? null : value());
  }
  /** @param {KeyboardEvent} event */
  function keydown(event) {
    if (event.key !== 'Enter' || !onEnter || isMultiline) return;
    event.preventDefault();
    void surface.fill(ids, node.value);
  }
  // What one types is nobody else's to change: another value comes with another field.
  return { node, focus: node, update: () => undefined };
}

/** @param {Typed} element */
function triggersOf(element) {
  const config = 'dispatch_action_config' in element ? element.dispatch_action_config : undefined;
  return config?.trigger_actions_on ?? ['on_enter_pressed'];
}

/** @param {Readonly<Record<string, unknown>>} [state] */
function valueIn(state = {}) {
  const { value, selected_date: date, selected_time: time, selected_date_time: moment } = state;
  if (typeof moment === 'number') {
    const local = new Date(moment * 1000 - new Date().getTimezoneOffset() * 60_000);
    return local.toISOString().slice(0, 16);
  }
  return [value, date, time].find((one) => typeof one === 'string') ?? '';
}
