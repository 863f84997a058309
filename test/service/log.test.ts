import axios from 'axios';
import { describe, expect, it } from 'vitest';
import type { Logger } from '../../src/service/log.ts';
import { keptLog, SECRETS } from './log-support.ts';

const RESPONSE_URL = 'https://hooks.slack.com/commands/T0TEAM/9876543210/Zs3cr3tZ';
const OTHER_RESPONSE_URL = 'http://127.0.0.1:9001/actions/T0TEAM/0123456789ab';
const TRIGGER_ID = '1234567890.9876543210.0123456789abcdef0123456789abcdef';

const hidden = { ...SECRETS, RESPONSE_URL, OTHER_RESPONSE_URL, TRIGGER_ID };

class Carrier extends Error {
  readonly config: unknown;
  readonly headers = { Authorization: 'Basic bm9ib2R5' };
  readonly reason = 'unreachable';

  constructor(secret: string, cause?: Error) {
    super(`no luck with ${secret}`, { cause });
    this.config = { headers: { Authorization: `Bearer ${secret}` } };
  }
}

type Place = (log: Logger, secret: string) => void;

const places: Readonly<Record<string, Place>> = {
  'the message': (log, secret) => log.info(`got ${secret}!`),
  'an argument of the message': (log, secret) => log.info('got %s and %o', secret, { x: [secret] }),
  data: (log, secret) => log.warn({ value: secret }, 'data'),
  'nested data': (log, secret) => log.warn({ a: { b: [{ c: `x${secret}y` }] } }, 'data'),
  'a key': (log, secret) => log.warn({ [secret]: 1 }, 'data'),
  'a URL': (log, secret) =>
    log.info({ url: new URL(`https://x.example.com/?q=${encodeURIComponent(secret)}`) }, 'data'),
  'an address with a password': (log, secret) =>
    log.info(`postgres://bot:${encodeURIComponent(secret)}@db/x`),
  JSON: (log, secret) => log.info(JSON.stringify({ text: secret })),
  'an error': (log, secret) => log.error(new Carrier(secret), 'failed'),
  'an error alone': (log, secret) => log.error(new Carrier(secret)),
  'an error under err': (log, secret) => log.error({ err: new Carrier(secret) }),
  'an error under another name': (log, secret) => log.error({ oops: new Carrier(secret) }, 'failed'),
  'the cause of a cause': (log, secret) =>
    log.error({ err: new Error('a', { cause: new Error('b', { cause: new Carrier(secret) }) }) }),
  'one of several errors': (log, secret) => log.error(new AggregateError([new Carrier(secret)], 'several')),
  'child bindings': (log, secret) => log.child({ a: { b: secret }, err: new Carrier(secret) }).info('child'),
  'a class instance': (log, secret) =>
    log.info({ map: new Map([['x', secret]]), box: new Carrier(secret) }, 'data'),
};

describe.each(Object.entries(places))('a secret in %s', (_place, write) => {
  it.each(Object.entries(hidden))('is not logged: %s', async (_name, secret) => {
    const { log, lines, entries } = await keptLog();
    write(log, secret);
    expect(entries()).toHaveLength(1);
    const text = lines.join('');
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
      expect(text).not.toContain(form);
      expect(text).not.toContain(JSON.stringify(form).slice(1, -1));
    }
  });
});

