import type { Block, InputBlock } from '../kit/blocks.ts';
import { type ElementState, isEmpty } from '../kit/form-state.ts';
import { codePoints } from '../kit/limits.ts';
import type { OpenView } from '../view-store.ts';

/** What Slack's own client complains about before it sends anything, by block_id. */
export function clientErrors(view: OpenView): Readonly<Record<string, string>> {
  const errors = view.blocks.filter(isInput).flatMap((block) => {
    const { block_id: blockId = '', element } = block;
    const state = view.values[blockId]?.[element.action_id ?? ''];
    const error = clientError(block, state);
    return error === undefined ? [] : [[blockId, error] as const];
  });
  return Object.fromEntries(errors);
}

function isInput(block: Block): block is InputBlock {
  return block.type === 'input';
}

function clientError(block: InputBlock, state: ElementState | undefined): string | undefined {
  const { element } = block;
  if (isEmpty(state)) return block.optional === true ? undefined : 'Please complete this required field.';
  const value = typeof state?.value === 'string' ? state.value : '';
  switch (element.type) {
    case 'plain_text_input':
      return codePoints(value) < (element.min_length ?? 0)
        ? `Enter at least ${element.min_length} characters.`
        : undefined;
    case 'email_text_input':
      return /^\S+@\S+\.\S+$/.test(value) ? undefined : 'Enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(value) ? undefined : 'Enter a valid URL.';
    case 'number_input':
      return numberError(element, value);
    default:
      return undefined;
  }
}

function numberError(
  element: Extract<InputBlock['element'], { type: 'number_input' }>,
  value: string,
): string | undefined {
  const number = Number(value);
  if (Number.isNaN(number)) return 'Enter a number.';
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return 'Enter a whole number.';
  if (number < Number(element.min_value ?? -Infinity)) return `Enter ${element.min_value} or more.`;
  return number > Number(element.max_value ?? Infinity) ? `Enter ${element.max_value} or less.` : undefined;
}
