import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { leaksIn, secretsOf } from '../../journeys/support/secrets.ts';
import { openStage, type Stage } from '../../journeys/support/stage.ts';
import { authority, connectProxy, tlsFront } from '../support/tls-front.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

it('a certificate of an unknown authority is refused, in words', async () => {
  const port = await tlsFront(stage.docspace.url);
  const bot = await stage.launch({ DOCSPACE_URL: `https://localhost:${port}` });
  await stage.slack.waitFor(() => /certificate/i.test(bot.output()), 'a word about the certificate', 20_000);
  expect(stage.docspace.requests).toEqual([]);
});

it('NODE_EXTRA_CA_CERTS makes it known', async () => {
  const port = await tlsFront(stage.docspace.url);
  await stage.start({ DOCSPACE_URL: `https://localhost:${port}`, NODE_EXTRA_CA_CERTS: authority });
  expect(stage.docspace.requests.length).toBeGreaterThan(0);
});

it('HTTPS_PROXY leads there by CONNECT and never sees the key; other variables lead nowhere', async () => {
  const proxy = await connectProxy(await tlsFront(stage.docspace.url));
  const trap = await connectProxy(1);
  const elsewhere = `http://127.0.0.1:${trap.port}`;
  await stage.start({
    DOCSPACE_URL: 'https://portal.example.com',
    NODE_EXTRA_CA_CERTS: authority,
    HTTPS_PROXY: `http://bot:pr0xy%20pw@127.0.0.1:${proxy.port}`,
    HTTP_PROXY: elsewhere,
    ALL_PROXY: elsewhere,
    http_proxy: elsewhere,
    https_proxy: elsewhere,
    NO_PROXY: '*',
  });
  expect(stage.docspace.requests.length).toBeGreaterThan(0);
  expect(new Set(proxy.seen.map(({ method, target }) => `${method} ${target}`))).toEqual(
    new Set(['CONNECT portal.example.com:443']),
  );
  const credentials = `Basic ${Buffer.from('bot:pr0xy pw').toString('base64')}`;
  expect(proxy.seen[0]?.headers).toMatchObject({ 'proxy-authorization': credentials });
  expect(leaksIn(JSON.stringify(proxy.seen), secretsOf(stage.slack, stage.docspace))).toEqual([]);
  expect(leaksIn(stage.bot.output(), { 'proxy password': ['pr0xy pw', 'pr0xy%20pw'] })).toEqual([]);
  expect(trap.seen).toEqual([]);
});

it('a portal on this machine is asked without the proxy', async () => {
  const trap = await connectProxy(1);
  await stage.start({ HTTPS_PROXY: `http://127.0.0.1:${trap.port}` });
  expect(trap.seen).toEqual([]);
});

it('does not start with certificates unchecked', async () => {
  const bot = await stage.launch({ NODE_TLS_REJECT_UNAUTHORIZED: '0' });
  expect(await bot.ended).toEqual({ code: 78, signal: null });
  expect(bot.output()).toMatch(/NODE_TLS_REJECT_UNAUTHORIZED: it switches the check of certificates off/);
});

it.skipIf(process.platform === 'win32')('warns of a .env that others can read, and of no other', async () => {
  const file = join(stage.dataDir, '.env');
  await writeFile(file, 'UNDO_MINUTES=10\n');
  await chmod(file, 0o644);
  const open = await stage.start();
  expect(open.output()).toMatch(/\.env holds secrets, and others .* \(mode 644\)\. Run: chmod 600 \.env/);
  await open.end();
  await chmod(file, 0o600);
  const closed = await stage.start();
  expect(closed.output()).not.toContain('holds secrets');
});
