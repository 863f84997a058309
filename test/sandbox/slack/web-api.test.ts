import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callApi, type RawBot, rawBot } from './raw-bot.ts';
import {
  actions,
  button,
  input,
  many,
  modal,
  mrkdwn,
  type Piece,
  plain,
  section,
  textInput,
} from './views.ts';

let bot: RawBot;
beforeAll(async () => {
  bot = await rawBot();
});
afterAll(() => bot.stop());
beforeEach(() => bot.slack.clearBreaches());
afterEach(() =>
  bot.slack.setScopes(['commands', 'chat:write', 'users:read', 'users:read.email', 'files:write']),
);

const breaches = () => bot.slack.breaches.map((one) => one.what);

/** A trigger and the response_url as a command brings them. */
async function typed(text = '/docspace-group x', channel = 'C0MARKET') {
  const { triggerId = '', responseUrl = '' } = await bot.slack.as('U0ANN').type(channel, text);
  return { trigger_id: triggerId, responseUrl };
}

async function opened(view: Piece = modal([input(textInput())])) {
  const { trigger_id } = await typed();
  await bot.call('views.open', { trigger_id, view });
  const shown = bot.slack.as('U0ANN').modal();
  if (shown === undefined) throw new Error('no modal');
  return shown;
}

describe('tokens and scopes', () => {
  it.each([
    ['chat.postMessage', '', 'not_authed'],
    ['chat.postMessage', 'xoxb-wrong', 'invalid_auth'],
    ['no.such.method', 'xoxb-wrong', 'invalid_auth'],
  ])('%s with the token "%s": %s', async (method, token, error) => {
    expect(await callApi(bot.slack, method, {}, token)).toEqual({ ok: false, error });
  });

  it('tells the two tokens apart', async () => {
    const { slack } = bot;
    const error = 'not_allowed_token_type';
    expect(await bot.call('auth.test', {}, slack.appToken)).toMatchObject({ error });
    expect(await bot.call('apps.connections.open', {}, slack.botToken)).toMatchObject({ error });
    expect(await bot.call('auth.test')).toMatchObject({
      ok: true,
      user_id: 'U0BOT',
      bot_id: 'B0BOT',
      team_id: 'T0HOME',
    });
  });

  it.each([
    ['chat.postMessage', { channel: 'C0MARKET', text: 'x' }, 'chat:write'],
    ['users.info', { user: 'U0ANN' }, 'users:read'],
    ['users.lookupByEmail', { email: 'ann@example.com' }, 'users:read.email'],
    ['conversations.open', { users: 'U0ANN' }, 'im:write'],
    ['conversations.info', { channel: 'G0LEADS' }, 'groups:read'],
    ['files.getUploadURLExternal', { filename: 'a.csv', length: 1 }, 'files:write'],
  ])('%s needs its scope', async (method, args, needed) => {
    bot.slack.setScopes(['commands']);
    expect(await bot.call(method, args)).toMatchObject({
      error: 'missing_scope',
      needed,
      provided: 'commands',
    });
    expect(breaches()).toEqual([]);
  });

  it('names the scopes in a header', async () => {
    const { apiUrl, botToken } = bot.slack;
    const response = await fetch(`${apiUrl}auth.test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${botToken}` },
    });
    expect(response.headers.get('x-oauth-scopes')).toContain('users:read.email');
  });

  it('keeps no token in the log of calls', async () => {
    await fetch(`${bot.slack.apiUrl}auth.test`, {
      method: 'POST',
      body: new URLSearchParams({ token: bot.slack.botToken }),
    });
    expect(JSON.stringify(bot.slack.calls)).not.toContain('xoxb-');
  });
});

