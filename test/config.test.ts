import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONFIG_VARIABLES, readConfig } from '../src/config.ts';
import { API_KEY, APP_TOKEN, BOT_TOKEN, errorOf, faultsOf, LEAST, SIGNING_SECRET } from './config-support.ts';

describe('readConfig', () => {
  it('needs four variables and has a default for the rest', () => {
    expect(readConfig(LEAST)).toEqual({
      slack: { botToken: BOT_TOKEN, transport: { kind: 'socket', appToken: APP_TOKEN }, apiUrl: undefined },
      docspace: { url: 'https://portal.example.com', key: API_KEY },
      http: { host: '0.0.0.0', port: 3000 },
      store: { dataDir: './data', databaseUrl: undefined },
      rights: { headsManageMembers: false, everyoneMayView: false },
      peopleOverrides: new Map(),
      auditChannel: undefined,
      undoMinutes: 15,
      parallelWrites: 12,
      changesPer10Minutes: 30,
      historyDays: 400,
      log: { level: 'info', format: 'json' },
      secrets: [BOT_TOKEN, API_KEY, APP_TOKEN],
      warnings: [],
    });
  });

  it('reads every variable', () => {
    const databaseUrl = 'postgres://bot:p%40ssword@db.example.com:5432/groups';
    const config = readConfig({
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: 'http://127.0.0.1:9001/api',
      DOCSPACE_URL: 'http://localhost:8092/',
      DOCSPACE_API_KEY: API_KEY,
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl,
      DATA_DIR: '/var/lib/bot',
      HEADS_MANAGE_MEMBERS: 'true',
      EVERYONE_MAY_VIEW: 'Yes',
      PEOPLE_OVERRIDES: 'U123=A@x.io, W456=b@x.io',
      AUDIT_CHANNEL: 'C0AUDIT',
      UNDO_MINUTES: '0',
      PARALLEL_WRITES: '50',
      CHANGES_PER_10_MINUTES: '0',
      HISTORY_DAYS: '90',
      LOG_LEVEL: 'DEBUG',
      LOG_FORMAT: 'pretty',
    });
    expect(config).toEqual({
      slack: {
        botToken: BOT_TOKEN,
        transport: { kind: 'http', signingSecret: SIGNING_SECRET },
        apiUrl: 'http://127.0.0.1:9001/api/',
      },
      docspace: { url: 'http://localhost:8092', key: API_KEY },
      http: { host: '127.0.0.1', port: 0 },
      store: { dataDir: '/var/lib/bot', databaseUrl },
      rights: { headsManageMembers: true, everyoneMayView: true },
      peopleOverrides: new Map([
        ['U123', 'a@x.io'],
        ['W456', 'b@x.io'],
      ]),
      auditChannel: 'C0AUDIT',
      undoMinutes: 0,
      parallelWrites: 50,
      changesPer10Minutes: 0,
      historyDays: 90,
      log: { level: 'debug', format: 'pretty' },
      secrets: [BOT_TOKEN, API_KEY, SIGNING_SECRET, databaseUrl, 'p%40ssword', 'p@ssword'],
      warnings: [],
    });
  });

  it('tells all faults at once, each with what to do', () => {
    const { faults, message } = errorOf({
      SLACK_API_URL: 'ftp://x',
      DOCSPACE_URL: 'portal.example.com',
      PORT: '99999',
      LOG_LEVEL: 'loud',
    });
    const variables = [
      'SLACK_BOT_TOKEN',
      'SLACK_API_URL',
      'PORT',
      'DOCSPACE_URL',
      'DOCSPACE_API_KEY',
      'LOG_LEVEL',
      'SLACK_APP_TOKEN, SLACK_SIGNING_SECRET',
    ];
    expect(faults.map((fault) => fault.variable)).toEqual(variables);
    for (const { variable, what, remedy } of faults) {
      expect(message).toContain(`${variable}: ${what}\n    -> ${remedy}`);
      expect(remedy.length).toBeGreaterThan(15);
    }
    expect(message).toContain('7 settings are at fault');
  });

  it.each([
    [{ SLACK_APP_TOKEN: APP_TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET }, 'both are set'],
    [{ SLACK_APP_TOKEN: undefined, SLACK_SIGNING_SECRET: ' ' }, 'neither is set'],
  ])('wants exactly one way to Slack', (env, what) => {
    expect(faultsOf(env)).toEqual([
      {
        variable: 'SLACK_APP_TOKEN, SLACK_SIGNING_SECRET',
        what: expect.stringContaining(what),
        remedy: expect.stringContaining('Socket Mode'),
      },
    ]);
  });

  it.each([' ', '""', "''", '" "'])('takes %j for not set', (value) => {
    expect(faultsOf({ SLACK_BOT_TOKEN: value })).toMatchObject([
      { variable: 'SLACK_BOT_TOKEN', what: 'is not set' },
    ]);
    expect(readConfig({ ...LEAST, UNDO_MINUTES: value }).undoMinutes).toBe(15);
  });

  it.each([` ${BOT_TOKEN}\n`, `"${BOT_TOKEN}"`, `' ${BOT_TOKEN} '`])(
    'drops what stands round %j',
    (value) => {
      expect(readConfig({ ...LEAST, SLACK_BOT_TOKEN: value }).slack.botToken).toBe(BOT_TOKEN);
    },
  );
});

