import { describe, expect, it } from 'vitest';
import { checkMessage } from '../../../../sandbox/slack/kit/message.ts';
import { checkView } from '../../../../sandbox/slack/kit/view.ts';
import {
  actions,
  button,
  input,
  modal,
  mrkdwn,
  option,
  options,
  type Piece,
  plain,
  section,
  textInput,
} from '../views.ts';

const twice = (id: string) => [section('a'), section('b')].map((block) => ({ ...block, block_id: id }));
const focused = input(textInput({ focus_on_load: true }));
const select = (more: Piece) => modal([input({ type: 'static_select', ...more })]);

const views: readonly (readonly [why: string, view: unknown])[] = [
  ['no view', undefined],
  ['not an object', 'text'],
  ['an unknown type', { ...modal([]), type: 'dialog' }],
  ['no title', { type: 'modal', blocks: [] }],
  ['no blocks', { type: 'modal', title: plain('Title') }],
  ['an empty title', modal([], { title: plain('') })],
  ['mrkdwn in a title', modal([], { title: mrkdwn('x') })],
  ['an id, as in a view from a payload', modal([], { id: 'V1' })],
  ['a state, as in a view from a payload', modal([], { state: { values: {} } })],
  ['null for a missing close', modal([], { close: null })],
  ['an input but no submit', { type: 'modal', title: plain('Title'), blocks: [input(textInput())] }],
  ['an unknown block', modal([{ type: 'alarm' }])],
  ['an unknown element', modal([actions({ type: 'lever' })])],
  ['an unknown property in a block', modal([{ ...section('x'), colour: 'red' }])],
  ['an unknown property in an element', modal([actions(button({ colour: 'red' }))])],
  ['an unknown property in a text', modal([{ type: 'section', text: { ...mrkdwn('x'), emoji: true } }])],
  ['an unknown property in an option', select({ options: [option('a', { selected: true })] })],
  ['a section without text and fields', modal([{ type: 'section' }])],
  ['an empty text', modal([section('')])],
  ['an empty block_id', modal([{ type: 'divider', block_id: '' }])],
  ['an empty action_id', modal([actions(button({ action_id: '' }))])],
  ['a block_id twice', modal(twice('same'))],
  ['an action_id twice in a block', modal([actions(button({ action_id: 'a' }), button({ action_id: 'a' }))])],
  ['no elements in actions', modal([actions()])],
  ['a button in an input', modal([input(button())])],
  ['a text field outside an input', modal([actions(textInput())])],
  ['no options', select({ options: [] })],
  ['neither options nor groups', select({})],
  [
    'both options and groups',
    select({ options: options(1), option_groups: [{ label: plain('g'), options: options(1) }] }),
  ],
  ['an empty group', select({ option_groups: [{ label: plain('g'), options: [] }] })],
  ['an empty option value', select({ options: [option('a', { value: '' })] })],
  ['an initial option that is not offered', select({ options: options(2), initial_option: option('other') })],
  ['empty initial options', modal([input({ type: 'checkboxes', options: options(2), initial_options: [] })])],
  [
    'initial options that are not offered',
    modal([input({ type: 'checkboxes', options: options(2), initial_options: [option('x')] })]),
  ],
  ['no place for a selected item', modal([input({ type: 'multi_users_select', max_selected_items: 0 })])],
  ['mrkdwn in an option of a select', select({ options: [option('a', { text: mrkdwn('a') })] })],
  ['a fraction of a letter', modal([input(textInput({ max_length: 1.5 }))])],
  ['min_length over max_length', modal([input(textInput({ min_length: 5, max_length: 4 }))])],
  ['an initial text over max_length', modal([input(textInput({ initial_value: 'abc', max_length: 2 }))])],
  ['two fields with focus', modal([focused, focused])],
  ['an empty filter', modal([input({ type: 'conversations_select', filter: {} })])],
  [
    'response_url_enabled outside an input',
    modal([actions({ type: 'conversations_select', response_url_enabled: true })]),
  ],
  [
    'a confirm without a button',
    modal([actions(button({ confirm: { title: plain('t'), text: plain('x') } }))]),
  ],
  ['markdown in a modal', modal([{ type: 'markdown', text: 'x' }])],
  ['a picture without a source', modal([{ type: 'image', alt_text: 'x' }])],
  ['a wrong style', modal([actions(button({ style: 'warning' }))])],
  ['a home tab', { type: 'home', blocks: [] }],
];

const messages: readonly (readonly [why: string, error: string, args: Piece])[] = [
  ['blocks that are no list', 'invalid_blocks_format', { text: 'x', blocks: 'nonsense' }],
  ['a wrong block', 'invalid_blocks', { text: 'x', blocks: [{ type: 'section' }] }],
  ['a block_id twice', 'invalid_blocks', { text: 'x', blocks: twice('same') }],
  ['a file field', 'invalid_blocks', { text: 'x', blocks: [input({ type: 'file_input' })] }],
  ['attachments that are no list', 'invalid_attachments_format', { text: 'x', attachments: {} }],
  [
    'an unknown property of an attachment',
    'invalid_attachments',
    { text: 'x', attachments: [{ colour: 'red' }] },
  ],
  ['metadata without a type', 'invalid_metadata_format', { text: 'x', metadata: { event_payload: {} } }],
  [
    'metadata with a payload that is no object',
    'invalid_metadata_format',
    { text: 'x', metadata: { event_type: 'a', event_payload: 'x' } },
  ],
  ['text that is no text', 'invalid_arguments', { text: 7 }],
];

describe('what Slack refuses', () => {
  it.each(views)('a view with %s', (_, view) => {
    const checked = checkView(view, 'modal');
    expect(checked).toMatchObject({ error: 'invalid_arguments' });
    expect('messages' in checked && checked.messages.length > 0).toBe(true);
  });

  it.each(messages)('a message with %s', (_, error, args) => {
    expect(checkMessage(args)).toMatchObject({ error });
  });

  it('says where, as Slack does', () => {
    const checked = checkView(modal([section('fine'), section('x'.repeat(3_001))]), 'modal');
    expect(checked).toMatchObject({
      messages: ['[ERROR] must be less than 3001 characters [json-pointer:/view/blocks/1/text/text]'],
    });
  });
});
