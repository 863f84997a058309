import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RawBot, rawBot } from './raw-bot.ts';
import { actions, button, input, many, modal, option, options, plain, section, textInput } from './views.ts';

let bot: RawBot;
beforeAll(async () => {
  bot = await rawBot();
});
afterAll(() => bot.stop());
beforeEach(() => {
  bot.answerWith(undefined);
  bot.slack.clearBreaches();
});

const breaches = () => bot.slack.breaches.map((one) => one.what);
const ann = () => bot.slack.as('U0ANN');
const pushed = () => bot.slack.as('U0BOB');

async function open(more = {}): Promise<void> {
  bot.answerWith(undefined);
  const { triggerId } = await ann().type('C0MARKET', '/docspace-group');
  const fields = [
    input(textInput({ action_id: 'text' }), { block_id: 'name', optional: true }),
    input(
      { type: 'external_select', action_id: 'pick', min_query_length: 1 },
      { block_id: 'pick', optional: true },
    ),
    { ...actions(button({ action_id: 'press' })), block_id: 'buttons' },
  ];
  await bot.call('views.open', { trigger_id: triggerId, view: modal(fields, more) });
}

describe('a command', () => {
  it.each([
    ['nothing', undefined, 0],
    ['an empty object', {}, 0],
    ['a text', { text: 'hello' }, 1],
    ['a message with blocks', { text: 'hello', blocks: [section('hello')] }, 1],
  ])('may be acknowledged with %s', async (_, payload, messages) => {
    bot.answerWith(payload);
    const before = ann().messages('C0MARKET').length;
    expect(await ann().type('C0MARKET', '/docspace-group')).toMatchObject({
      acked: true,
      failure: undefined,
    });
    expect(ann().messages('C0MARKET')).toHaveLength(before + messages);
    expect(breaches()).toEqual([]);
  });

  it.each([
    ['an unknown field', { text: 'x', colour: 'red' }],
    ['a wrong block', { text: 'x', blocks: [section('')] }],
    ['an unknown visibility', { text: 'x', response_type: 'public' }],
    ['an empty message', { response_type: 'in_channel' }],
    ['a number', 7],
  ])('not with %s', async (_, payload) => {
    bot.answerWith(payload);
    expect(await ann().type('C0MARKET', '/docspace-group')).toMatchObject({
      acked: true,
      failure: 'bad_ack',
    });
    expect(breaches()).toEqual(['bad_ack']);
  });

  it('is acknowledged once', async () => {
    bot.answerWith(undefined, undefined);
    await ann().type('C0MARKET', '/docspace-group');
    await bot.slack.waitFor(() => breaches().includes('ack_twice'), 'the second acknowledgement');
  });

  it.each([
    ['an envelope that was never sent', { envelope_id: 'made-up' }, 'ack_unknown'],
    ['no envelope', { payload: {} }, 'ack_malformed'],
  ])('is not acknowledged by %s', async (_, frame, breach) => {
    bot.sendFrame(frame);
    await bot.slack.waitFor(() => breaches().includes(breach), breach);
  });
});

