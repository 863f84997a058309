import { describe, expect, it } from 'vitest';
import { CONFIG_VARIABLES, readConfig } from '../src/config.ts';
import { ConfigError } from '../src/config-fault.ts';
import { API_KEY, APP_TOKEN, BOT_TOKEN, faultsOf, LEAST } from './config-support.ts';

const USER_TOKEN = 'xoxp-1111-2222-abcdefghij';

describe('tokens', () => {
  it.each([
    ['SLACK_APP_TOKEN', BOT_TOKEN, 'this is a bot token (xoxb-…), it wants an app-level token (xapp-…)'],
    ['SLACK_BOT_TOKEN', APP_TOKEN, 'this is an app-level token (xapp-…), it wants the bot token (xoxb-…)'],
    ['SLACK_BOT_TOKEN', USER_TOKEN, 'this is a user token (xoxp-…), it wants the bot token (xoxb-…)'],
    ['SLACK_BOT_TOKEN', API_KEY, 'this is a DocSpace API key (sk-…), it wants the bot token (xoxb-…)'],
    ['SLACK_BOT_TOKEN', 'xoxb-…', 'this is not the bot token (xoxb-…)'],
    ['SLACK_BOT_TOKEN', 'Bearer xoxb-1111-2222', 'begins with "Bearer"'],
    [
      'DOCSPACE_API_KEY',
      BOT_TOKEN,
      'this is a bot token (xoxb-…), it wants a DocSpace API key (sk- and 64 hex digits)',
    ],
    ['DOCSPACE_API_KEY', `Bearer ${API_KEY}`, 'begins with "Bearer"'],
    ['DOCSPACE_API_KEY', 'sk-proj-not-of-docspace', 'this is not a DocSpace API key (sk- and 64 hex digits)'],
    [
      'DOCSPACE_API_KEY',
      'a'.repeat(32),
      'this is a signing secret, it wants a DocSpace API key (sk- and 64 hex digits)',
    ],
  ])('%s = %s is refused', (variable, value, what) => {
    expect(faultsOf({ [variable]: value })).toMatchObject([{ variable, what }]);
  });

  it.each([APP_TOKEN, BOT_TOKEN, API_KEY, 'short'])('SLACK_SIGNING_SECRET = %s is refused', (value) => {
    const faults = faultsOf({ SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: value });
    expect(faults).toMatchObject([{ variable: 'SLACK_SIGNING_SECRET' }]);
  });

  const secrets = [
    BOT_TOKEN,
    USER_TOKEN,
    APP_TOKEN,
    API_KEY,
    'c0ffee'.repeat(5),
    'https://me:hunter22@x.example.com',
  ];

  function messageOf(env: Readonly<Record<string, string>>): string {
    try {
      return readConfig({ ...LEAST, ...env }).warnings.join();
    } catch (error) {
      return error instanceof ConfigError ? error.message : 'no ConfigError';
    }
  }

  it.each(CONFIG_VARIABLES)('%s shows no secret put there by mistake', (name) => {
    for (const secret of secrets) {
      for (const value of [secret, `${secret} ${secret}`, `${secret}.io`]) {
        const message = messageOf({ [name]: value });
        expect(message).not.toContain(secret);
        expect(message).not.toContain('hunter22');
      }
    }
  });
});