describe('the log', () => {
  it('masks tokens and keys that are not in the configuration', async () => {
    const { log, lines } = await keptLog({ secrets: [] });
    log.info(`a xoxb-99-zz b xapp-9-zz c sk-${'ab'.repeat(8)} d Bearer abc.def e xoxe.xoxp-9-zz`);
    log.info('wss://wss.slack.com/link/?ticket=zz-zz&app_id=1');
    expect(lines.join('')).not.toMatch(/zz|abab|abc\.def/);
    expect(lines[0]).toContain('a [hidden] b [hidden] c [hidden] d Bearer [hidden] e [hidden]');
    expect(lines[1]).toContain('?ticket=[hidden]&app_id=1');
  });

  it.each([
    'response_url',
    'responseUrl',
    'trigger_id',
    'Authorization',
    'apiKey',
    'password',
    'token',
    'headers',
  ])('hides whatever stands under %s', async (key) => {
    const { log, entries } = await keptLog();
    log.info({ body: { [key]: 'plain' }, list: [{ [key]: { deep: 'plain' } }] }, 'data');
    expect(entries()).toMatchObject([{ body: { [key]: '[hidden]' }, list: [{ [key]: '[hidden]' }] }]);
  });

  it.each(['response_url', 'trigger_id', 'authorization'])('hides %s in child bindings', async (key) => {
    const { log, entries } = await keptLog();
    log.child({ body: { [key]: 'plain \\ "x"' } }).info('data');
    expect(entries()).toMatchObject([{ body: { [key]: '[hidden]' } }]);
  });

  it('tells of an error its name, message, code, reason, stack and cause, and nothing else', async () => {
    const { log, entries } = await keptLog();
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', port: 1, request: { a: 1 } });
    log.error(new Carrier('it', cause), 'failed');
    expect(entries()).toEqual([
      {
        level: 'error',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        msg: 'failed',
        err: {
          name: 'Error',
          message: 'no luck with it',
          reason: 'unreachable',
          stack: expect.stringContaining('log.test.ts'),
          cause: { name: 'Error', message: 'refused', code: 'ECONNREFUSED', stack: expect.any(String) },
        },
      },
    ]);
  });

  it('takes the message of an error that comes without one', async () => {
    const { log, entries } = await keptLog();
    log.error(new Error('alone'));
    expect(entries()).toMatchObject([{ msg: 'alone', err: { message: 'alone' } }]);
  });

  it('keeps the key out of what axios throws', async () => {
    const { log, lines } = await keptLog({ secrets: [] });
    const headers = { Authorization: 'Bearer plain-key', 'X-Other': 'plain-key' };
    const error: unknown = await axios
      .get('http://127.0.0.1:1/', { headers })
      .catch((thrown: unknown) => thrown);
    log.error({ err: error, error }, 'failed');
    log.error(error);
    expect(lines.join('')).toContain('ECONNREFUSED');
    expect(lines.join('')).not.toContain('plain-key');
  });

  it('copes with circles, depth and size', async () => {
    const { log, lines, entries } = await keptLog();
    const circle: Record<string, unknown> = {
      big: 'x'.repeat(100_000),
      many: Array.from({ length: 5_000 }, () => 1),
    };
    circle.self = circle;
    const error: Error & { cause?: unknown } = new Error('round');
    error.cause = error;
    log.info(circle, 'data');
    log.error(error);
    expect(entries()).toHaveLength(2);
    expect(lines.join('').length).toBeLessThan(100_000);
    expect(lines[0]).toContain('[too deep]');
  });

  it('leaves plain data as it is', async () => {
    const { log, entries } = await keptLog();
    const at = new Date(0);
    log.info(
      { n: 1, yes: true, nothing: null, list: ['a', 2], at, big: 10n, group: 'Marketing' },
      'created %s',
      'it',
    );
    expect(entries()).toMatchObject([
      { n: 1, yes: true, nothing: null, list: ['a', 2], at: at.toISOString(), big: '10', msg: 'created it' },
    ]);
  });

  it('is silent below its level', async () => {
    const { log, lines } = await keptLog({ level: 'warn' });
    log.info('not this');
    log.warn('but this');
    expect(lines).toHaveLength(1);
  });

  it('is readable for people, and masked all the same', async () => {
    const { log, lines } = await keptLog({ format: 'pretty' });
    log.info({ group: 'Marketing' }, `created with ${SECRETS.apiKey}`);
    expect(lines.join('')).toMatch(/INFO.*: created with \[hidden\]/);
    expect(lines.join('')).toContain('group: "Marketing"');
  });

  it('falls back to JSON where pino-pretty is not installed', async () => {
    const { log, entries } = await keptLog({
      format: 'pretty',
      loadPretty: () => Promise.reject(new Error('Cannot find package')),
    });
    log.info('hello');
    expect(entries()).toMatchObject([
      { level: 'warn', msg: expect.stringContaining('pino-pretty') },
      { level: 'info', msg: 'hello' },
    ]);
  });
});