describe('people and conversations', () => {
  it.each([
    ['U0SALLY', { is_restricted: true, is_ultra_restricted: true }],
    ['U0UNKA', { is_email_confirmed: false }],
    ['U0XAV', { is_stranger: true, team_id: 'T0PARTNER' }],
    ['U0OLD', { deleted: true }],
    ['U0BOT', { is_bot: true }],
    ['USLACKBOT', { is_bot: false }],
  ])('%s has his flags', async (user, flags) => {
    expect(await bot.call('users.info', { user })).toMatchObject({ ok: true, user: { id: user, ...flags } });
  });

  it('gives the e-mail only with its scope', async () => {
    const profile = { email: 'ann@example.com' };
    expect(await bot.call('users.info', { user: 'U0ANN' })).toMatchObject({ user: { profile } });
    bot.slack.setScopes(['users:read']);
    expect(JSON.stringify(await bot.call('users.info', { user: 'U0ANN' }))).not.toContain('email":');
  });

  it.each([
    ['users.info', { user: 'U0NOBODY' }, 'user_not_found'],
    ['users.lookupByEmail', { email: 'old@example.com' }, 'users_not_found'],
    ['conversations.info', { channel: 'C0NONE' }, 'channel_not_found'],
    ['conversations.info', { channel: 'G0SECRET' }, 'channel_not_found'],
    ['conversations.open', { users: 'U0OLD' }, 'user_disabled'],
  ])('%s %o: %s', async (method, args, error) => {
    bot.slack.setScopes([
      'users:read',
      'users:read.email',
      'im:write',
      'channels:read',
      'groups:read',
      'im:read',
    ]);
    expect(await bot.call(method, args)).toMatchObject({ ok: false, error });
  });

  it('finds people by e-mail, whatever the case', async () => {
    expect(await bot.call('users.lookupByEmail', { email: 'ADA@example.COM' })).toMatchObject({
      user: { id: 'U0ADA' },
    });
  });

  it('sees a change of an account', async () => {
    bot.slack.changeUser('U0CID', { deleted: true });
    expect(await bot.call('users.info', { user: 'U0CID' })).toMatchObject({ user: { deleted: true } });
    bot.slack.changeUser('U0CID', { deleted: false });
  });
});

