import { createServer } from 'node:http';
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appTokenFault, BOT_SCOPES, checkSlack } from '../../src/service/check-slack.ts';
import { slackLogger } from '../../src/service/slack-logger.ts';
import { keptLog } from './log-support.ts';

const GOOD = { ok: true, team_id: 'T1', team: 'Acme', user_id: 'UBOT', bot_id: 'B1' };
const OPEN = { ok: true, url: 'wss://wss.slack.com/link/?ticket=x' };

interface Answers {
  readonly auth: object;
  readonly open: object;
  readonly scopes?: string;
  readonly status?: number;
}

let answers: Answers;
let asked: string[] = [];
let api: string;

const slack = createServer((request, response) => {
  const isAuth = request.url === '/api/auth.test';
  const { auth, open, scopes, status = 200 } = answers;
  asked.push(`${request.url} ${request.headers.authorization}`);
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(isAuth && scopes !== undefined ? { 'x-oauth-scopes': scopes } : {}),
  });
  response.end(JSON.stringify(isAuth ? auth : open));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    slack.listen(0, '127.0.0.1', resolve);
  });
  const address = slack.address();
  api = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/api/`;
});
afterAll(() => slack.close());

/** The real client against canned answers. */
async function check(options: { http?: boolean; apiUrl?: string; at?: string } = {}) {
  const { log } = await keptLog({ level: 'silent' });
  const clientOptions = {
    slackApiUrl: options.at ?? api,
    retryConfig: { retries: 0 },
    logger: slackLogger(log),
  };
  const openConnection = () => new WebClient('xapp-1', clientOptions).apps.connections.open({});
  asked = [];
  return checkSlack({
    authTest: () => new WebClient('xoxb-1', clientOptions).auth.test(),
    ...(options.http ? {} : { openConnection }),
    apiUrl: options.apiUrl,
  });
}

function slackSays(
  auth: object,
  open: object = OPEN,
  more: Partial<Answers> = { scopes: BOT_SCOPES.join(',') },
) {
  answers = { auth, open, ...more };
}

describe('checkSlack', () => {
  it('learns who the bot is', async () => {
    slackSays(GOOD);
    expect(await check()).toEqual({
      kind: 'ready',
      facts: { teamId: 'T1', botUserId: 'UBOT', teamName: 'Acme' },
      warnings: [],
    });
    expect(new Set(asked)).toEqual(
      new Set(['/api/auth.test Bearer xoxb-1', '/api/apps.connections.open Bearer xapp-1']),
    );
  });

  it('asks only for the bot token in HTTP mode', async () => {
    slackSays(GOOD, { ok: false, error: 'invalid_auth' });
    expect(await check({ http: true })).toMatchObject({ kind: 'ready' });
    expect(asked).toEqual(['/api/auth.test Bearer xoxb-1']);
  });

  it.each(['invalid_auth', 'account_inactive', 'token_revoked', 'not_authed', 'token_expired'])(
    'ends with SLACK_BOT_TOKEN when Slack says %s',
    async (error) => {
      slackSays({ ok: false, error });
      expect(await check()).toEqual({
        kind: 'fatal',
        faults: [
          {
            variable: 'SLACK_BOT_TOKEN',
            what: expect.any(String),
            remedy: expect.stringContaining('Reinstall'),
          },
        ],
      });
    },
  );

  it.each(['invalid_auth', 'not_allowed_token_type', 'missing_scope'])(
    'ends with SLACK_APP_TOKEN when Slack says %s',
    async (error) => {
      slackSays(GOOD, { ok: false, error });
      expect(await check()).toEqual({
        kind: 'fatal',
        faults: [
          {
            variable: 'SLACK_APP_TOKEN',
            what: expect.any(String),
            remedy: expect.stringContaining('connections:write'),
          },
        ],
      });
    },
  );

  it('tells both faults together', async () => {
    slackSays({ ok: false, error: 'invalid_auth' }, { ok: false, error: 'invalid_auth' });
    expect(await check()).toMatchObject({
      faults: [{ variable: 'SLACK_BOT_TOKEN' }, { variable: 'SLACK_APP_TOKEN' }],
    });
  });

  it('names the missing scopes', async () => {
    slackSays(GOOD, OPEN, { scopes: 'chat:write, users:read,channels:read' });
    expect(await check()).toMatchObject({
      kind: 'fatal',
      faults: [
        {
          variable: 'SLACK_BOT_TOKEN',
          what: 'the token lacks the scopes commands, users:read.email',
          remedy: expect.stringContaining('reinstall the app'),
        },
      ],
    });
  });

  it('goes on where the scopes are not told', async () => {
    slackSays(GOOD, OPEN, {});
    expect(await check()).toMatchObject({ kind: 'ready' });
  });

  it('refuses an installation for a whole organisation', async () => {
    const { team_id: _, team: __, ...noTeam } = GOOD;
    for (const installed of [
      { ...GOOD, is_enterprise_install: true },
      { ...noTeam, enterprise_id: 'E1', is_enterprise_install: true },
      { ...GOOD, team_id: 'E1', enterprise_id: 'E1' },
    ]) {
      slackSays(installed);
      expect(await check()).toMatchObject({
        faults: [{ variable: 'SLACK_BOT_TOKEN', what: expect.stringContaining('organisation') }],
      });
    }
  });

  it('learns the organisation of a workspace that has one', async () => {
    slackSays({ ...GOOD, enterprise_id: 'E1', is_enterprise_install: false });
    expect(await check()).toMatchObject({ kind: 'ready', facts: { teamId: 'T1', enterpriseId: 'E1' } });
    slackSays({ ...GOOD, enterprise_id: null });
    expect(await check()).toEqual({
      kind: 'ready',
      facts: { teamId: 'T1', botUserId: 'UBOT', teamName: 'Acme' },
      warnings: [],
    });
  });

  it('waits where Slack does not tell the workspace', async () => {
    slackSays({ ...GOOD, team_id: null });
    expect(await check()).toMatchObject({ kind: 'not-ready' });
  });

  it('waits while Slack is out of reach', async () => {
    // fetch refuses the well-known ports itself; nobody listens on this one.
    const at = 'http://127.0.0.1:64999/api/';
    expect(await check({ at })).toEqual({
      kind: 'not-ready',
      reason: 'Slack does not answer (ECONNREFUSED)',
    });
    expect(await check({ at, apiUrl: at })).toEqual({
      kind: 'not-ready',
      reason: 'SLACK_API_URL: 127.0.0.1:64999 does not answer (ECONNREFUSED)',
    });
  });

  it('waits while Slack has faults of its own', async () => {
    slackSays(GOOD, OPEN, { status: 503 });
    expect(await check()).toEqual({ kind: 'not-ready', reason: 'Slack answers HTTP 503' });
    slackSays({ ok: false, error: 'internal_error' });
    expect(await check()).toEqual({ kind: 'not-ready', reason: 'Slack answers "internal_error"' });
    slackSays(GOOD, { ok: false, error: 'internal_error' });
    expect(await check()).toEqual({ kind: 'not-ready', reason: 'Slack answers "internal_error"' });
    slackSays({ ok: true });
    expect(await check()).toMatchObject({ kind: 'not-ready' });
  });

  it('ends for one token, though the other cannot be checked', async () => {
    slackSays({ ok: false, error: 'internal_error' }, { ok: false, error: 'invalid_auth' });
    expect(await check()).toMatchObject({ kind: 'fatal', faults: [{ variable: 'SLACK_APP_TOKEN' }] });
  });
});

it('appTokenFault knows only what Slack says of the token', () => {
  expect(appTokenFault(new Error('x'))).toBeUndefined();
  expect(appTokenFault(undefined)).toBeUndefined();
  expect(appTokenFault({ data: { error: 'internal_error' } })).toBeUndefined();
});
