import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RawBot, rawBot } from './raw-bot.ts';
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
} from './views.ts';

let bot: RawBot;
beforeAll(async () => {
  bot = await rawBot();
});
afterAll(() => bot.stop());
beforeEach(() => {
  bot.answerWith(undefined);
  bot.slack.clearBreaches();
});

const ann = () => bot.slack.as('U0ANN');
const last = () => bot.envelopes.at(-1)?.payload;

async function open(blocks: readonly Piece[], more: Piece = {}): Promise<void> {
  const { triggerId } = await ann().type('C0MARKET', '/docspace-group');
  expect(await bot.call('views.open', { trigger_id: triggerId, view: modal(blocks, more) })).toMatchObject({
    ok: true,
  });
}

async function post(...elements: readonly Piece[]): Promise<void> {
  const blocks = [{ ...actions(...elements), block_id: 'row' }];
  expect(await bot.call('chat.postMessage', { channel: 'C0MARKET', text: 'card', blocks })).toMatchObject({
    ok: true,
  });
}

describe('typing', () => {
  it.each([
    ['add @bob and @kim2.', 'add <@U0BOB|bob> and <@U0KIM2|kim2>.'],
    ['in #general and #leads', 'in <#C0GENERAL|general> and <#G0LEADS|>'],
    ['R&D <b> <!channel> <@U0BOB>', 'R&amp;D &lt;b&gt; &lt;!channel&gt; &lt;@U0BOB&gt;'],
    ['see https://x.example/a?b=1&c=2', 'see <https://x.example/a?b=1&amp;c=2>'],
    ['ann@example.com @nobody', '<mailto:ann@example.com|ann@example.com> @nobody'],
    ['ping @here', 'ping <!here>'],
    ['Grüße 😀', 'Grüße 😀'],
  ])('%s', async (typed, text) => {
    const delivery = await ann().type('C0MARKET', `/docspace-group   ${typed}  `);
    expect(delivery.payload).toEqual({
      token: expect.any(String),
      team_id: 'T0HOME',
      team_domain: 'sandbox',
      channel_id: 'C0MARKET',
      channel_name: 'marketing',
      user_id: 'U0ANN',
      user_name: 'ann',
      command: '/docspace-group',
      text,
      api_app_id: 'A0APP',
      is_enterprise_install: 'false',
      response_url: delivery.responseUrl,
      trigger_id: delivery.triggerId,
    });
  });

  it('is possible only where he is, and only for commands there are', async () => {
    await expect(bot.slack.as('U0BOB').type('G0SECRET', '/docspace-group')).rejects.toThrow(
      'U0BOB is not in G0SECRET',
    );
    await expect(ann().type('C0MARKET', '/other')).rejects.toThrow('/other is not a valid command');
    expect(() => bot.slack.as('U0NOBODY')).toThrow('no user U0NOBODY');
    const { payload } = await ann().type('D0ANN', '/docspace-group');
    expect(payload.channel_name).toBe('directmessage');
  });
});

