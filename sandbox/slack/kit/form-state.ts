import { type Block, type Element, placedIn } from './blocks.ts';
import type { Choice } from './composition.ts';
import { offeredOptions } from './rules.ts';

/** What an element holds, in the shape of `state.values`. */
export interface ElementState {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** By block_id, then action_id. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, ElementState>>>>;

/** What a new value is made of, before it takes the element's shape. */
export interface Picked {
  /** Text, date, time, ids of people or conversations. */
  readonly ids: readonly string[];
  /** Options of selects, radio buttons and checkboxes. */
  readonly options: readonly Choice[];
}

/** The state of an element that holds `picked`; `undefined` for buttons and overflow menus, which hold nothing. */
export function stateOf(element: Element, picked: Picked): ElementState | undefined {
  const { type } = element;
  const one = picked.ids[0] ?? null;
  const chosen = picked.options[0] ?? null;
  switch (type) {
    case 'button':
    case 'overflow':
      return undefined;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: one === '' ? null : one };
    case 'rich_text_input':
      return one === null || one === '' ? { type } : { type, rich_text_value: richTextOf(one) };
    case 'file_input':
      return { type, files: [] };
    case 'datepicker':
      return { type, selected_date: one };
    case 'timepicker':
      return { type, selected_time: one };
    case 'datetimepicker':
      return { type, selected_date_time: one === null ? null : Number(one) };
    case 'users_select':
      return { type, selected_user: one };
    case 'multi_users_select':
      return { type, selected_users: picked.ids };
    case 'conversations_select':
      return { type, selected_conversation: one };
    case 'multi_conversations_select':
      return { type, selected_conversations: picked.ids };
    case 'channels_select':
      return { type, selected_channel: one };
    case 'multi_channels_select':
      return { type, selected_channels: picked.ids };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: chosen };
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select':
      return { type, selected_options: picked.options };
  }
}

function richTextOf(text: string): unknown {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  };
}

/** What an element shows before anybody touched it. `here`: the conversation the person came from. */
export function initialPick(element: Element, here: string | undefined): Picked {
  const ids = (...values: readonly (string | number | undefined)[]): Picked => ({
    ids: values.filter((value) => value !== undefined).map(String),
    options: [],
  });
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return ids(element.initial_value);
    case 'datepicker':
      return ids(element.initial_date);
    case 'timepicker':
      return ids(element.initial_time);
    case 'datetimepicker':
      return ids(element.initial_date_time);
    case 'users_select':
      return ids(element.initial_user);
    case 'multi_users_select':
      return ids(...(element.initial_users ?? []));
    case 'channels_select':
      return ids(element.initial_channel);
    case 'multi_channels_select':
      return ids(...(element.initial_channels ?? []));
    case 'conversations_select':
      return ids(
        element.initial_conversation ?? (element.default_to_current_conversation ? here : undefined),
      );
    case 'multi_conversations_select': {
      const current = element.default_to_current_conversation && here !== undefined ? [here] : [];
      return ids(...(element.initial_conversations ?? current));
    }
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { ids: [], options: element.initial_option === undefined ? [] : [element.initial_option] };
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select':
      return { ids: [], options: element.initial_options ?? [] };
    default:
      return { ids: [], options: [] };
  }
}

/**
 * The state of a list of blocks. An element that was there before with the same block_id, action_id and type keeps what
 * the person put in; any other starts from its initial value (Slack's rule for updates).
 */
export function stateFor(
  blocks: readonly Block[],
  before: StateValues,
  here: string | undefined,
): StateValues {
  const values: Record<string, Record<string, ElementState>> = {};
  for (const { block, element } of placedIn(blocks)) {
    const { block_id: blockId = '' } = block;
    const { action_id: actionId = '' } = element;
    const kept = before[blockId]?.[actionId];
    const fresh = stateOf(element, initialPick(element, here));
    const state = kept?.type === element.type && stillOffered(element, kept) ? kept : fresh;
    if (state !== undefined) values[blockId] = { ...values[blockId], [actionId]: state };
  }
  return values;
}

/** A choice whose option is gone from a static list cannot be kept. */
function stillOffered(element: Element, kept: ElementState): boolean {
  const offered = offeredOptions(element);
  if (offered === undefined) return true;
  const known = new Set(offered.map((one) => one.value));
  return valuesOf(kept).every((value) => known.has(value));
}

/** The option values an element's state holds. */
function valuesOf(state: ElementState): readonly string[] {
  const { selected_option: one, selected_options: many } = state;
  const all: readonly unknown[] = Array.isArray(many) ? many : [one];
  return all.flatMap((option) =>
    typeof option === 'object' && option !== null && 'value' in option && typeof option.value === 'string'
      ? [option.value]
      : [],
  );
}

/** Whether an element holds nothing: what Slack's client checks for required fields. */
export function isEmpty(state: ElementState | undefined): boolean {
  if (state === undefined) return true;
  return Object.entries(state)
    .filter(([key]) => key !== 'type')
    .every(
      ([, value]) =>
        value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0),
    );
}
