import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type RawBot, rawBot } from './raw-bot.ts';
import { actions, button, type Piece, section } from './views.ts';

let bot: RawBot;
beforeAll(async () => {
  bot = await rawBot();
});
afterAll(() => bot.stop());
beforeEach(() => bot.slack.clearBreaches());

const breaches = () => bot.slack.breaches.map((one) => one.what);
const ann = () => bot.slack.as('U0ANN');

async function respond(url: string | undefined, body: Piece): Promise<number> {
  return (await fetch(url ?? '', { method: 'POST', body: JSON.stringify(body) })).status;
}

async function typed(channel = 'C0MARKET') {
  return (await ann().type(channel, '/docspace-group')).responseUrl;
}

it('answers privately by default, also where the bot is no member', async () => {
  const url = await typed('C0RANDOM');
  await respond(url, { text: 'private' });
  await respond(url, { text: 'public', response_type: 'in_channel' });
  const texts = (userId: string) =>
    bot.slack
      .as(userId)
      .messages('C0RANDOM')
      .map((one) => one.text);
  expect(texts('U0ANN')).toEqual(['private', 'public']);
  expect(texts('U0BOB')).toEqual(['public']);
  expect(breaches()).toEqual([]);
});

it('can be used five times', async () => {
  const url = await typed();
  for (const text of ['1', '2', '3', '4', '5']) expect(await respond(url, { text })).toBe(200);
  expect(await respond(url, { text: '6' })).toBe(404);
  expect(breaches()).toEqual(['used_url']);
});

it.each([
  ['nothing', {}, 400, ['no_text']],
  ['a wrong block', { text: 'x', blocks: [section('')] }, 400, ['invalid_blocks']],
  ['blocks without text', { blocks: [section('x')] }, 200, ['text_missing']],
  ['an unknown field', { text: 'x', colour: 'red' }, 200, ['unknown_field']],
  ['a ping', { text: '<!channel>' }, 200, ['ping']],
])('notes %s', async (_, body, status, expected) => {
  expect(await respond(await typed(), body)).toBe(status);
  expect(breaches()).toEqual(expected);
});

it('does not exist unless it was given', async () => {
  expect(await respond(`${bot.slack.url}/commands/T0HOME/made-up`, { text: 'x' })).toBe(404);
  expect(breaches()).toEqual(['invalid_url']);
});

it('replaces or deletes the message whose button was pressed', async () => {
  const post = () =>
    bot.call('chat.postMessage', {
      channel: 'C0MARKET',
      text: 'card',
      blocks: [actions(button({ action_id: 'press' }))],
    });
  await post();
  const { responseUrl } = await bot.slack.as('U0BOB').press('press');
  await respond(responseUrl, { text: 'done', replace_original: true });
  expect(ann().messages('C0MARKET').at(-1)).toMatchObject({ text: 'done', blocks: [] });
  await post();
  const { responseUrl: second } = await bot.slack.as('U0BOB').press('press');
  const before = ann().messages('C0MARKET').length;
  await respond(second, { delete_original: true });
  expect(ann().messages('C0MARKET')).toHaveLength(before - 1);
  expect(breaches()).toEqual([]);
});

it('cannot make an ephemeral message public', async () => {
  await respond(await typed(), { text: 'mine', blocks: [actions(button({ action_id: 'mine' }))] });
  const { responseUrl, payload } = await ann().press('mine');
  expect(payload).not.toHaveProperty('message');
  expect(payload.container).toMatchObject({ is_ephemeral: true });
  await respond(responseUrl, { text: 'still mine', replace_original: true, response_type: 'in_channel' });
  expect(ann().messages('C0MARKET').at(-1)).toMatchObject({ text: 'still mine', ephemeralFor: 'U0ANN' });
  expect(breaches()).toEqual(['ephemeral_published']);
});