describe('filling', () => {
  const offered = options(3);
  it.each([
    ['plain_text_input', {}, 'text', { value: 'text' }],
    ['email_text_input', {}, 'a@b.example', { value: 'a@b.example' }],
    ['url_text_input', {}, 'https://b.example', { value: 'https://b.example' }],
    ['number_input', { is_decimal_allowed: false }, '7', { value: '7' }],
    ['datepicker', {}, '2026-11-21', { selected_date: '2026-11-21' }],
    ['timepicker', {}, '14:20', { selected_time: '14:20' }],
    ['datetimepicker', {}, '1763000000', { selected_date_time: 1_763_000_000 }],
    ['users_select', {}, '@bob', { selected_user: 'U0BOB' }],
    ['multi_users_select', {}, ['U0BOB', 'cid'], { selected_users: ['U0BOB', 'U0CID'] }],
    ['conversations_select', {}, '#general', { selected_conversation: 'C0GENERAL' }],
    ['multi_conversations_select', {}, ['@bob', 'G0LEADS'], { selected_conversations: ['D0BOB', 'G0LEADS'] }],
    ['channels_select', {}, 'C0GENERAL', { selected_channel: 'C0GENERAL' }],
    ['multi_channels_select', {}, ['C0GENERAL'], { selected_channels: ['C0GENERAL'] }],
    ['static_select', { options: offered }, 'option 1', { selected_option: offered[1] }],
    ['multi_static_select', { options: offered }, ['option 2'], { selected_options: [offered[2]] }],
    ['radio_buttons', { options: offered }, 'option 0', { selected_option: offered[0] }],
    [
      'checkboxes',
      { options: offered },
      ['option 0', 'option 2'],
      { selected_options: [offered[0], offered[2]] },
    ],
    ['rich_text_input', {}, 'text', { rich_text_value: expect.objectContaining({ type: 'rich_text' }) }],
  ])('a %s', async (type, more, value, held) => {
    await open([input({ type, action_id: 'a', ...more }, { block_id: 'b' })]);
    expect(await ann().submit()).toMatchObject({
      kind: 'errors',
      by: 'slack',
      errors: { b: expect.any(String) },
    });
    await ann().fill('Label', value);
    expect(await ann().submit()).toMatchObject({ kind: 'closed' });
    expect(last()).toMatchObject({ view: { state: { values: { b: { a: { type, ...held } } } } } });
    expect(last()).toMatchObject({ view: { state: { values: { b: { a: { type } } } } } });
  });

  it.each([
    ['too long a text', textInput({ max_length: 2 }), 'abc', 'the field takes 2 characters'],
    ['a second line', textInput(), 'a\nb', 'the field has one line'],
    [
      'an option that is not there',
      { type: 'static_select', options: offered },
      'other',
      'no option "other" among: option 0',
    ],
    ['a person who is not there', { type: 'users_select' }, 'nobody', 'nobody here is called nobody'],
    ['too many people', { type: 'multi_users_select', max_selected_items: 1 }, ['ann', 'bob'], 'at most 1'],
    ['two people for one', { type: 'users_select' }, ['ann', 'bob'], 'takes one value'],
    [
      'a kind of conversation that is not offered',
      { type: 'conversations_select', filter: { include: ['public'] } },
      'G0LEADS',
      'does not offer private',
    ],
    [
      'an option the bot does not offer',
      { type: 'external_select', min_query_length: 0 },
      'other',
      'no option "other"',
    ],
  ])('refuses %s', async (_, element, value, error) => {
    bot.answerWith(undefined);
    await open([input(element)]);
    bot.answerWith({ options: [] });
    await expect(ann().fill('Label', value)).rejects.toThrow(error);
  });

  it('with dispatch_action tells the bot', async () => {
    await open([input({ type: 'users_select', action_id: 'a' }, { block_id: 'b', dispatch_action: true })]);
    const delivery = await ann().fill('a', 'U0BOB');
    expect(delivery?.kind).toBe('block_actions');
    expect(last()).toMatchObject({
      type: 'block_actions',
      team: { id: 'T0HOME', domain: 'sandbox' },
      user: { id: 'U0ANN', username: 'ann', name: 'ann', team_id: 'T0HOME' },
      api_app_id: 'A0APP',
      container: { type: 'view', view_id: ann().modal()?.id },
      view: { id: ann().modal()?.id, state: { values: { b: { a: { selected_user: 'U0BOB' } } } } },
      enterprise: null,
      is_enterprise_install: false,
      actions: [
        {
          type: 'users_select',
          block_id: 'b',
          action_id: 'a',
          selected_user: 'U0BOB',
          action_ts: expect.any(String),
        },
      ],
    });
  });

  it('empties a field', async () => {
    await open([input(textInput({ action_id: 'a', initial_value: 'x' }), { block_id: 'b', optional: true })]);
    await ann().fill('b', null);
    expect(ann().modal()?.values).toEqual({ b: { a: { type: 'plain_text_input', value: null } } });
  });

  it('takes what a type-ahead showed, by label or value', async () => {
    await open([
      input({ type: 'multi_external_select', action_id: 'a', min_query_length: 2 }, { block_id: 'b' }),
    ]);
    bot.answerWith({ options: [option('one', { value: 'id-1' }), option('two', { value: 'id-2' })] });
    await ann().suggest('a', 'xx');
    const before = bot.envelopes.length;
    await ann().fill('a', ['id-1', 'two']);
    expect(bot.envelopes).toHaveLength(before);
    expect(ann().modal()?.values.b?.a).toMatchObject({
      selected_options: [{ value: 'id-1' }, { value: 'id-2' }],
    });
  });

  it.each([
    ['email_text_input', {}, 'nonsense', 'Enter a valid email address.'],
    ['url_text_input', {}, 'nonsense', 'Enter a valid URL.'],
    ['number_input', { is_decimal_allowed: false }, '1.5', 'Enter a whole number.'],
    ['number_input', { is_decimal_allowed: true, max_value: '2' }, '3', 'Enter 2 or less.'],
    ['plain_text_input', { min_length: 3 }, 'ab', 'Enter at least 3 characters.'],
  ])('a %s wrongly is seen before the bot is asked', async (type, more, value, error) => {
    await open([input({ type, ...more }, { block_id: 'b' })]);
    await ann().fill('b', value);
    expect(await ann().submit()).toMatchObject({ kind: 'errors', by: 'slack', errors: { b: error } });
  });
});

