import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ManualClock, manualClock } from '../../../sandbox/slack/clock.ts';
import { type RawBot, rawBot } from './raw-bot.ts';
import { modal } from './views.ts';

let clock: ManualClock;
let bot: RawBot;
beforeEach(async () => {
  clock = manualClock();
  bot = await rawBot({ clock });
});
afterEach(() => bot.stop());

const breaches = () => bot.slack.breaches.map((one) => one.what);
const type = () => bot.slack.as('U0ANN').type('C0MARKET', '/docspace-group');

it('a trigger lives for three seconds', async () => {
  const [early, late] = [await type(), await type()];
  clock.advance(3_000);
  expect(await bot.call('views.open', { trigger_id: early.triggerId, view: modal([]) })).toMatchObject({
    ok: true,
  });
  clock.advance(1);
  expect(await bot.call('views.open', { trigger_id: late.triggerId, view: modal([]) })).toMatchObject({
    error: 'expired_trigger_id',
  });
  expect(breaches()).toEqual(['expired_trigger_id']);
});

it('an acknowledgement is awaited for three seconds', async () => {
  bot.stayQuiet();
  const typed = type();
  await bot.slack.waitFor(() => bot.envelopes.length === 1, 'the envelope');
  clock.advance(2_999);
  expect(breaches()).toEqual([]);
  clock.advance(1);
  expect(await typed).toMatchObject({ acked: false, failure: 'timeout' });
  expect(breaches()).toEqual(['ack_missing']);
  bot.sendFrame({ envelope_id: bot.envelopes[0]?.envelope_id, payload: {} });
  await bot.slack.waitFor(() => breaches().includes('ack_late'), 'the late acknowledgement');
});

it('an unacknowledged command can come again, and its answer counts', async () => {
  bot.stayQuiet();
  const typed = type();
  await bot.slack.waitFor(() => bot.envelopes.length === 1, 'the envelope');
  clock.advance(3_000);
  bot.answerWith({ text: 'at last' });
  await bot.slack.redeliver(await typed);
  expect(
    bot.slack
      .as('U0ANN')
      .messages('C0MARKET')
      .map((one) => one.text),
  ).toEqual(['at last']);
});

it('an ack is timed from the delivery', async () => {
  bot.stayQuiet();
  const typed = type();
  await bot.slack.waitFor(() => bot.envelopes.length === 1, 'the envelope');
  clock.advance(1_234);
  bot.sendFrame({ envelope_id: bot.envelopes[0]?.envelope_id, payload: {} });
  expect((await typed).ackMs).toBe(1_234);
});

it('a response_url lives for thirty minutes', async () => {
  const { responseUrl = '' } = await type();
  const respond = () => fetch(responseUrl, { method: 'POST', body: JSON.stringify({ text: 'x' }) });
  clock.advance(30 * 60_000);
  expect((await respond()).status).toBe(200);
  clock.advance(1);
  const late = await respond();
  expect([late.status, await late.json()]).toEqual([404, { ok: false, error: 'expired_url' }]);
  expect(breaches()).toEqual(['expired_url']);
});
