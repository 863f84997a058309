import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { type RawBot, rawBot } from './raw-bot.ts';

const frame = z.looseObject({ type: z.string(), envelope_id: z.string().optional() });

let bot: RawBot;
const open: WebSocket[] = [];
beforeEach(async () => {
  bot = await rawBot();
});
afterEach(async () => {
  for (const socket of open.splice(0)) socket.terminate();
  await bot.stop();
});

async function ticket(): Promise<string> {
  return String((await bot.call('apps.connections.open', {}, bot.slack.appToken)).url);
}

/** A further socket that notes the types of its frames and acknowledges every envelope. */
async function connect(): Promise<string[]> {
  const types: string[] = [];
  const socket = new WebSocket(await ticket());
  open.push(socket);
  socket.on('message', (data) => {
    const { type, envelope_id } = frame.parse(JSON.parse(String(data)));
    types.push(type);
    if (envelope_id !== undefined) socket.send(JSON.stringify({ envelope_id, payload: {} }));
  });
  await bot.slack.waitFor(() => types.length > 0, 'the first frame');
  return types;
}

it('share the envelopes between them', async () => {
  const second = await connect();
  const ann = bot.slack.as('U0ANN');
  for (const _ of [1, 2, 3, 4])
    expect(await ann.type('C0MARKET', '/docspace-group')).toMatchObject({ acked: true });
  expect(bot.envelopes).toHaveLength(2);
  expect(second).toEqual(['hello', 'slash_commands', 'slash_commands']);
});

it('are ten at most', async () => {
  const types = await Promise.all(Array.from({ length: 9 }, connect));
  expect(types.flat()).toEqual(Array.from({ length: 9 }, () => 'hello'));
  expect(await connect()).toEqual(['disconnect']);
  expect(bot.slack.breaches.map((one) => one.what)).toEqual(['too_many_websockets']);
});

it('need a fresh ticket each', async () => {
  const url = await ticket();
  const first = new WebSocket(url);
  open.push(first);
  await new Promise((resolve) => first.once('open', resolve));
  const second = new WebSocket(url);
  const error = await new Promise((resolve) => second.once('error', resolve));
  expect(String(error)).toContain('401');
});

it('get nothing new once they are asked to go', async () => {
  bot.slack.refreshConnections();
  const second = await connect();
  await bot.slack.as('U0ANN').type('C0MARKET', '/docspace-group');
  await bot.slack.as('U0ANN').type('C0MARKET', '/docspace-group');
  expect(second).toEqual(['hello', 'slash_commands', 'slash_commands']);
  expect(bot.envelopes).toEqual([]);
});

it('forget what is settled when told to', async () => {
  const delivery = await bot.slack.as('U0ANN').type('C0MARKET', '/docspace-group');
  bot.slack.forget();
  expect([bot.slack.calls, bot.slack.deliveries]).toEqual([[], []]);
  await expect(bot.slack.redeliver(delivery)).rejects.toThrow('never sent');
});
