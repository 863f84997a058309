import { describe, expect, it } from 'vitest';
import { limits } from '../../../../sandbox/slack/kit/limits.ts';
import { checkMessage } from '../../../../sandbox/slack/kit/message.ts';
import { checkView } from '../../../../sandbox/slack/kit/view.ts';
import {
  actions,
  button,
  input,
  many,
  modal,
  mrkdwn,
  option,
  options,
  type Piece,
  plain,
  section,
  textInput,
} from '../views.ts';

const letters = (count: number) => 'x'.repeat(count);
const element = (type: string) => (more: Piece) => input({ type, ...more });
const select = element('static_select');

/** What is limited, its limit, and a view with `count` of it. */
const inViews: readonly (readonly [what: string, limit: number, view: (count: number) => Piece])[] = [
  ['blocks in a view', limits.blocksInView, (count) => modal(many(count, () => ({ type: 'divider' })))],
  ['title', limits.viewTitle, (count) => modal([], { title: plain(letters(count)) })],
  ['submit', limits.viewSubmit, (count) => modal([], { submit: plain(letters(count)) })],
  ['close', limits.viewClose, (count) => modal([], { close: plain(letters(count)) })],
  ['private_metadata', limits.privateMetadata, (count) => modal([], { private_metadata: letters(count) })],
  ['callback_id', limits.identifier, (count) => modal([], { callback_id: letters(count) })],
  ['external_id', limits.identifier, (count) => modal([], { external_id: letters(count) })],
  ['block_id', limits.identifier, (count) => modal([{ type: 'divider', block_id: letters(count) }])],
  ['action_id', limits.identifier, (count) => modal([actions(button({ action_id: letters(count) }))])],
  ['header', limits.header, (count) => modal([{ type: 'header', text: plain(letters(count)) }])],
  ['section', limits.section, (count) => modal([section(letters(count))])],
  [
    'section fields',
    limits.sectionFields,
    (count) => modal([{ type: 'section', fields: many(count, () => plain('x')) }]),
  ],
  [
    'section field',
    limits.sectionField,
    (count) => modal([{ type: 'section', fields: [mrkdwn(letters(count))] }]),
  ],
  [
    'context elements',
    limits.contextElements,
    (count) => modal([{ type: 'context', elements: many(count, () => mrkdwn('x')) }]),
  ],
  ['actions elements', limits.actionsElements, (count) => modal([actions(...many(count, () => button()))])],
  [
    'input label',
    limits.inputLabel,
    (count) => modal([input(textInput(), { label: plain(letters(count)) })]),
  ],
  ['input hint', limits.inputHint, (count) => modal([input(textInput(), { hint: plain(letters(count)) })])],
  [
    'placeholder',
    limits.placeholder,
    (count) => modal([input(textInput({ placeholder: plain(letters(count)) }))]),
  ],
  [
    'initial text',
    limits.plainTextInput,
    (count) => modal([input(textInput({ initial_value: letters(count) }))]),
  ],
  ['max_length', limits.plainTextInput, (count) => modal([input(textInput({ max_length: count }))])],
  ['button text', limits.buttonText, (count) => modal([actions(button({ text: plain(letters(count)) }))])],
  ['button value', limits.buttonValue, (count) => modal([actions(button({ value: letters(count) }))])],
  ['button url', limits.buttonUrl, (count) => modal([actions(button({ url: letters(count) }))])],
  [
    'confirm title',
    limits.confirmTitle,
    (count) => modal([actions(button({ confirm: confirm({ title: plain(letters(count)) }) }))]),
  ],
  [
    'confirm text',
    limits.confirmText,
    (count) => modal([actions(button({ confirm: confirm({ text: mrkdwn(letters(count)) }) }))]),
  ],
  [
    'confirm button',
    limits.confirmButton,
    (count) => modal([actions(button({ confirm: confirm({ deny: plain(letters(count)) }) }))]),
  ],
  ['options', limits.options, (count) => modal([select({ options: options(count) })])],
  [
    'option text',
    limits.optionText,
    (count) => modal([select({ options: [option('a', { text: plain(letters(count)) })] })]),
  ],
  [
    'option value',
    limits.optionValue,
    (count) => modal([select({ options: [option('a', { value: letters(count) })] })]),
  ],
  [
    'option description',
    limits.optionDescription,
    (count) => modal([select({ options: [option('a', { description: plain(letters(count)) })] })]),
  ],
  [
    'option groups',
    limits.optionGroups,
    (count) =>
      modal([select({ option_groups: many(count, (index) => group(`${index}`, [option(`${index}`)])) })]),
  ],
  [
    'group label',
    limits.groupLabel,
    (count) => modal([select({ option_groups: [group(letters(count), options(1))] })]),
  ],
  [
    'group options',
    limits.options,
    (count) => modal([select({ option_groups: [group('g', options(count))] })]),
  ],
  [
    'overflow options',
    limits.overflowOptions,
    (count) => modal([actions({ type: 'overflow', options: options(count) })]),
  ],
  ['checkboxes', limits.choices, (count) => modal([element('checkboxes')({ options: options(count) })])],
  [
    'radio buttons',
    limits.choices,
    (count) => modal([element('radio_buttons')({ options: options(count) })]),
  ],
];

const inMessages: readonly (readonly [what: string, limit: number, args: (count: number) => Piece])[] = [
  [
    'blocks in a message',
    limits.blocksInMessage,
    (count) => ({ text: 'x', blocks: many(count, () => ({ type: 'divider' })) }),
  ],
  ['message text', limits.messageText, (count) => ({ text: letters(count) })],
  [
    'attachments',
    limits.attachments,
    (count) => ({ text: 'x', attachments: many(count, () => ({ text: 'x' })) }),
  ],
  [
    'markdown',
    limits.markdownTotal,
    (count) => ({ text: 'x', blocks: [{ type: 'markdown', text: letters(count) }] }),
  ],
  ['table rows', limits.tableRows, (count) => ({ text: 'x', blocks: [table(count, 1)] })],
  ['table columns', limits.tableColumns, (count) => ({ text: 'x', blocks: [table(1, count)] })],
];

function confirm(more: Piece): Piece {
  return { title: plain('t'), text: plain('x'), confirm: plain('y'), deny: plain('n'), ...more };
}

function group(label: string, of: readonly Piece[]): Piece {
  return { label: plain(label), options: of };
}

function table(rows: number, columns: number): Piece {
  const cell = { type: 'raw_text', text: 'x' };
  return { type: 'table', rows: many(rows, () => many(columns, () => cell)) };
}

describe('limits', () => {
  it.each(inViews)('%s: %i are allowed, one more is refused', (_, limit, view) => {
    expect(checkView(view(limit), 'modal')).not.toHaveProperty('error');
    expect(checkView(view(limit + 1), 'modal')).toMatchObject({ error: 'invalid_arguments' });
  });

  it.each(inMessages)('%s: %i are allowed, one more is refused', (_, limit, args) => {
    expect(checkMessage(args(limit))).not.toHaveProperty('error');
    expect(checkMessage(args(limit + 1))).toHaveProperty('error');
  });

  it('counts code points', () => {
    expect(checkView(modal([], { title: plain('😀'.repeat(24)) }), 'modal')).toHaveProperty('value');
    expect(checkView(modal([], { title: plain('😀'.repeat(25)) }), 'modal')).toHaveProperty('error');
  });

  it('counts the bytes of a view', () => {
    const blocks = many(100, () => section('ä'.repeat(1_240)));
    expect(checkView(modal(blocks), 'modal')).toMatchObject({ error: 'view_too_large' });
  });
});