describe('messages', () => {
  it.each([
    ['a channel without the bot', { channel: 'C0RANDOM' }, 'not_in_channel'],
    ['a private channel without the bot', { channel: 'G0SECRET' }, 'channel_not_found'],
    ['no such channel', { channel: 'C0NONE' }, 'channel_not_found'],
    ['nobody', { channel: 'U0NOBODY' }, 'channel_not_found'],
    ['a deactivated person', { channel: 'U0OLD' }, 'channel_not_found'],
  ])('cannot be posted to %s, which is no breach', async (_, args, error) => {
    expect(await bot.call('chat.postMessage', { text: 'x', ...args })).toMatchObject({ ok: false, error });
    expect(breaches()).toEqual([]);
  });

  it.each([
    ['nothing to say', {}, 'no_text', ['no_text']],
    ['an empty text', { text: '' }, 'no_text', ['no_text']],
    ['a text without end', { text: 'x'.repeat(40_001) }, 'msg_too_long', ['msg_too_long']],
    ['a wrong block', { text: 'x', blocks: [{ type: 'section' }] }, 'invalid_blocks', ['invalid_blocks']],
    ['broken JSON', { text: 'x', blocks: '[{' }, 'invalid_blocks_format', ['invalid_blocks_format']],
    ['wrong metadata', { text: 'x', metadata: {} }, 'invalid_metadata_format', ['invalid_metadata_format']],
    ['a channel by name', { channel: '#marketing', text: 'x' }, 'channel_not_found', ['channel_by_name']],
    ['blocks without text', { blocks: [section('x')] }, undefined, ['text_missing']],
    ['a raw < in the text', { text: 'a < b' }, undefined, ['unescaped']],
    ['a raw & in a block', { text: 'x', blocks: [section('Q&A')] }, undefined, ['unescaped']],
    ['a name taken for a link', { text: 'x', blocks: [section('*<b>Co</b>*')] }, undefined, ['unescaped']],
    ['a ping in the text', { text: 'hello <!here>' }, undefined, ['ping']],
    ['a ping in a block', { text: 'x', blocks: [section('<!channel>')] }, undefined, ['ping']],
    [
      'a ping of a group',
      { text: 'x', blocks: [{ type: 'context', elements: [mrkdwn('<!subteam^S1|@all>')] }] },
      undefined,
      ['ping'],
    ],
    ['a ping in an attachment', { text: 'x', attachments: [{ text: '<!everyone>' }] }, undefined, ['ping']],
    ['a ping in rich text', { text: 'x', blocks: [broadcast()] }, undefined, ['ping']],
    ['a value twice', { text: 'x', blocks: [actions(sameTwice())] }, undefined, ['option_twice']],
  ])('%s is a breach', async (_, args, error, expected) => {
    const answer = await bot.call('chat.postMessage', { channel: 'C0MARKET', ...args });
    expect(answer.error).toBe(error);
    expect(breaches()).toEqual(expected);
  });

  it.each([
    'Q&amp;A &lt;b&gt;',
    '> quoted\n>>> all of it',
    '<@U0ANN> <#C0MARKET|marketing> <https://x.example/?a=1&amp;b=2|link> <mailto:a@b.example>',
    '<!date^1763000000^{time}|noon>',
  ])('may say %j', async (text) => {
    expect(
      await bot.call('chat.postMessage', { channel: 'C0MARKET', text, blocks: [section(text)] }),
    ).toMatchObject({ ok: true });
    expect(breaches()).toEqual([]);
  });

  it('shows an escaped ping and no more', async () => {
    await bot.call('chat.postMessage', {
      channel: 'U0BOB',
      text: '&lt;!channel&gt; for <@U0ANN> in <#C0MARKET>',
    });
    const [message] = bot.slack.as('U0BOB').directMessages();
    expect(message && bot.slack.plainText(message)).toBe('<!channel> for @ann in #marketing');
    expect(bot.slack.as('U0ANN').directMessages()).toEqual([]);
    expect(breaches()).toEqual([]);
  });

  it('are changed and taken away, blocks staying unless sent', async () => {
    const { slack, call } = bot;
    const { ts, channel } = await call('chat.postMessage', {
      channel: 'C0GENERAL',
      text: 'a',
      blocks: [section('a')],
    });
    const latest = () => slack.as('U0BOB').messages('C0GENERAL').at(-1);
    await call('chat.update', { channel, ts, text: 'b' });
    expect(latest()).toMatchObject({ text: 'b', edited: true, blocks: [{ type: 'section' }] });
    await call('chat.update', { channel, ts, text: 'c', blocks: [] });
    expect(latest()).toMatchObject({ text: 'c', blocks: [] });
    expect(await call('chat.update', { channel, ts })).toMatchObject({ error: 'no_text' });
    expect(await call('chat.update', { channel: 'U0BOB', ts, text: 'x' })).toMatchObject({
      error: 'channel_not_found',
    });
    await call('chat.delete', { channel, ts });
    expect(slack.as('U0BOB').messages('C0GENERAL')).toEqual([]);
    expect(await call('chat.delete', { channel, ts })).toMatchObject({ error: 'message_not_found' });
  });

  it('for one person are seen by him alone and cannot be changed', async () => {
    const { slack, call } = bot;
    const { message_ts } = await call('chat.postEphemeral', {
      channel: 'G0LEADS',
      user: 'U0ANN',
      text: 'psst',
    });
    expect(slack.as('U0ANN').messages('G0LEADS')).toHaveLength(1);
    expect(slack.as('U0BOB').messages('G0LEADS')).toHaveLength(0);
    const update = await call('chat.update', { channel: 'G0LEADS', ts: message_ts, text: 'x' });
    expect(update).toMatchObject({ error: 'message_not_found' });
    expect(breaches()).toEqual(['message_not_found']);
    const toStranger = await call('chat.postEphemeral', { channel: 'G0LEADS', user: 'U0CID', text: 'psst' });
    expect(toStranger).toMatchObject({ error: 'user_not_in_channel' });
  });

  it('reach a public channel with chat:write.public, and any channel once the bot is in', async () => {
    bot.slack.setScopes(['chat:write', 'chat:write.public']);
    expect(await bot.call('chat.postMessage', { channel: 'C0RANDOM', text: 'x' })).toMatchObject({
      ok: true,
    });
    bot.slack.setBotMember('G0SECRET', true);
    expect(await bot.call('chat.postMessage', { channel: 'G0SECRET', text: 'x' })).toMatchObject({
      ok: true,
    });
    bot.slack.setBotMember('G0SECRET', false);
  });

  it('carry files', async () => {
    const { slack, call } = bot;
    const { upload_url: url, file_id: id } = await call('files.getUploadURLExternal', {
      filename: 'log.csv',
      length: 3,
    });
    expect((await fetch(String(url), { method: 'POST', body: 'a,b' })).status).toBe(200);
    const files = [{ id, title: 'Log' }];
    await call('files.completeUploadExternal', { files, channel_id: 'C0MARKET', initial_comment: 'the log' });
    expect(slack.as('U0ANN').messages('C0MARKET').at(-1)).toMatchObject({
      files: [{ name: 'log.csv', content: 'a,b' }],
    });
    expect(await call('files.completeUploadExternal', { files })).toMatchObject({ error: 'file_not_found' });
  });
});

