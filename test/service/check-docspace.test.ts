import { describe, expect, it } from 'vitest';
import { DocSpaceError, type DocSpaceReason } from '../../src/docspace/errors.ts';
import type { KeyInfo, Person } from '../../src/docspace/model.ts';
import { checkDocSpace } from '../../src/service/check-docspace.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

const KEY: KeyInfo = {
  name: 'bot',
  creatorId: 'p1',
  isActive: true,
  mayReadGroups: true,
  mayWriteGroups: true,
};
const CREATOR: Person = { id: 'p1', email: 'o@x.io', name: 'Olga Own', role: 'owner', status: 'active' };

function fault(reason: DocSpaceReason, status?: number, code?: string): DocSpaceError {
  const cause = Object.assign(new Error('inner'), code === undefined ? {} : { code });
  return new DocSpaceError({ reason, method: 'GET', route: '/x', mayHaveHappened: false, status, cause });
}

interface Answers {
  readonly version?: string | undefined | Error;
  readonly key?: Partial<KeyInfo> | Error;
  readonly creator?: Partial<Person> | Error;
}

async function say<T>(answer: T | Error): Promise<T> {
  if (answer instanceof Error) throw answer;
  return answer;
}

function check({ version = '3.7.2', key = {}, creator = {} }: Answers = {}) {
  return checkDocSpace({
    docspace: {
      version: () => say(version),
      keys: { self: () => say(key instanceof Error ? key : { ...KEY, ...key }) },
      people: { byId: () => say(creator instanceof Error ? creator : { ...CREATOR, ...creator }) },
    },
    url: 'https://portal.example.com',
    now: () => NOW,
  });
}

describe('checkDocSpace', () => {
  it('learns the version and whom the key acts as', async () => {
    expect(await check()).toEqual({
      kind: 'ready',
      facts: { version: '3.7.2', creator: CREATOR },
      warnings: [],
    });
    expect(await check({ creator: { role: 'admin' } })).toMatchObject({ kind: 'ready' });
  });

  it('does without a version', async () => {
    const docspace = {
      version: () => Promise.resolve(undefined),
      keys: { self: () => Promise.resolve(KEY) },
      people: { byId: () => Promise.resolve(CREATOR) },
    };
    expect(await checkDocSpace({ docspace, url: 'https://x.io' })).toMatchObject({
      kind: 'ready',
      warnings: [],
    });
  });

  const fatal: readonly (readonly [string, Answers, string, string])[] = [
    [
      'another server',
      { version: fault('no-such-route', 404) },
      'DOCSPACE_URL',
      'no DocSpace at portal.example.com',
    ],
    [
      'a web page',
      { version: fault('not-understood', 200) },
      'DOCSPACE_URL',
      'no DocSpace at portal.example.com',
    ],
    ['a DocSpace without keys', { key: fault('no-such-route', 404) }, 'DOCSPACE_URL', 'no DocSpace'],
    ['a wrong key', { key: fault('key-refused', 401) }, 'DOCSPACE_API_KEY', 'refuses the key'],
    ['a foreign IP address', { key: fault('address-refused', 403) }, 'DOCSPACE_URL', 'IP address'],
    ['an inactive key', { key: { isActive: false } }, 'DOCSPACE_API_KEY', '"bot" is inactive'],
    [
      'an expired key',
      { key: { expiresAt: '2026-11-21T12:00:00Z' } },
      'DOCSPACE_API_KEY',
      '"bot" expired on 2026-11-21',
    ],
    [
      'a key that may not read',
      { key: { mayReadGroups: false } },
      'DOCSPACE_API_KEY',
      'permission accounts:read',
    ],
    [
      'a key that may not write',
      { key: { mayWriteGroups: false } },
      'DOCSPACE_API_KEY',
      'permission accounts:write',
    ],
    [
      'a key for something else',
      { key: { mayReadGroups: false, mayWriteGroups: false } },
      'DOCSPACE_API_KEY',
      'accounts:read and accounts:write',
    ],
    [
      'a scope refused',
      { creator: fault('scope-missing', 403) },
      'DOCSPACE_API_KEY',
      'does not let this key',
    ],
    ['a key of a room admin', { creator: { role: 'roomAdmin' } }, 'DOCSPACE_API_KEY', 'Olga Own'],
    [
      'a key of a user',
      { creator: { role: 'user' } },
      'DOCSPACE_API_KEY',
      'neither Owner nor DocSpace admin',
    ],
    ['a key of somebody disabled', { creator: { status: 'disabled' } }, 'DOCSPACE_API_KEY', 'is not active'],
    [
      'a key of somebody removed',
      { creator: fault('not-found', 404) },
      'DOCSPACE_API_KEY',
      'no longer in DocSpace',
    ],
  ];

  it.each(fatal)('ends with a fault for %s', async (_case, answers, variable, what) => {
    expect(await check(answers)).toEqual({
      kind: 'fatal',
      faults: [{ variable, what: expect.stringContaining(what), remedy: expect.stringMatching(/.{20}/) }],
    });
  });

  const waits: readonly (readonly [string, DocSpaceError, string])[] = [
    ['refused connection', fault('unreachable', undefined, 'ECONNREFUSED'), 'does not answer (ECONNREFUSED)'],
    ['unknown name', fault('unreachable', undefined, 'ENOTFOUND'), 'does not answer (ENOTFOUND)'],
    [
      'bad certificate',
      fault('unreachable', undefined, 'DEPTH_ZERO_SELF_SIGNED_CERT'),
      'does not answer (its certificate is not trusted: DEPTH_ZERO_SELF_SIGNED_CERT)',
    ],
    ['time-out', fault('timed-out'), 'does not answer in time'],
    ['server fault', fault('server-fault', 502), 'answers with a fault (HTTP 502, server-fault)'],
    ['too many requests', fault('rate-limited', 429), 'asks the bot to wait (too many requests)'],
    ['unpaid portal', fault('portal-unavailable', 402), 'is not paid'],
  ];

  describe.each(['version', 'key', 'creator'] as const)('waits when asked for the %s', (at) => {
    it.each(waits)('on %s', async (_case, error, reason) => {
      expect(await check({ [at]: error })).toEqual({
        kind: 'not-ready',
        reason: `DOCSPACE_URL: portal.example.com ${reason}`,
      });
    });
  });

  it.each([
    ['3.4.9', 1],
    ['3.5.0', 0],
    ['3.10', 0],
    ['2.6.3', 1],
    ['4.0', 0],
    ['dev', 0],
  ])('warns of versions before 3.5: %s', async (version, count) => {
    const result = await check({ version });
    expect(result.kind === 'ready' && result.warnings.filter((text) => text.includes(version))).toHaveLength(
      count,
    );
  });

  it.each([
    ['2026-12-05T12:00:00Z', 1],
    ['2026-12-05T12:00:01Z', 0],
    ['2026-11-21T12:00:01Z', 1],
  ])('warns when the key expires within 14 days: %s', async (expiresAt, count) => {
    const result = await check({ key: { expiresAt } });
    expect(result.kind === 'ready' && result.warnings).toHaveLength(count);
  });

  it('throws what is no fault of DocSpace', async () => {
    await expect(check({ key: new TypeError('a bug') })).rejects.toThrow('a bug');
  });
});
