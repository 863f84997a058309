import type { Message, ShownView } from '../contract.ts';
import type { Block, Element } from './blocks.ts';
import type { Text } from './composition.ts';
import type { ElementState, StateValues } from './form-state.ts';
import { type Names, readMrkdwn } from './markup.ts';
import { type RichTextPiece, richTextLines } from './rich-text.ts';
import { offeredOptions } from './rules.ts';

/** A message or view as lines of text, the way a person reads it. */
export function plainText(shown: Message | ShownView, names: Names): string {
  return 'ts' in shown ? messageText(shown, names) : viewText(shown, names);
}

function messageText(message: Message, names: Names): string {
  const body =
    message.blocks.length > 0
      ? blocksText(message.blocks, message.values, {}, names)
      : readMrkdwn(message.text, names);
  const attached = message.attachments.flatMap((one) =>
    [one.pretext, one.title, one.text].filter((part) => typeof part === 'string'),
  );
  const files = message.files.map((file) => `[file: ${file.name}]`);
  return [body, ...attached.map((part) => readMrkdwn(part, names)), ...files]
    .filter((line) => line !== '')
    .join('\n');
}

function viewText(view: ShownView, names: Names): string {
  const foot =
    view.type === 'home'
      ? ''
      : [view.close ?? 'Cancel', view.submit]
          .filter(Boolean)
          .map((one) => `[${one}]`)
          .join(' ');
  const head = view.type === 'home' ? '' : `# ${view.title}`;
  const body = blocksText(view.blocks, view.values, view.errors, names);
  return [head, body, foot].filter((line) => line !== '').join('\n');
}

/** Blocks as lines of text, with what is filled in and the errors at fields. */
function blocksText(
  blocks: readonly Block[],
  values: StateValues,
  errors: Readonly<Record<string, string>>,
  names: Names,
): string {
  return blocks
    .map((block) => {
      const state = (element: Element) => values[block.block_id ?? '']?.[element.action_id ?? ''];
      const error = errors[block.block_id ?? ''];
      const shown = blockText(block, state, names);
      return error === undefined ? shown : `${shown}\n! ${error}`;
    })
    .join('\n');
}

/** A text object as a person reads it. */
export function readText(text: Text | undefined, names: Names): string {
  if (text === undefined) return '';
  return text.type === 'mrkdwn' ? readMrkdwn(text.text, names) : text.text;
}

function blockText(
  block: Block,
  state: (element: Element) => ElementState | undefined,
  names: Names,
): string {
  switch (block.type) {
    case 'divider':
      return '---';
    case 'header':
      return block.text.text;
    case 'markdown':
      return readMrkdwn(block.text, names);
    case 'image':
      return `[image: ${block.alt_text}]`;
    case 'section': {
      const { accessory } = block;
      const side =
        accessory === undefined || accessory.type === 'image'
          ? ''
          : elementText(accessory, state(accessory), names);
      const lines = [
        readText(block.text, names),
        ...(block.fields ?? []).map((field) => readText(field, names)),
        side,
      ];
      return lines.filter((line) => line !== '').join('\n');
    }
    case 'context':
      return block.elements
        .map((one) => (one.type === 'image' ? `[image: ${one.alt_text}]` : readText(one, names)))
        .join(' ');
    case 'actions':
      return block.elements.map((element) => elementText(element, state(element), names)).join(' ');
    case 'input': {
      const hint = block.hint === undefined ? '' : `\n(${block.hint.text})`;
      const label = block.optional === true ? `${block.label.text} (optional)` : block.label.text;
      return `${label}: ${elementText(block.element, state(block.element), names)}${hint}`;
    }
    case 'rich_text':
      return richTextLines(block)
        .map((line) => line.map((piece) => pieceText(piece, names)).join(''))
        .join('\n');
    case 'table':
      return block.rows.map((row) => row.map((cell) => cellText(cell, names)).join(' | ')).join('\n');
  }
}

function cellText(cell: Extract<Block, { type: 'table' }>['rows'][number][number], names: Names): string {
  if (cell.type !== 'rich_text') return cell.text;
  return richTextLines(cell)
    .flat()
    .map((piece) => pieceText(piece, names))
    .join('');
}

function pieceText(piece: RichTextPiece, names: Names): string {
  switch (piece.type) {
    case 'text':
      return piece.text;
    case 'link':
      return piece.text ?? piece.url;
    case 'user':
      return `@${names.userName(piece.user_id) ?? piece.user_id}`;
    case 'channel':
      return `#${names.channelName(piece.channel_id) ?? piece.channel_id}`;
    case 'usergroup':
      return `(PINGS: @${piece.usergroup_id})`;
    case 'broadcast':
      return `(PINGS: @${piece.range})`;
    case 'emoji':
      return `:${piece.name}:`;
    case 'date':
      return piece.fallback ?? String(piece.timestamp);
  }
}

function elementText(element: Element, state: ElementState | undefined, names: Names): string {
  switch (element.type) {
    case 'button':
      return `[${element.text.text}]`;
    case 'overflow':
      return `[… ${element.options.map((one) => one.text.text).join(' / ')}]`;
    case 'checkboxes':
    case 'radio_buttons': {
      const held = new Set(heldBy(state, names));
      const shown = (offeredOptions(element) ?? []).map((one) => one.text.text);
      return shown.map((label) => `[${held.has(label) ? 'x' : ' '}] ${label}`).join(' ');
    }
    default: {
      const held = heldBy(state, names).join(', ');
      const placeholder = 'placeholder' in element ? (element.placeholder?.text ?? '') : '';
      return held === '' ? `{${placeholder}}` : held;
    }
  }
}

/** What an element's state holds, as shown: labels of options, names of people and conversations, text. */
function heldBy(state: ElementState | undefined, names: Names): readonly string[] {
  if (state === undefined) return [];
  return Object.entries(state)
    .filter(([key]) => key !== 'type')
    .flatMap(([key, value]): readonly unknown[] =>
      (Array.isArray(value) ? value : [value]).map((one) => shownAs(key, one, names)),
    )
    .filter((one) => typeof one === 'string');
}

function shownAs(key: string, value: unknown, names: Names): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    if (key.startsWith('selected_user')) return `@${names.userName(value) ?? value}`;
    if (key.startsWith('selected_c')) return `#${names.channelName(value) ?? value}`;
    return value;
  }
  if (typeof value !== 'object' || value === null || !('text' in value)) return undefined;
  const { text } = value;
  return typeof text === 'object' && text !== null && 'text' in text ? text.text : undefined;
}