describe('pressing', () => {
  it('a button in a message says all about it', async () => {
    await post(button({ action_id: 'go', value: 'id-1', style: 'primary' }));
    const delivery = await ann().press('Press');
    expect(last()).toMatchObject({
      container: { type: 'message', channel_id: 'C0MARKET', is_ephemeral: false },
      channel: { id: 'C0MARKET', name: 'marketing' },
      message: { text: 'card', bot_id: 'B0BOT', blocks: [{ block_id: 'row' }] },
      state: { values: {} },
      response_url: delivery.responseUrl,
      trigger_id: delivery.triggerId,
      actions: [
        {
          type: 'button',
          block_id: 'row',
          action_id: 'go',
          value: 'id-1',
          text: plain('Press'),
          style: 'primary',
        },
      ],
    });
  });

  it('picks in an overflow menu and in selects of a message', async () => {
    await post(
      { type: 'overflow', action_id: 'menu', options: options(2) },
      { type: 'users_select', action_id: 'who' },
    );
    await ann().press('menu', undefined, 'option 1');
    expect(last()).toMatchObject({ actions: [{ type: 'overflow', selected_option: { value: 'option 1' } }] });
    await ann().press('who', undefined, '@bob');
    expect(last()).toMatchObject({
      state: { values: { row: { who: { selected_user: 'U0BOB' } } } },
      actions: [{ selected_user: 'U0BOB' }],
    });
    await expect(ann().press('menu')).rejects.toThrow('needs a choice');
  });

  it('means the newest message, unless told which', async () => {
    await post(button({ value: 'old' }));
    const old = ann().messages('C0MARKET').at(-1);
    await post(button({ value: 'new' }));
    await ann().press('Press');
    expect(last()).toMatchObject({ actions: [{ value: 'new' }] });
    await ann().press('press', old);
    expect(last()).toMatchObject({ actions: [{ value: 'old' }] });
  });

  it('needs something to press, and one thing only', async () => {
    await expect(ann().press('Nothing')).rejects.toThrow('U0ANN sees no "Nothing"');
    await post(button({ action_id: 'one' }), button({ action_id: 'two' }));
    await expect(ann().press('Press')).rejects.toThrow('"Press" is not the only one');
    await ann().press({ block_id: 'row', action_id: 'two' });
    expect(last()).toMatchObject({ actions: [{ action_id: 'two' }] });
  });

  it('cannot reach what he does not see', async () => {
    await bot.call('chat.postMessage', {
      channel: 'G0LEADS',
      text: 'x',
      blocks: [actions(button({ text: plain('Secret') }))],
    });
    await expect(bot.slack.as('U0CID').press('Secret')).rejects.toThrow('sees no "Secret"');
    await bot.slack.as('U0BOB').press('Secret');
    expect(last()).toMatchObject({ channel: { name: 'privategroup' } });
  });
});

