import type { IncomingMessage } from 'node:http';
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createTransport } from '../../src/docspace/transport.ts';
import { connectProxy } from '../hostile/support/tls-front.ts';
import { faultOf, GROUP, groupBody, KEY, serve, testClient } from './support.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const ANSWER = JSON.stringify(groupBody());

afterEach(() => vi.unstubAllEnvs());

/** A server that answers any bytes with these. */
async function serveBytes(bytes: string): Promise<string> {
  const server: TcpServer = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** What a read and a write come to against this address. */
async function bothFaults(url: string) {
  const { groups } = testClient({
    url,
    limits: { readMs: 250, tryMs: 120, writeMs: 150, maxBytes: 100_000 },
  });
  const read = await faultOf(groups.get(GROUP));
  const write = await faultOf(groups.update(GROUP, { name: 'b' }));
  expect(read.mayHaveHappened).toBe(false);
  return { reasons: [read.reason, write.reason], mayHaveHappened: write.mayHaveHappened };
}

describe('servers that', () => {
  it('hang are cut off', async () => {
    const url = await serve(() => undefined);
    expect(await bothFaults(url)).toEqual({ reasons: ['timed-out', 'timed-out'], mayHaveHappened: true });
  });

  it('drip are cut off at the total, though each byte is in time', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, JSON_TYPE);
      const drip = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(drip));
    });
    const { groups } = testClient({ url, limits: { readMs: 200, tryMs: 10_000 } });
    expect(await faultOf(groups.get(GROUP))).toMatchObject({ reason: 'timed-out' });
  });

  it('drop the connection are unreachable', async () => {
    const url = await serve((request) => request.socket.destroy());
    expect(await bothFaults(url)).toEqual({ reasons: ['unreachable', 'unreachable'], mayHaveHappened: true });
  });

  it.each([200, 403])(
    'drop it in the middle of a %i are unreachable: half an answer is none',
    async (status) => {
      const url = await serve((request, response) => {
        response.writeHead(status, { ...JSON_TYPE, 'content-length': '1000' });
        response.write('{', () => request.socket.destroy());
      });
      expect(await bothFaults(url)).toEqual({
        reasons: ['unreachable', 'unreachable'],
        mayHaveHappened: true,
      });
    },
  );

  it('are not there are unreachable, and got nothing', async () => {
    const url = await serveBytes('');
    const gone = new URL(url);
    gone.port = '1';
    expect(await bothFaults(gone.origin)).toEqual({
      reasons: ['unreachable', 'unreachable'],
      mayHaveHappened: false,
    });
  });

  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['half a header', 'HTTP/1.1 200 OK\r\nbroken header\r\n\r\n'],
  ])('speak %s are not understood', async (_, bytes) => {
    const { reasons, mayHaveHappened } = await bothFaults(await serveBytes(bytes));
    expect(reasons).toEqual(['not-understood', 'not-understood']);
    expect(mayHaveHappened).toBe(true);
  });

  it.each([
    ['HTML', '<html>Sign in</html>'],
    ['half a JSON', '{"response":{"id":'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['another envelope', '{"data":{}}'],
    ['empty objects, as for unknown fields', '{"response":{}}'],
    ['a wrong id', JSON.stringify({ response: { id: 'x', name: 'a', membersCount: 0 } })],
    ['a wrong type', JSON.stringify({ response: { id: GROUP, name: 7, membersCount: 0 } })],
    ['a negative count', JSON.stringify({ response: { id: GROUP, name: 'a', membersCount: -1 } })],
  ])('answer 200 with %s are not understood', async (_, body) => {
    const url = await serve((_request, response) => void response.writeHead(200, JSON_TYPE).end(body));
    expect(await bothFaults(url)).toEqual({
      reasons: ['not-understood', 'not-understood'],
      mayHaveHappened: true,
    });
  });

  it.each([
    ['a gzip bomb', gzipSync(Buffer.alloc(50_000_000, 0x20))],
    ['a broken gzip', Buffer.from('not compressed at all')],
  ])('send %s are not understood', async (_, body) => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(body);
    });
    const { reasons } = await bothFaults(url);
    expect(reasons).toEqual(['not-understood', 'not-understood']);
  });

  it('send 100 MB are cut off: no more than the limit is kept', async () => {
    let sent = 0;
    const url = await serve((_, response) => {
      response.writeHead(200, JSON_TYPE);
      const piece = Buffer.alloc(1_000_000, 0x20);
      const more = () => {
        while (!response.destroyed && sent < 100_000_000) {
          sent += piece.length;
          if (!response.write(piece)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    const { groups } = testClient({ url, limits: { readMs: 10_000, tryMs: 10_000, maxBytes: 5_000_000 } });
    expect(await faultOf(groups.get(GROUP))).toMatchObject({ reason: 'not-understood' });
    expect(sent).toBeLessThan(60_000_000);
  });

  it.each([301, 307, 308])(
    'redirect a write with %i do not get it, nor the key, anywhere else',
    async (status) => {
      const visits: IncomingMessage[] = [];
      const other = await serve((request, response) => {
        visits.push(request);
        response.end();
      });
      for (const location of [
        `${other}/api/2.0/group`,
        other.replace('http:', ''),
        '/login',
        'http://[bad',
      ]) {
        const url = await serve((_, response) => void response.writeHead(status, { location }).end());
        const { groups } = testClient({ url });
        expect(await faultOf(groups.create({ name: 'a', memberIds: [] }))).toMatchObject({
          reason: 'no-such-route',
        });
      }
      expect(visits).toEqual([]);
    },
  );

  it('send much without compression are not understood', async () => {
    const url = await serve(
      (_, response) => void response.writeHead(200, JSON_TYPE).end(' '.repeat(100_001)),
    );
    const { reasons } = await bothFaults(url);
    expect(reasons).toEqual(['not-understood', 'not-understood']);
  });

  it.each([301, 302, 307, 308])('redirect with %i are not followed', async (status) => {
    let visits = 0;
    const other = await serve((_, response) => {
      visits += 1;
      response.end();
    });
    const url = await serve((_, response) => {
      response.writeHead(status, { location: `${other}/` }).end();
    });
    const { reasons } = await bothFaults(url);
    expect(reasons).toEqual(['no-such-route', 'no-such-route']);
    expect(visits).toBe(0);
  });

  it('are behind a proxy that is down give an HTML 502', async () => {
    const url = await serve((_, response) => {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html>502 Bad Gateway</html>');
    });
    expect(await bothFaults(url)).toEqual({
      reasons: ['server-fault', 'server-fault'],
      mayHaveHappened: true,
    });
  });
});

describe('what is sent', () => {
  const record = async () => {
    const requests: IncomingMessage[] = [];
    const url = await serve((request, response) => {
      requests.push(request);
      response.writeHead(200, JSON_TYPE).end(ANSWER);
    });
    return { url, requests };
  };

  it('carries the key exactly once, the user agent, and an encoded path below /api/2.0', async () => {
    const { url, requests } = await record();
    await testClient({ url: `${url}/`, userAgent: 'bot/1' }).groups.get(GROUP);
    const { headers, rawHeaders, url: path } = requests[0] ?? {};
    expect(headers).toMatchObject({ authorization: `Bearer ${KEY}`, accept: 'application/json' });
    expect(headers).toMatchObject({ 'user-agent': 'bot/1' });
    expect(rawHeaders?.filter((header) => header.includes(KEY))).toHaveLength(1);
    expect(path).toMatch(new RegExp(`^/api/2\\.0/group/${GROUP}\\?`));
  });

  it('goes over one connection', async () => {
    const { url, requests } = await record();
    const { groups } = testClient({ url });
    await groups.get(GROUP);
    await groups.get(GROUP);
    expect(requests).toHaveLength(2);
    expect(new Set(requests.map(({ socket }) => socket)).size).toBe(1);
  });

  it('ignores the proxies of the environment', async () => {
    const { url, requests } = await record();
    const proxy = await record();
    for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy', 'HTTPS_PROXY', 'https_proxy']) {
      vi.stubEnv(name, proxy.url);
    }
    vi.stubEnv('NO_PROXY', '');
    vi.stubEnv('no_proxy', '');
    await testClient({ url }).groups.get(GROUP);
    expect(proxy.requests).toHaveLength(0);
    expect(requests).toHaveLength(1);
  });

  it('takes the proxy it is told, by CONNECT, and shows it no key', async () => {
    const { url, requests } = await record();
    const proxy = await connectProxy(Number(new URL(url).port));
    const options = { url: 'http://docspace.invalid', proxy: `http://user:p%40ss@127.0.0.1:${proxy.port}` };
    await testClient(options).groups.get(GROUP);
    expect(proxy.seen).toMatchObject([{ method: 'CONNECT', target: 'docspace.invalid:80' }]);
    expect(proxy.seen[0]?.headers['proxy-authorization']).toBe(
      `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
    );
    expect(JSON.stringify(proxy.seen)).not.toContain(KEY);
    expect(requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  it('a proxy that refuses is a portal out of reach, and is not told', async () => {
    const proxy = await serve((_, response) => void response.writeHead(407).end());
    const options = { url: 'https://docspace.invalid', proxy: proxy.replace('//', '//user:s3cr3tpw@') };
    const fault = await faultOf(testClient({ ...options, limits: { readMs: 300 } }).groups.get(GROUP));
    expect(['unreachable', 'timed-out', 'not-understood']).toContain(fault.reason);
    expect(inspect(fault, { depth: 9 })).not.toMatch(/s3cr3tpw|Bearer/);
  });

  it.each(['absolute', 'without a scheme'])(
    'never leaves the base address for one that is %s',
    async (kind) => {
      const { url, requests } = await record();
      const other = await record();
      const transport = createTransport({ url, userAgent: 'bot', maxBytes: 1_000 });
      await transport.get(kind === 'absolute' ? `${other.url}/x` : other.url.replace('http:', ''));
      expect(other.requests).toHaveLength(0);
      expect(requests).toHaveLength(1);
    },
  );
});
