import { type Block, type Element, elementsOf, placedIn } from './blocks.ts';
import { codePoints } from './limits.ts';

/** A fault of blocks that no single field shows: what, and the JSON pointer where. */
export interface Fault {
  readonly message: string;
  readonly pointer: string;
}

export type Surface = 'message' | 'modal' | 'home';

/** The rules of Block Kit that span several fields or blocks. */
export function brokenRules(blocks: readonly Block[], surface: Surface, base = '/blocks'): readonly Fault[] {
  const faults = blocks.flatMap((block, index) => blockFaults(block, surface, `${base}/${index}`));
  const focused = placedIn(blocks).filter(
    ({ element }) => 'focus_on_load' in element && element.focus_on_load,
  );
  if (focused.length > 1) {
    faults.push({ message: 'only one element can have `focus_on_load` set to true', pointer: base });
  }
  return [
    ...faults,
    ...duplicates(
      blocks.map((block) => block.block_id),
      'block_id',
      base,
    ),
  ];
}

function blockFaults(block: Block, surface: Surface, pointer: string): Fault[] {
  const elements = elementsOf(block);
  const faults: Fault[] = elements.flatMap((element) => elementFaults(element, block, surface, pointer));
  faults.push(
    ...duplicates(
      elements.map((element) => element.action_id),
      'action_id',
      pointer,
    ),
  );
  if ((block.type === 'markdown' || block.type === 'table') && surface !== 'message') {
    faults.push({ message: `unsupported type: ${block.type}`, pointer });
  }
  return faults;
}

function duplicates(ids: readonly (string | undefined)[], name: string, pointer: string): readonly Fault[] {
  const twice = ids.filter((id, index) => id !== undefined && ids.indexOf(id) !== index);
  return twice.map((id) => ({ message: `\`${name}\` ${id} already exists`, pointer }));
}

function elementFaults(element: Element, block: Block, surface: Surface, pointer: string): readonly Fault[] {
  const messages = [...optionFaults(element), ...lengthFaults(element)];
  if (element.type === 'file_input' && surface !== 'modal') messages.push('unsupported type: file_input');
  const wantsUrl = 'response_url_enabled' in element && element.response_url_enabled === true;
  if (wantsUrl && (surface !== 'modal' || block.type !== 'input')) {
    messages.push('`response_url_enabled` is only for input blocks of modals');
  }
  return messages.map((message) => ({ message, pointer: `${pointer}/${element.type}` }));
}

function lengthFaults(element: Element): string[] {
  if (element.type !== 'plain_text_input') return [];
  const { initial_value: value, min_length: least = 0, max_length: most = Infinity } = element;
  const faults: string[] = [];
  if (least > most) faults.push('`min_length` must not exceed `max_length`');
  if (value !== undefined && codePoints(value) > most)
    faults.push('`initial_value` is longer than `max_length`');
  return faults;
}

function optionFaults(element: Element): string[] {
  const faults: string[] = [];
  const offered = offeredOptions(element);
  if (element.type === 'static_select' || element.type === 'multi_static_select') {
    const both = element.options !== undefined && element.option_groups !== undefined;
    const neither = element.options === undefined && element.option_groups === undefined;
    if (both || neither) faults.push('must define either `options` or `option_groups`');
  }
  if (offered === undefined) return faults;
  const known = new Set(offered.map((one) => JSON.stringify(essence(one))));
  for (const initial of initialOptions(element)) {
    if (!known.has(JSON.stringify(essence(initial)))) faults.push('initial option is not among the options');
  }
  return faults;
}

interface AnyOption {
  readonly text: { readonly text: string };
  readonly value: string;
}

function essence(one: AnyOption): readonly string[] {
  return [one.text.text, one.value];
}

/** The options an element lists itself; `undefined` for elements that have none of their own. */
export function offeredOptions(element: Element): readonly AnyOption[] | undefined {
  switch (element.type) {
    case 'checkboxes':
    case 'radio_buttons':
    case 'overflow':
      return element.options;
    case 'static_select':
    case 'multi_static_select':
      return element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
    default:
      return undefined;
  }
}

function initialOptions(element: Element): readonly AnyOption[] {
  if ('initial_options' in element) return element.initial_options ?? [];
  if ('initial_option' in element && element.initial_option !== undefined) return [element.initial_option];
  return [];
}

/** Values that stand twice in one list of options: shown, but the person cannot tell what he picks. */
export function doubledValues(blocks: readonly Block[]): readonly string[] {
  return placedIn(blocks).flatMap(({ element }) => {
    const values = (offeredOptions(element) ?? []).map((one) => one.value);
    return values.filter((value, index) => values.indexOf(value) !== index);
  });
}
