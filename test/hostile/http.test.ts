import { createHmac } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serviceRoutes } from '../../src/service/http-routes.ts';
import { startServiceServer } from '../../src/service/http-server.ts';
import { createMetrics } from '../../src/service/metrics.ts';
import { createReadiness } from '../../src/service/readiness.ts';
import { createTransport, type Transport } from '../../src/slack/transport.ts';

const secret = 'a-signing-secret-0123456789abcdef';
const host = '127.0.0.1';
const form = 'application/x-www-form-urlencoded';
const command = 'command=%2Fdocspace-group&team_id=T0HOME&text=help';
/** Small, so that the limits can be reached soon. */
const limits = { maxBytes: 1_000_000, withinMs: 400 };

const times = { headersTimeout: 2_000, requestTimeout: 4_000, connectionsCheckingInterval: 100 };

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  setName: () => undefined,
  getLevel: () => 'error' as never,
};

/** The real server and transport of HTTP mode; what gets through is noted. */
async function openDoor() {
  const taken: string[] = [];
  const transport: Transport = createTransport(
    { transport: { kind: 'http', signingSecret: secret }, apiUrl: 'http://127.0.0.1:1/api/' },
    silent,
    Date.now,
    limits,
  );
  const app = new App({
    receiver: transport.receiver,
    authorize: async () => ({ botToken: 'xoxb-none', botId: 'B0', botUserId: 'U0BOT' }),
    logger: silent,
    convoStore: false,
  });
  app.command(/.*/, async ({ ack, body }) => {
    taken.push(body.text);
    await ack();
  });
  const sources = { readiness: createReadiness([], Date.now), registry: createMetrics().registry };
  const server = await startServiceServer(
    [...serviceRoutes(sources), ...transport.routes],
    { host, port: 0 },
    times,
  );
  await transport.start();
  return { port: server.port, transport, taken, stop: () => server.stop() };
}