describe('views', () => {
  it.each([
    ['no trigger', {}, 'invalid_arguments'],
    ['a made-up trigger', { trigger_id: '1.2.abc' }, 'invalid_trigger_id'],
  ])('cannot be opened with %s', async (_, args, error) => {
    expect(await bot.call('views.open', { view: modal([]), ...args })).toMatchObject({ error });
    expect(breaches()).toEqual([error]);
  });

  it('take a trigger once, and a wrong view leaves it unused', async () => {
    const { trigger_id } = await typed();
    expect(await bot.call('views.open', { trigger_id, view: modal([section('')]) })).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: [expect.stringContaining('/view/blocks/0/text/text')] },
    });
    expect(await bot.call('views.open', { trigger_id, view: modal([]) })).toMatchObject({ ok: true });
    expect(await bot.call('views.open', { trigger_id, view: modal([]) })).toMatchObject({
      error: 'exchanged_trigger_id',
    });
    expect(breaches()).toEqual(['invalid_arguments', 'exchanged_trigger_id']);
  });

  it('are updated with the right hash only', async () => {
    const { id, hash } = await opened();
    const view = modal([section('new')]);
    expect(await bot.call('views.update', { view_id: id, hash, view })).toMatchObject({ ok: true });
    expect(await bot.call('views.update', { view_id: id, hash, view })).toMatchObject({
      error: 'hash_conflict',
    });
    expect(breaches()).toEqual([]);
    expect(await bot.call('views.update', { view_id: id, hash: '', view })).toMatchObject({
      error: 'hash_conflict',
    });
    expect(breaches()).toEqual(['empty_hash']);
    expect(await bot.call('views.update', { view_id: id, view })).toMatchObject({ ok: true });
  });

  it('cannot be updated once closed, which is no breach', async () => {
    const { id } = await opened();
    await bot.slack.as('U0ANN').closeModal();
    expect(await bot.call('views.update', { view_id: id, view: modal([]) })).toMatchObject({
      error: 'not_found',
    });
    expect(breaches()).toEqual([]);
  });

  it('cannot be updated with the view of a payload, or to a home tab', async () => {
    const { id } = await opened();
    const view = { ...modal([]), id, hash: 'x', state: { values: {} } };
    expect(await bot.call('views.update', { view_id: id, view })).toMatchObject({
      error: 'invalid_arguments',
    });
    const home = { type: 'home', blocks: [] };
    expect(await bot.call('views.update', { view_id: id, view: home })).toMatchObject({
      error: 'invalid_arguments',
    });
  });

  it('keep what was typed under the same ids, and start anew under others', async () => {
    const field = (block_id: string, initial_value: string) =>
      input(textInput({ action_id: 'text', initial_value }), { block_id });
    const { id } = await opened(modal([field('one', 'first')]));
    const ann = bot.slack.as('U0ANN');
    await ann.fill('one', 'typed');
    await bot.call('views.update', {
      view_id: id,
      view: modal([field('one', 'second'), field('two', 'third')]),
    });
    expect(ann.modal()).toMatchObject({
      values: { one: { text: { value: 'typed' } }, two: { text: { value: 'third' } } },
    });
    await bot.call('views.update', { view_id: id, view: modal([field('other', 'fresh')]) });
    expect(ann.modal()?.values).toEqual({ other: { text: { type: 'plain_text_input', value: 'fresh' } } });
  });

  it('stack up to three', async () => {
    await opened(modal([actions(button({ action_id: 'more' }))]));
    const ann = bot.slack.as('U0ANN');
    const push = async () => {
      const { triggerId: trigger_id } = await ann.press('more');
      return bot.call('views.push', { trigger_id, view: modal([actions(button({ action_id: 'more' }))]) });
    };
    expect(await push()).toMatchObject({ ok: true });
    expect(await push()).toMatchObject({ ok: true });
    expect(ann.modals()).toHaveLength(3);
    expect(ann.modal()?.root_view_id).toBe(ann.modals()[0]?.id);
    expect(await push()).toMatchObject({ error: 'push_limit_reached' });
    expect(breaches()).toEqual(['push_limit_reached']);
    await ann.closeModal();
    expect(ann.modals()).toHaveLength(2);
  });

  it('are pushed upon modals only', async () => {
    const { trigger_id } = await typed();
    expect(await bot.call('views.push', { trigger_id, view: modal([]) })).toMatchObject({
      error: 'not_found',
    });
    expect(breaches()).toEqual(['push_without_modal']);
  });

  it('have external ids of their own, by which they are found', async () => {
    await opened(modal([], { external_id: 'mine' }));
    expect(
      await bot.call('views.update', { external_id: 'mine', view: modal([], { external_id: 'mine' }) }),
    ).toMatchObject({ ok: true });
    const { triggerId: trigger_id } = await bot.slack.as('U0BOB').shortcut('any');
    const view = modal([], { external_id: 'mine' });
    expect(await bot.call('views.open', { trigger_id, view })).toMatchObject({
      error: 'duplicate_external_id',
    });
  });

  it('weigh 250 kB at most', async () => {
    const { trigger_id } = await typed();
    const view = modal(many(100, () => section('x'.repeat(2_500))));
    expect(await bot.call('views.open', { trigger_id, view })).toMatchObject({ error: 'view_too_large' });
  });

  it('on the home tab keep their id and check the hash', async () => {
    const view = { type: 'home', blocks: [section('home')] };
    expect(await bot.call('views.publish', { user_id: 'U0BOB', view })).toMatchObject({ ok: true });
    const first = bot.slack.as('U0BOB').home();
    expect(await bot.call('views.publish', { user_id: 'U0BOB', view, hash: first?.hash })).toMatchObject({
      ok: true,
    });
    expect(await bot.call('views.publish', { user_id: 'U0BOB', view, hash: first?.hash })).toMatchObject({
      error: 'hash_conflict',
    });
    expect(bot.slack.as('U0BOB').home()?.id).toBe(first?.id);
    expect(await bot.call('views.publish', { user_id: 'U0NOBODY', view })).toMatchObject({
      error: 'invalid_arguments',
    });
    expect(await bot.call('views.publish', { user_id: 'U0BOB', view: modal([]) })).toMatchObject({
      error: 'invalid_arguments',
    });
  });

  it('do not ping', async () => {
    await opened(modal([section('<!channel>')]));
    expect(breaches()).toEqual(['ping']);
  });
});

it('knows no other methods', async () => {
  expect(await bot.call('chat.unheardOf')).toEqual({ ok: false, error: 'unknown_method' });
  expect(breaches()).toEqual(['unknown_method']);
});

it('limits rates when asked to', async () => {
  const limited = await rawBot();
  limited.slack.setRateLimits(true);
  const post = () =>
    fetch(`${limited.slack.apiUrl}users.info`, {
      method: 'POST',
      headers: { authorization: `Bearer ${limited.slack.botToken}` },
      body: new URLSearchParams({ user: 'U0ANN' }),
    });
  const answers = await Promise.all(many(101, post));
  const refused = answers.filter((one) => one.status === 429);
  expect(refused).toHaveLength(1);
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  await limited.stop();
});

function broadcast(): Piece {
  const elements = [{ type: 'broadcast', range: 'here' }];
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

function sameTwice(): Piece {
  const option = { text: plain('same'), value: 'same' };
  return { type: 'static_select', options: [option, option] };
}
