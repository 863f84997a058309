import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault, SlackStandIn } from '../../../sandbox/slack/contract.ts';
import { startSlack } from '../../../sandbox/slack/slack.ts';
import { smallWorld } from '../../../sandbox/world.ts';
import { stage } from './bolt-bot.ts';
import { rawBot } from './raw-bot.ts';

describe('a call', () => {
  let slack: SlackStandIn;
  beforeEach(async () => {
    slack = await startSlack({ world: smallWorld, transport: 'http' });
  });
  afterEach(() => slack.stop());

  const post = (text = 'x', signal?: AbortSignal) =>
    fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.botToken}` },
      body: new URLSearchParams({ channel: 'C0MARKET', text }),
      ...(signal === undefined ? {} : { signal }),
    });
  const fail = (fault: Fault, times = 1) => slack.faults.add({ method: 'chat.postMessage', fault, times });

  it('may be answered with another status', async () => {
    const fault = fail({ kind: 'status', status: 503 });
    expect((await post()).status).toBe(503);
    expect((await post()).status).toBe(200);
    expect(fault.hits).toBe(1);
  });

  it('may be told to come later', async () => {
    fail({ kind: 'rate-limited', retryAfterSeconds: 7 });
    const answer = await post();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
  });

  it('may be refused with any error', async () => {
    fail({ kind: 'error', error: 'invalid_arguments', messages: ['`trigger_id` expired'] });
    expect(await (await post()).json()).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: ['`trigger_id` expired'] },
    });
    expect(slack.breaches).toEqual([]);
  });

  it('may take long', async () => {
    fail({ kind: 'delay', ms: 5 });
    expect((await post()).status).toBe(200);
  });

  it.each([
    ['drop-before', 0],
    ['drop-after', 1],
  ] as const)('may lose its answer: %s', async (kind, messages) => {
    fail({ kind });
    await expect(post()).rejects.toThrow('fetch failed');
    expect(slack.allMessages()).toHaveLength(messages);
  });

  it('may never be answered', async () => {
    fail({ kind: 'hang' });
    const giveUp = new AbortController();
    const answer = post('x', giveUp.signal);
    await slack.waitFor(() => slack.callsOf('chat.postMessage').length === 1, 'the call');
    giveUp.abort();
    await expect(answer).rejects.toThrow('abort');
    expect(slack.callsOf('chat.postMessage')[0]?.answer).toBeUndefined();
  });

  it('is struck by its arguments, until the rule is removed', async () => {
    const rule = slack.faults.add({
      method: '*',
      fault: { kind: 'status', status: 500 },
      when: (args) => args.text === 'unlucky',
    });
    expect((await post('lucky')).status).toBe(200);
    expect((await post('unlucky')).status).toBe(500);
    expect((await post('unlucky')).status).toBe(500);
    rule.remove();
    expect((await post('unlucky')).status).toBe(200);
  });

  it('finds nobody while Slack is down, and everything as it was on the same port afterwards', async () => {
    await post('before');
    await slack.goDown();
    await expect(post()).rejects.toThrow('fetch failed');
    await slack.comeUp();
    await post('after');
    expect(slack.allMessages().map((one) => one.text)).toEqual(['before', 'after']);
  });
});

describe('a socket', () => {
  it.each(['refreshConnections', 'dropConnections'] as const)('comes back after %s', async (act) => {
    const bot = await stage('socket', (app) => app.command('/docspace-group', ({ ack }) => ack('here')));
    const { slack } = bot;
    const ann = slack.as('U0ANN');
    slack[act]();
    await slack.waitFor(() => !slack.connected(), 'the gap');
    expect(await ann.type('C0MARKET', '/docspace-group')).toMatchObject({
      acked: false,
      failure: 'no_connection',
    });
    await slack.waitFor(() => slack.connected(), 'the new socket');
    expect(await ann.type('C0MARKET', '/docspace-group')).toMatchObject({ acked: true });
    expect(slack.breaches).toEqual([]);
    await bot.stop();
  });

  it('that is lost loses what waits on it, which is no breach', async () => {
    const bot = await rawBot();
    bot.stayQuiet();
    const typed = bot.slack.as('U0ANN').type('C0MARKET', '/docspace-group');
    await bot.slack.waitFor(() => bot.envelopes.length === 1, 'the envelope');
    bot.slack.dropConnections();
    expect(await typed).toMatchObject({ acked: false, failure: 'connection_lost' });
    expect(bot.slack.breaches).toEqual([]);
    await bot.stop();
  });
});