function sign(body: string, stamp: number | string, key = secret): string {
  return `v0=${createHmac('sha256', key).update(`v0:${stamp}:${body}`).digest('hex')}`;
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

function headersFor(body: string, stamp: number | string = nowInSeconds(), key = secret) {
  return {
    'content-type': form,
    'x-slack-request-timestamp': String(stamp),
    'x-slack-signature': sign(body, stamp, key),
  };
}

let door: Awaited<ReturnType<typeof openDoor>>;
const sockets: Socket[] = [];
beforeEach(async () => {
  door = await openDoor();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await door.stop();
});

interface Asked {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** The status; 0 = the connection was closed without an answer. */
function ask({ path = '/slack/events', method = 'POST', headers = {}, body = '' }: Asked): Promise<number> {
  return new Promise((resolve) => {
    const outgoing = httpRequest(
      { host, port: door.port, path, method, headers, agent: false },
      (answer: IncomingMessage) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    outgoing.on('error', () => resolve(0));
    outgoing.end(body);
  });
}

function raw(text: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(door.port, host, () => resolve(socket));
    sockets.push(socket);
    socket.on('error', reject);
    socket.write(text);
  });
}

/** All that the server says until it hangs up. */
function untilClosed(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}

const healthy = () => ask({ path: '/healthz', method: 'GET' });

describe('POST /slack/events', () => {
  it('takes what Slack signed', async () => {
    expect(await ask({ headers: headersFor(command), body: command })).toBe(200);
    expect(door.taken).toEqual(['help']);
  });

  it('refuses a replay, but tells Slack that an event which it sends again has arrived', async () => {
    const headers = headersFor(command);
    expect(await ask({ headers, body: command })).toBe(200);
    expect(await ask({ headers, body: command })).toBe(401);
    expect(await ask({ headers: { ...headers, 'x-slack-retry-num': '1' }, body: command })).toBe(200);
    expect(await ask({ headers: headersFor(command, nowInSeconds() + 1), body: command })).toBe(200);
    expect(door.taken).toEqual(['help', 'help']);
  });

  const wrong: Readonly<Record<string, () => Asked>> = {
    'a signature of another secret': () => ({
      headers: headersFor(command, nowInSeconds(), 'another-secret'),
    }),
    'a signature of another body': () => ({ headers: headersFor(`${command}x`) }),
    'a signature of another version': () => ({
      headers: {
        ...headersFor(command),
        'x-slack-signature': sign(command, nowInSeconds()).replace('v0', 'v1'),
      },
    }),
    'a signature that is cut': () => ({
      headers: { ...headersFor(command), 'x-slack-signature': sign(command, nowInSeconds()).slice(0, -1) },
    }),
    'a signature of letters beyond ASCII': () => ({
      headers: { ...headersFor(command), 'x-slack-signature': `v0=${'é'.repeat(64)}` },
    }),
    'an empty signature': () => ({ headers: { ...headersFor(command), 'x-slack-signature': '' } }),
    'no signature': () => {
      const { 'x-slack-signature': _, ...rest } = headersFor(command);
      return { headers: rest };
    },
    'no stamp': () => {
      const { 'x-slack-request-timestamp': _, ...rest } = headersFor(command);
      return { headers: rest };
    },
    'a stamp of six minutes ago': () => ({ headers: headersFor(command, nowInSeconds() - 360) }),
    'a stamp of six minutes ahead': () => ({ headers: headersFor(command, nowInSeconds() + 360) }),
    'a stamp that is no number': () => ({ headers: headersFor(command, 'soon') }),
    'a stamp without end': () => ({ headers: headersFor(command, 'Infinity') }),
    'nothing but a body': () => ({ headers: { 'content-type': form } }),
  };
  it.each(Object.entries(wrong))('refuses %s with 401', async (_, asked) => {
    expect(await ask({ body: command, ...asked() })).toBe(401);
    expect(door.taken).toEqual([]);
  });

  it.each(['text/plain', 'multipart/form-data; boundary=x', 'application/jsonp', ''])(
    'refuses the content type %j with 415',
    async (type) => {
      const headers = { ...headersFor(command), 'content-type': type };
      expect(await ask({ headers, body: command })).toBe(415);
      expect(door.taken).toEqual([]);
    },
  );

  it('an unsigned check of the certificate brings no command in', async () => {
    const body = `ssl_check=1&${command}`;
    const headers = { ...headersFor(body), 'x-slack-signature': 'v0=none' };
    await ask({ headers, body });
    expect(door.taken).toEqual([]);
  });

  it.each(['payload=null', 'payload=%20null%20', 'null'])('refuses the signed body %s', async (body) => {
    const type = body.startsWith('payload') ? form : 'application/json';
    expect(await ask({ headers: { ...headersFor(body), 'content-type': type }, body })).toBe(400);
    expect(await healthy()).toBe(200);
  });

  it.each(['payload=%7B', '{', ''])('refuses the signed body %j, which is no JSON', async (body) => {
    const type = body.startsWith('payload') ? form : 'application/json';
    expect(await ask({ headers: { ...headersFor(body), 'content-type': type }, body })).toBe(400);
  });

  it('refuses 5 MB that are announced, before they are sent', async () => {
    const length = String(5 * 1024 * 1024);
    const head = Object.entries({ ...headersFor(command), host, 'content-length': length });
    const socket = await raw(
      `POST /slack/events HTTP/1.1\r\n${head.map((pair) => pair.join(': ')).join('\r\n')}\r\n\r\n`,
    );
    expect(await untilClosed(socket)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('refuses 5 MB that are not announced, once they are too much, and keeps no more of them', async () => {
    const socket = await raw(
      `POST /slack/events HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n${Object.entries(
        headersFor(command),
      )
        .map((pair) => pair.join(': '))
        .join('\r\n')}\r\n\r\n`,
    );
    const answer = untilClosed(socket);
    const piece = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    let sent = 0;
    while (!socket.destroyed && sent < 80) {
      sent += 1;
      if (!socket.write(piece))
        await new Promise((resolve) => socket.once('drain', resolve).once('close', resolve));
    }
    expect(await answer).not.toMatch(/ 200 /);
    expect(door.taken).toEqual([]);
    expect(await healthy()).toBe(200);
  });

  it('cuts a body that drips, though each byte is in time', async () => {
    const socket = await raw(
      `POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n${Object.entries(
        headersFor(command),
      )
        .map((pair) => pair.join(': '))
        .join('\r\n')}\r\n\r\n`,
    );
    const drip = setInterval(() => socket.writable && socket.write('x'), 20);
    const answer = await untilClosed(socket);
    clearInterval(drip);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('a body whose sender goes away is forgotten', async () => {
    const socket = await raw(
      `POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n${Object.entries(headersFor(command))
        .map((pair) => pair.join(': '))
        .join('\r\n')}\r\n\r\npart`,
    );
    socket.destroy();
    expect(await healthy()).toBe(200);
    expect(door.taken).toEqual([]);
  });

  it('is closed with 503 until Slack is connected and after the end', async () => {
    await door.transport.stop();
    expect(await ask({ headers: headersFor(command), body: command })).toBe(503);
  });
});

describe('the server', () => {
  it.each([
    '/',
    '/slack/events/',
    '/slack//events',
    '/healthz/..',
    '/%2e%2e/etc/passwd',
    '/metrics2',
    '//healthz',
  ])('knows no path %s', async (path) => {
    expect(await ask({ path, method: 'GET' })).toBe(404);
    expect(await ask({ path })).toBe(404);
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])('takes no %s of Slack', async (method) => {
    expect(await ask({ method, headers: headersFor('') })).toBe(405);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('takes no %s to /healthz', async (method) => {
    expect(await ask({ path: '/healthz', method })).toBe(405);
  });

  it('refuses a flood of headers', async () => {
    const headers = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`x-flood-${index}`, 'y'.repeat(100)]),
    );
    expect(await ask({ headers: { ...headersFor(command), ...headers }, body: command })).toBe(431);
    expect(await healthy()).toBe(200);
  });

  it('answers nonsense with 400', async () => {
    expect(await untilClosed(await raw('\u0016\u0003\u0001 not HTTP at all\r\n\r\n'))).toMatch(
      /^HTTP\/1\.1 400 /,
    );
  });

  it('hangs up on headers that do not come to an end', async () => {
    const socket = await raw('POST /slack/events HTTP/1.1\r\nhost: x\r\n');
    expect(await untilClosed(socket)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('answers /healthz and Slack while 1,000 connections are held open, and serves or refuses each of them', async () => {
    const held = await Promise.all(
      Array.from({ length: 1_000 }, () => raw('POST /slack/events HTTP/1.1\r\nhost: x\r\n')),
    );
    expect(await healthy()).toBe(200);
    expect(await ask({ headers: headersFor(command), body: command })).toBe(200);
    const answers = held.map(untilClosed);
    for (const socket of held) socket.write('content-length: 0\r\nconnection: close\r\n\r\n');
    const statuses = (await Promise.all(answers)).map((answer) => answer.slice(9, 12));
    expect(new Set(statuses)).toEqual(new Set(['401']));
    expect(door.taken).toEqual(['help']);
  });

  it('takes 1,000 signed requests at once', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => {
        const body = `${command}&trigger_id=${index}`;
        return ask({ headers: headersFor(body), body });
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(door.taken).toHaveLength(1_000);
    expect(await healthy()).toBe(200);
  });
});
