import { createServer, type RequestListener, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ManualClock, manualClock } from '../../../sandbox/slack/clock.ts';
import type { SlackStandIn } from '../../../sandbox/slack/contract.ts';
import { startSlack } from '../../../sandbox/slack/slack.ts';
import { smallWorld } from '../../../sandbox/world.ts';
import { type Stage, stage } from './bolt-bot.ts';

describe('a Bolt app behind signed HTTP', () => {
  let bot: Stage;
  beforeAll(async () => {
    bot = await stage('http', (app) => app.command('/docspace-group', ({ ack }) => ack('here')));
  });
  afterAll(() => bot.stop());

  const now = () => Math.floor(Date.now() / 1000);

  it('takes a genuine request, and the same one again', async () => {
    const { slack } = bot;
    const body = slack.rawBody(await slack.as('U0ANN').type('C0MARKET', '/docspace-group a & b'));
    expect(new URLSearchParams(body).get('text')).toBe('a &amp; b');
    const timestamp = now();
    const request = { body, timestamp, signature: slack.sign(body, timestamp) };
    expect((await slack.postRaw(request)).status).toBe(200);
    expect((await slack.postRaw(request)).status).toBe(200);
  });

  it('refuses forged, unsigned and old requests', async () => {
    const { slack } = bot;
    const body = 'command=%2Fdocspace-group';
    const old = now() - 301;
    const requests = [
      { body },
      { body, timestamp: now() },
      { body, timestamp: now(), signature: slack.sign('another body', now()) },
      { body, timestamp: old, signature: slack.sign(body, old) },
    ];
    const answers = await Promise.all(requests.map((request) => slack.postRaw(request)));
    expect(answers.map((one) => one.status)).toEqual([401, 401, 401, 401]);
  });
});

describe('a bot of any kind behind HTTP', () => {
  let clock: ManualClock;
  let slack: SlackStandIn;
  let server: Server;

  async function answering(listener: RequestListener): Promise<void> {
    clock = manualClock();
    slack = await startSlack({ world: smallWorld, transport: 'http', clock });
    server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    slack.setRequestUrl(`http://127.0.0.1:${address.port}/slack/events`);
  }
  afterEach(async () => {
    await slack.stop();
    server.closeAllConnections();
    server.close();
  });

  const type = () => slack.as('U0ANN').type('C0MARKET', '/docspace-group');
  const breaches = () => slack.breaches.map((one) => one.what);

  it('may answer a command with text', async () => {
    await answering((_, response) => response.end('hello'));
    expect(await type()).toMatchObject({ acked: true, ackBody: 'hello', status: 200 });
  });

  it.each([404, 500, 201])('must not answer with status %i', async (status) => {
    await answering((_, response) => response.writeHead(status).end());
    expect(await type()).toMatchObject({ acked: false, failure: 'refused', status });
    expect(breaches()).toEqual(['ack_status']);
  });

  it('must answer within three seconds', async () => {
    let hasArrived = false;
    await answering(() => {
      hasArrived = true;
    });
    const typed = type();
    await slack.waitFor(() => hasArrived, 'the request');
    clock.advance(3_000);
    expect(await typed).toMatchObject({ acked: false, failure: 'timeout' });
    expect(breaches()).toEqual(['ack_missing']);
  });

  it('may be gone, which is no breach', async () => {
    await answering((request) => request.socket.destroy());
    expect(await type()).toMatchObject({ acked: false, failure: 'connection_lost' });
    slack.setRequestUrl('http://127.0.0.1:1/slack/events');
    expect(await type()).toMatchObject({ acked: false, failure: 'no_connection' });
    expect(breaches()).toEqual([]);
  });

  it('sees repeated events as such', async () => {
    const retries: unknown[] = [];
    await answering((request, response) => {
      retries.push(request.headers['x-slack-retry-num']);
      response.end();
    });
    await slack.redeliver(await slack.as('U0ANN').openHome());
    expect(retries).toEqual([undefined, '1']);
  });
});