describe('modals, home and shortcuts', () => {
  it('closing tells the bot if the modal asked for it', async () => {
    await open([section('x')]);
    expect(await ann().closeModal()).toBeUndefined();
    await open([section('x')], { notify_on_close: true, callback_id: 'mine' });
    await ann().closeModal();
    expect(last()).toMatchObject({ type: 'view_closed', is_cleared: false, view: { callback_id: 'mine' } });
    await open([section('x')], { notify_on_close: true });
    await ann().closeModal({ all: true });
    expect(last()).toMatchObject({ type: 'view_closed', is_cleared: true });
    await expect(ann().closeModal()).rejects.toThrow('no modal open');
  });

  it('submitting needs a button', async () => {
    const { triggerId } = await ann().type('C0MARKET', '/docspace-group');
    const view = { type: 'modal', title: plain('Working'), blocks: [] };
    await bot.call('views.open', { trigger_id: triggerId, view });
    await expect(ann().submit()).rejects.toThrow('the modal "Working" has no submit button');
  });

  it('a submission carries response_urls where a field asks for one', async () => {
    const field = {
      type: 'conversations_select',
      action_id: 'a',
      default_to_current_conversation: true,
      response_url_enabled: true,
    };
    await open([input(field, { block_id: 'b' })], { private_metadata: 'mine' });
    await ann().submit();
    expect(last()).toMatchObject({
      type: 'view_submission',
      view: { private_metadata: 'mine', app_id: 'A0APP', bot_id: 'B0BOT', previous_view_id: null },
      response_urls: [
        {
          block_id: 'b',
          action_id: 'a',
          channel_id: 'C0MARKET',
          response_url: expect.stringContaining('/commands/'),
        },
      ],
    });
  });

  it('a home tab is opened as an event', async () => {
    await ann().openHome();
    expect(last()).toMatchObject({
      type: 'event_callback',
      event: { type: 'app_home_opened', user: 'U0ANN', channel: 'D0ANN', tab: 'home' },
    });
    await bot.call('views.publish', {
      user_id: 'U0ANN',
      view: { type: 'home', blocks: [actions(button({ action_id: 'start' }))] },
    });
    await ann()
      .closeModal()
      .catch(() => undefined);
    await ann().press('start');
    expect(last()).toMatchObject({ container: { type: 'view' }, view: { type: 'home' } });
  });

  it('shortcuts are global or on a message', async () => {
    await ann().shortcut('groups');
    expect(last()).toMatchObject({ type: 'shortcut', callback_id: 'groups', enterprise: null });
    await post(button());
    const message = ann().messages('C0MARKET').at(-1);
    if (message === undefined) throw new Error('no message');
    await ann().messageShortcut('about', message);
    expect(last()).toMatchObject({
      type: 'message_action',
      callback_id: 'about',
      message_ts: message.ts,
      message: { text: 'card' },
    });
  });
});

describe('what a person reads', () => {
  it('is plain text', async () => {
    const view = { type: 'home', blocks: shown() };
    await bot.call('views.publish', { user_id: 'U0BOB', view });
    const home = bot.slack.as('U0BOB').home();
    expect(home && bot.slack.plainText(home)).toBe(
      [
        'Header',
        'for @ann in #general: link & <b> at noon',
        'left',
        'right',
        '[… option 0 / option 1]',
        'small [image: a cat]',
        '---',
        '[Press] {Who}',
        '[x] option 0 [ ] option 1',
        'Label: text',
        '(a hint)',
        'rich @ann',
      ].join('\n'),
    );
  });
});

it('waitFor says what it waited for and what went before', async () => {
  await expect(bot.slack.waitFor(() => false, 'a miracle', 1)).rejects.toThrow(
    /waited 1 ms for a miracle\nrecent calls:/,
  );
});

it('onChange tells of changes until stopped', async () => {
  const seen: string[] = [];
  const stop = bot.slack.onChange((change) => seen.push(change.kind));
  await post(button());
  stop();
  const count = seen.length;
  await post(button());
  expect(seen).toContain('message');
  expect(seen).toHaveLength(count);
});

function shown(): readonly Piece[] {
  const chosen = { type: 'checkboxes', options: options(2), initial_options: options(1) };
  const rich = [
    { type: 'text', text: 'rich ' },
    { type: 'user', user_id: 'U0ANN' },
  ];
  return [
    { type: 'header', text: plain('Header') },
    {
      type: 'section',
      text: mrkdwn(
        'for <@U0ANN> in <#C0GENERAL>: <https://x.example|link> &amp; &lt;b&gt; at <!date^1763000000^{time}|noon>',
      ),
      fields: [plain('left'), plain('right')],
      accessory: { type: 'overflow', options: options(2) },
    },
    {
      type: 'context',
      elements: [mrkdwn('small'), { type: 'image', alt_text: 'a cat', image_url: 'https://x.example/cat' }],
    },
    { type: 'divider' },
    actions(button(), { type: 'users_select', placeholder: plain('Who') }),
    actions(chosen),
    input(textInput({ initial_value: 'text' }), { hint: plain('a hint') }),
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: rich }] },
  ];
}
