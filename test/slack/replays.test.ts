import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createReplayGuard } from '../../src/slack/replays.ts';

let server: Server;
let status = 200;
let url = '';

beforeEach(async () => {
  const isReplay = createReplayGuard();
  server = createServer((request, response) => {
    if (isReplay(request, response)) response.end('replay');
    else response.writeHead(status).end('taken');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

async function send(signature: string, answers = 200): Promise<string> {
  status = answers;
  const headers = { 'x-slack-signature': signature, connection: 'close' };
  return (await fetch(url, { method: 'POST', headers, body: 'x' })).text();
}

test('a request is taken once, by its signature', async () => {
  expect(await send('v0=a')).toBe('taken');
  expect(await send('v0=a')).toBe('replay');
  expect(await send('v0=b')).toBe('taken');
});

test('a signature that was wrong does not stand in the way of the right request', async () => {
  expect(await send('v0=a', 401)).toBe('taken');
  expect(await send('v0=a')).toBe('taken');
  expect(await send('v0=a')).toBe('replay');
});
