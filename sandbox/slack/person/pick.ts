import type { Core } from '../core.ts';
import type { Element } from '../kit/blocks.ts';
import type { Choice } from '../kit/composition.ts';
import type { Picked } from '../kit/form-state.ts';
import { codePoints } from '../kit/limits.ts';

/** What a person enters, in the shape of the element. `offered`: the options he can see. Throws when he could not. */
export function pick(
  core: Core,
  element: Element,
  values: readonly string[],
  offered: readonly Choice[],
): Picked {
  checkCount(element, values);
  switch (element.type) {
    case 'users_select':
    case 'multi_users_select':
      return ids(values.map((value) => userId(core, value)));
    case 'conversations_select':
    case 'multi_conversations_select':
    case 'channels_select':
    case 'multi_channels_select':
      return ids(values.map((value) => conversationId(core, element, value)));
    case 'static_select':
    case 'multi_static_select':
    case 'external_select':
    case 'multi_external_select':
    case 'radio_buttons':
    case 'checkboxes':
    case 'overflow':
      return { ids: [], options: values.map((value) => findOption(offered, value)) };
    case 'plain_text_input':
      checkLength(element, values[0] ?? '');
      return ids(values);
    case 'button':
      throw new Error('a button is pressed, not filled');
    default:
      return ids(values);
  }
}

function ids(values: readonly string[]): Picked {
  return { ids: values, options: [] };
}

function checkCount(element: Element, values: readonly string[]): void {
  const many = element.type.startsWith('multi_') || element.type === 'checkboxes';
  if (!many && values.length > 1) throw new Error(`a ${element.type} takes one value`);
  if (!('max_selected_items' in element) || element.max_selected_items === undefined) return;
  if (values.length > element.max_selected_items) {
    throw new Error(`at most ${element.max_selected_items} can be selected`);
  }
}

function checkLength(element: Extract<Element, { type: 'plain_text_input' }>, value: string): void {
  const { max_length: most = Infinity } = element;
  if (codePoints(value) > most) throw new Error(`the field takes ${most} characters, no more`);
  if (element.multiline !== true && value.includes('\n')) throw new Error('the field has one line');
}

function userId(core: Core, value: string): string {
  const user = core.workspace.user(value) ?? core.workspace.userNamed(value.replace(/^@/, ''));
  if (user === undefined) throw new Error(`nobody here is called ${value}`);
  return user.id;
}

const kinds = { public: 'public', private: 'private', im: 'im' } as const;

function conversationId(core: Core, element: Element, value: string): string {
  const { workspace } = core;
  const person =
    workspace.user(value) ?? (value.startsWith('@') ? workspace.userNamed(value.slice(1)) : undefined);
  const found =
    person === undefined
      ? (workspace.conversation(value) ?? workspace.channelNamed(value.replace(/^#/, '')))
      : workspace.directMessage(person.id);
  if (found === undefined) throw new Error(`there is no conversation ${value}`);
  const allowed = 'filter' in element ? element.filter?.include : undefined;
  if (allowed !== undefined && !allowed.includes(kinds[found.kind])) {
    throw new Error(`the field does not offer ${found.kind} conversations`);
  }
  return found.id;
}

/** The option with this value, else with this label. Throws with what there is. */
export function findOption(offered: readonly Choice[], value: string): Choice {
  const found = offered.find((one) => one.value === value) ?? offered.find((one) => one.text.text === value);
  if (found === undefined) {
    throw new Error(
      `no option "${value}" among: ${offered.map((one) => one.text.text).join(', ') || 'none'}`,
    );
  }
  return found;
}

/** The options an element lists itself. */
export function listedOptions(element: Element): readonly Choice[] {
  switch (element.type) {
    case 'checkboxes':
    case 'radio_buttons':
    case 'overflow':
      return element.options;
    case 'static_select':
    case 'multi_static_select':
      return element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
    default:
      return [];
  }
}