describe('DOCSPACE_URL', () => {
  it.each([
    ['https://portal.example.com/', 'https://portal.example.com'],
    ['HTTPS://Portal.Example.com:8443', 'https://portal.example.com:8443'],
    ['http://127.0.0.1:8092', 'http://127.0.0.1:8092'],
    ['http://[::1]:8092', 'http://[::1]:8092'],
    ['http://docspace.localhost', 'http://docspace.localhost'],
  ])('%s is read as %s', (value, url) => {
    expect(readConfig({ ...LEAST, DOCSPACE_URL: value }).docspace.url).toBe(url);
  });

  it.each([
    ['portal.example.com', 'no web address', 'https://portal.example.com'],
    ['https://', 'no web address', 'https://docspace.example.com'],
    ['ftp://portal.example.com', 'no web address', 'https://docspace.example.com'],
    ['http://portal.example.com:8080', 'in the clear', 'https://portal.example.com:8080'],
    ['http://127.0.0.1.example.com', 'in the clear', 'https://127.0.0.1.example.com'],
    ['https://portal.example.com/api/2.0', 'path', 'https://portal.example.com'],
    ['https://portal.example.com?x=1', 'query', 'https://portal.example.com/'],
    ['https://portal.example.com/#rooms', 'fragment', 'https://portal.example.com/'],
    ['https://ann:hunter22@portal.example.com', 'name or password', 'https://portal.example.com/'],
  ])('%s is refused', (value, what, remedy) => {
    const faults = faultsOf({ DOCSPACE_URL: value });
    expect(faults).toEqual([
      {
        variable: 'DOCSPACE_URL',
        what: expect.stringContaining(what),
        remedy: expect.stringMatching(new RegExp(`${remedy}$`)),
      },
    ]);
    expect(JSON.stringify(faults)).not.toContain('hunter22');
  });
});

describe('SLACK_API_URL', () => {
  it.each([
    ['https://slack.com/api', 'https://slack.com/api/'],
    ['https://slack.com/api//', 'https://slack.com/api/'],
    ['http://localhost:9001', 'http://localhost:9001/'],
  ])('%s is read as %s', (value, url) => {
    expect(readConfig({ ...LEAST, SLACK_API_URL: value }).slack.apiUrl).toBe(url);
  });

  it.each(['http://slack.example.com/api/', 'slack.com/api', 'https://slack.com/api/?x=1'])(
    '%s is refused',
    (value) => {
      expect(faultsOf({ SLACK_API_URL: value })).toMatchObject([{ variable: 'SLACK_API_URL' }]);
    },
  );
});

describe('numbers, words and ids', () => {
  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['PORT', '0x10'],
    ['PORT', '1e3'],
    ['UNDO_MINUTES', '1441'],
    ['PARALLEL_WRITES', '0'],
    ['PARALLEL_WRITES', '51'],
    ['CHANGES_PER_10_MINUTES', 'many'],
    ['HEADS_MANAGE_MEMBERS', 'ja'],
    ['EVERYONE_MAY_VIEW', '2'],
    ['LOG_LEVEL', 'verbose'],
    ['LOG_FORMAT', 'xml'],
    ['AUDIT_CHANNEL', '#audit'],
    ['AUDIT_CHANNEL', 'U123456'],
    ['HOST', 'http://0.0.0.0'],
    ['HOST', '0.0.0.0:3000'],
    ['DATABASE_URL', 'mysql://db.example.com/x'],
    ['DATABASE_URL', 'postgres://db.example.com'],
    ['DATABASE_URL', 'postgres://bot:100%@db.example.com/x'],
  ])('%s = %s is refused', (variable, value) => {
    expect(faultsOf({ [variable]: value })).toMatchObject([{ variable }]);
  });

  it.each(['true', 'TRUE', 'yes', 'on', '1'])('%s is true', (value) => {
    expect(readConfig({ ...LEAST, EVERYONE_MAY_VIEW: value }).rights.everyoneMayView).toBe(true);
  });

  it.each(['false', 'No', 'off', '0'])('%s is false', (value) => {
    expect(readConfig({ ...LEAST, EVERYONE_MAY_VIEW: value }).rights.everyoneMayView).toBe(false);
  });

  it.each([
    ['::', '::'],
    ['[::1]', '::1'],
    ['bot.internal', 'bot.internal'],
  ])('HOST = %s is read as %s', (value, host) => {
    expect(readConfig({ ...LEAST, HOST: value }).http.host).toBe(host);
  });

  it('takes both names of the PostgreSQL scheme', () => {
    const url = 'postgresql://db.example.com/groups?sslmode=require';
    const config = readConfig({ ...LEAST, DATABASE_URL: url });
    expect(config.store.databaseUrl).toBe(url);
    expect(config.secrets).toEqual([BOT_TOKEN, API_KEY, APP_TOKEN, url]);
  });
});