describe('slips in names', () => {
  it.each([
    ['SLACK_SIGNIN_SECRET', 'SLACK_SIGNING_SECRET'],
    ['SLACK_API_URI', 'SLACK_API_URL'],
  ])('%s is taken for %s', (name, meant) => {
    expect(readConfig({ ...LEAST, [name]: 'x' }).warnings).toEqual([
      `${name} is not known. Did you mean ${meant}?`,
    ]);
  });

  it.each(['SLACK_CLIENT_ID', 'SLACK_TEAM_ID', 'SLACK_APP_ID', 'DOCSPACE_LANGUAGE', 'DOC_URL', 'PATH'])(
    '%s is left alone',
    (name) => {
      expect(readConfig({ ...LEAST, [name]: 'x' }).warnings).toEqual([]);
    },
  );

  it('does not warn for a variable that is set properly, too', () => {
    expect(readConfig({ ...LEAST, DOCSPACE_URLS: 'x', SLACK_TOKEN: 'y' }).warnings).toEqual([]);
  });

  it('is told with the faults that it may explain', () => {
    const { DOCSPACE_API_KEY, SLACK_BOT_TOKEN, ...rest } = LEAST;
    const { message } = errorOf({ ...rest, DOCSPACE_KEY: DOCSPACE_API_KEY, SLACK_TOKEN: SLACK_BOT_TOKEN });
    expect(message).toContain('DOCSPACE_API_KEY: is not set');
    expect(message).toContain('DOCSPACE_KEY is not known. Did you mean DOCSPACE_API_KEY?');
    expect(message).toContain('SLACK_TOKEN is not known. Did you mean SLACK_BOT_TOKEN?');
    expect(message).not.toContain(API_KEY);
  });
});

describe('.env.example', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const pairs = [...text.matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  const values = Object.fromEntries(pairs);

  it('has every variable once, and no other', () => {
    expect(pairs).toHaveLength(CONFIG_VARIABLES.length);
    expect(new Set(Object.keys(values))).toEqual(new Set(CONFIG_VARIABLES));
  });

  it('shows the defaults', () => {
    const set = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
    expect(readConfig({ ...set, ...LEAST })).toEqual(readConfig(LEAST));
    expect(Object.keys(set)).toEqual(
      expect.arrayContaining(['PORT', 'UNDO_MINUTES', 'LOG_FORMAT', 'DATA_DIR']),
    );
  });
});