describe('a submission', () => {
  const next = modal([section('next')]);
  it.each([
    ['nothing', undefined, 'closed', undefined],
    ['clear', { response_action: 'clear' }, 'cleared', undefined],
    ['errors', { response_action: 'errors', errors: { name: 'No.' } }, 'errors', 'Title'],
    ['update', { response_action: 'update', view: next }, 'updated', 'Title'],
    ['push', { response_action: 'push', view: { ...next, title: plain('Pushed') } }, 'pushed', 'Pushed'],
  ])('may be acknowledged with %s', async (_, payload, kind, title) => {
    await open();
    bot.answerWith(payload);
    expect(await ann().submit()).toMatchObject({ kind, by: 'bot', delivery: { acked: true } });
    expect(ann().modal()?.title).toBe(title);
    expect(breaches()).toEqual([]);
  });

  it.each([
    ['an unknown action', { response_action: 'close' }],
    ['a message', { text: 'x' }],
    ['no errors', { response_action: 'errors', errors: {} }],
    ['an empty error', { response_action: 'errors', errors: { name: '' } }],
    ['errors at an unknown block', { response_action: 'errors', errors: { other: 'No.' } }],
    ['errors at a block that is no input', { response_action: 'errors', errors: { buttons: 'No.' } }],
    ['errors and a view', { response_action: 'errors', errors: { name: 'No.' }, view: next }],
    ['an update without a view', { response_action: 'update' }],
    ['an update with a wrong view', { response_action: 'update', view: modal([section('')]) }],
    ['an update with a home tab', { response_action: 'update', view: { type: 'home', blocks: [] } }],
  ])('not with %s', async (_, payload) => {
    await open();
    bot.answerWith(payload);
    expect(await ann().submit()).toMatchObject({ kind: 'trouble', delivery: { failure: 'bad_ack' } });
    expect(ann().modal()?.blocks).toHaveLength(3);
    expect(breaches()).toEqual(['bad_ack']);
  });

  it('delivered again changes nothing any more', async () => {
    await open();
    bot.answerWith({ response_action: 'update', view: next });
    const { delivery } = await ann().submit();
    bot.answerWith(undefined);
    const again = delivery && (await bot.slack.redeliver(delivery));
    expect(again).toMatchObject({ acked: true, redeliveryOf: delivery?.id });
    expect(ann().modal()?.blocks).toHaveLength(1);
    expect(breaches()).toEqual([]);
  });

  it('delivered twice at once is acknowledged twice, and the first answer counts', async () => {
    await open();
    bot.answerWith({ response_action: 'push', view: next });
    expect((await ann().submitTwice()).map((one) => one.kind)).toEqual(['pushed', 'pushed']);
    expect(ann().modals()).toHaveLength(2);
    expect(breaches()).toEqual([]);
  });

  it('that finds no socket is in trouble', async () => {
    await open();
    bot.slack.refreshConnections();
    expect(await ann().submit()).toMatchObject({ kind: 'trouble', delivery: { failure: 'no_connection' } });
    expect(breaches()).toEqual([]);
    await bot.stop();
    bot = await rawBot();
  });
});

describe('a click', () => {
  it('is acknowledged with nothing', async () => {
    await open();
    bot.answerWith({ text: 'x' });
    expect(await ann().press('press')).toMatchObject({ failure: 'bad_ack' });
  });

  it('on a link is told to the bot, too', async () => {
    const link = button({
      url: 'https://example.com',
      action_id: 'link',
      confirm: { title: plain('Sure?'), text: plain('Really'), confirm: plain('Yes'), deny: plain('No') },
    });
    await bot.call('chat.postMessage', { channel: 'C0MARKET', text: 'x', blocks: [actions(link)] });
    const delivery = await pushed().press('Press');
    expect(delivery).toMatchObject({
      acked: true,
      confirmed: { title: 'Sure?', text: 'Really', confirm: 'Yes', deny: 'No' },
    });
  });
});

describe('a type-ahead', () => {
  it('is answered with options or groups', async () => {
    await open();
    bot.answerWith({ options: options(100) });
    expect(await ann().suggest('pick', 'o')).toHaveLength(100);
    bot.answerWith({ option_groups: [{ label: plain('Group'), options: options(1) }] });
    expect(await ann().suggest('pick', 'o')).toEqual([
      { text: 'option 0', value: 'option 0', description: undefined, group: 'Group' },
    ]);
    expect(breaches()).toEqual([]);
  });

  it('asks only from min_query_length on', async () => {
    await open();
    const before = bot.envelopes.length;
    expect(await ann().suggest('pick', '')).toEqual([]);
    expect(bot.envelopes).toHaveLength(before);
  });

  it.each([
    ['nothing', undefined, ['bad_ack']],
    ['too much', { options: options(101) }, ['bad_ack']],
    ['both kinds', { options: options(1), option_groups: [] }, ['bad_ack']],
    ['an empty group', { option_groups: [{ label: plain('Group'), options: [] }] }, ['bad_ack']],
    ['a long label', { options: [option('a', { text: plain('x'.repeat(76)) })] }, ['bad_ack']],
    ['an unknown property', { options: [option('a', { id: 1 })] }, ['bad_ack']],
  ])('shows nothing when answered with %s', async (_, payload, expected) => {
    await open();
    bot.answerWith(payload);
    expect(await ann().suggest('pick', 'o')).toEqual([]);
    expect(breaches()).toEqual(expected);
  });

  it('names each value once', async () => {
    await open();
    bot.answerWith({ options: many(2, () => option('same')) });
    await ann().suggest('pick', 'o');
    expect(breaches()).toEqual(['option_twice']);
  });
});
