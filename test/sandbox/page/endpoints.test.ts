import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Act } from '../../../sandbox/demo/acts.ts';
import { startPage } from '../../../sandbox/demo/page-server.ts';
import { type PageStage, pageStage } from './page-stage.ts';
import { tinyBot } from './tiny-bot.ts';

let stage: PageStage;
beforeAll(async () => {
  stage = await pageStage(tinyBot);
});
afterAll(() => stage.stop());

const person = 'U0ANN';
const channel = 'C0MARKET';

/** A request with any headers: `fetch` would not let us lie about `Host`. */
async function raw(
  path: string,
  options: {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  } = {},
) {
  const sent = request(`${stage.url}${path}`, {
    method: options.method ?? 'GET',
    headers: options.headers ?? {},
  });
  sent.end(options.body);
  const [answer]: IncomingMessage[] = await once(sent, 'response');
  if (answer === undefined) throw new Error('no answer');
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

function post(body: string, headers: Record<string, string> = {}) {
  const length = String(Buffer.byteLength(body));
  return raw('/api/acts', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': length, origin: stage.url, ...headers },
    body,
  });
}

const act = (one: Act) => post(JSON.stringify(one));
const say = (words: string) => JSON.stringify({ do: 'type', person, channel, text: words });

describe('the server', () => {
  it('serves the page, its parts, and nothing beside them', async () => {
    const page = await raw('/');
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(page.body).toContain('main.js');
    for (const path of ['/main.js', '/page.css', '/favicon.svg']) expect((await raw(path)).status).toBe(200);
    for (const path of [
      '/../demo.ts',
      '/..%2fdemo.ts',
      '/tsconfig.json',
      '/nothing.js',
      '/%2e%2e/world.ts',
    ]) {
      expect((await raw(path)).status, path).toBe(404);
    }
  });

  it('lets the page load and run only what is its own', async () => {
    const { headers } = await raw('/');
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  });

  it.each([
    ['a foreign Host', '/', { host: 'evil.example' }],
    ['a foreign Host with the right port', '/', { host: 'evil.example:4300' }],
    ['a foreign Origin', '/', { origin: 'https://evil.example' }],
    ['another site', '/api/events?person=U0ANN', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', '/api/events?person=U0ANN', { 'sec-fetch-site': 'same-site' }],
  ])('refuses %s', async (_, path, headers) => {
    expect((await raw(path, { headers })).status).toBe(403);
  });

  it('refuses acts that do not come from the page', async () => {
    const before = stage.slack.deliveries.length;
    const typed = say('/docspace-group whisper');
    expect((await post(typed, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post(typed, { origin: 'null' })).status).toBe(403);
    expect((await post(typed, { 'content-type': 'text/plain' })).status).toBe(415);
    const length = String(Buffer.byteLength(typed));
    const headers = { 'content-type': 'application/json', 'content-length': length };
    expect((await raw('/api/acts', { method: 'POST', headers, body: typed })).status).toBe(403);
    expect(stage.slack.deliveries).toHaveLength(before);
  });

  it('refuses what is no act, and what is not possible', async () => {
    expect((await post('{')).status).toBe(400);
    expect((await post('{"do":"fly","person":"U0ANN"}')).status).toBe(400);
    expect((await post(`{"do":"type","text":"${'x'.repeat(250_000)}"}`)).status).toBe(413);
    expect((await act({ do: 'type', person: 'U0NOBODY', channel, text: 'hi' })).status).toBe(409);
    expect((await act({ do: 'type', person: 'U0OLD', channel, text: 'hi' })).status, 'deactivated').toBe(409);
    expect((await act({ do: 'type', person: 'U0BOT', channel, text: 'hi' })).status, 'a bot').toBe(409);
    expect((await act({ do: 'type', person: 'U0CID', channel: 'G0SECRET', text: 'hi' })).status).toBe(409);
    expect((await act({ do: 'submit', person, view: 'V0GONE' })).body).toContain('not open any more');
    const where = { channel, ts: '1.000000' };
    const gone = await act({ do: 'press', person, where, block_id: 'b', action_id: 'a' });
    expect(gone).toMatchObject({ status: 409, body: expect.stringContaining('sees no') });
  });

  it('follows nobody who can’t act', async () => {
    for (const id of ['U0OLD', 'U0BOT', 'U0NOBODY', '']) {
      expect((await raw(`/api/events?person=${id}`)).status).toBe(204);
    }
  });

  it('says when its port is taken', async () => {
    const port = Number(new URL(stage.url).port);
    await expect(startPage({ slack: stage.slack, docspace: stage.docspace, port })).rejects.toThrow(
      'EADDRINUSE',
    );
  });

  it('takes the next port when the usual one is taken', async () => {
    const first = await startPage({ slack: stage.slack, docspace: stage.docspace });
    const second = await startPage({ slack: stage.slack, docspace: stage.docspace });
    expect(Number(new URL(second.url).port)).toBeGreaterThan(Number(new URL(first.url).port));
    await Promise.all([first.stop(), second.stop()]);
  });
});

describe('acts', () => {
  const said = (client: Awaited<ReturnType<PageStage['client']>>, words: RegExp) =>
    client.until(`a message that reads ${words}`, ({ messages }) =>
      messages.find((one) => words.test(one.text)),
    );

  it('carry a command through a modal to a message', async () => {
    const client = await stage.client(person);
    await client.act({ do: 'type', person, channel, text: '/docspace-group form' });
    const modal = await client.until('the form', (snapshot) => snapshot.modal);
    expect(modal.title).toBe('A form');
    const where = { view: modal.id };
    expect((await client.act({ do: 'submit', person, view: modal.id })).submitted).toBe('errors');
    const errors = await client.until('errors', (snapshot) => snapshot.modal?.errors.name);
    expect(errors).toBe('Please complete this required field.');
    await client.act({ do: 'fill', person, where, block_id: 'name', action_id: 'name', value: 'Lab' });
    expect((await client.act({ do: 'submit', person, view: modal.id })).submitted).toBe('closed');
    expect((await said(client, /Made by/)).text).toContain('name=Lab');
    await client.until('no modal', (snapshot) => snapshot.modal === undefined || undefined);
  });

  it('show a private answer to one person only', async () => {
    const [ann, cid] = [await stage.client(person), await stage.client('U0CID')];
    await ann.act({ do: 'type', person, channel, text: '/docspace-group whisper' });
    expect(await said(ann, /psst/)).toMatchObject({ isEphemeral: true, channel });
    await cid.act({ do: 'type', person: 'U0CID', channel, text: 'hello @bob & <all>' });
    await said(cid, /hello/);
    expect(cid.now().messages.filter((one) => one.text.includes('psst'))).toEqual([]);
  });

  it('open the Home tab, and start shortcuts that the manifest has', async () => {
    const client = await stage.client(person);
    await client.act({ do: 'home', person });
    const home = await client.until('the Home tab', (snapshot) => snapshot.home);
    await client.act({ do: 'press', person, where: { home: true }, block_id: 'acts', action_id: 'drop' });
    expect(home.blocks.map((one) => one.block_id)).toContain('acts');
    await client.act({ do: 'shortcut', person, callback: 'docspace_groups' });
    const { id } = await client.until('the form', (snapshot) => snapshot.modal);
    await client.act({ do: 'close', person, view: id });
    await client.act({ do: 'type', person, channel, text: 'tell @bob about it' });
    const { ts } = await said(client, /about it/);
    const callback = 'add_people_of_message';
    await client.act({ do: 'message-shortcut', person, callback, channel, ts });
    expect(stage.slack.deliveries.at(-1)?.payload).toMatchObject({
      message: { user: person, text: 'tell <@U0BOB> about it' },
    });
    expect((await act({ do: 'shortcut', person, callback: 'made-up' })).status).toBe(409);
    expect((await act({ do: 'message-shortcut', person, callback, channel, ts: '1.0' })).status).toBe(409);
  });

  it('keep ordinary talk from the bot, escaped', async () => {
    const client = await stage.client(person);
    const before = stage.slack.deliveries.length;
    await client.act({ do: 'type', person, channel, text: 'ask @bob <!channel> & co' });
    expect((await said(client, /^ask/)).text).toBe('ask <@U0BOB> &lt;!channel&gt; &amp; co');
    expect(stage.slack.deliveries).toHaveLength(before);
  });

  it('tell of an unknown command and of a bot that does not answer', async () => {
    const client = await stage.client(person);
    await client.act({ do: 'type', person, channel, text: '/nonsense <b>' });
    expect(await said(client, /nonsense/)).toMatchObject({
      text: '`/nonsense` is not a valid command.',
      isEphemeral: true,
    });
    await client.act({ do: 'type', person, channel, text: '/docspace-group silent' });
    await said(client, /operation_timeout/);
    const breach = await client.until('the breach', (snapshot) => snapshot.breaches[0]);
    expect(breach).toContain('ack_missing');
    stage.slack.clearBreaches();
  });

  it('invite the bot and send it away', async () => {
    const client = await stage.client(person);
    const invite = { do: 'invite', person, channel: 'C0RANDOM' } as const;
    await client.act({ ...invite, isMember: true });
    await client.act({ do: 'type', person, channel: 'C0RANDOM', text: '/docspace-group card' });
    await client.until('the card', ({ messages }) => messages.find((one) => one.channel === 'C0RANDOM'));
    await client.act({ ...invite, isMember: false });
    expect((await act({ ...invite, channel: 'D0ANN', isMember: true })).status).toBe(409);
  });

  it('show DocSpace as it stands, changed by whomever', async () => {
    const client = await stage.client(person);
    const [head] = stage.docspace.people();
    stage.docspace.addGroup({ name: 'Behind <b>', memberIds: [], ...(head && { headId: head.id }) });
    const group = await client.until('the group', ({ groups }) =>
      groups.find((one) => one.name === 'Behind <b>'),
    );
    expect(group.head).toBe('Olive Owner');
  });
});
