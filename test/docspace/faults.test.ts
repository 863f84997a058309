import { describe, expect, it } from 'vitest';
import { faultOfAnswer, mayHaveHappened, reasonOfNoAnswer } from '../../src/docspace/faults.ts';

const HTML = '<html><body>Sign in</body></html>';
const PROBLEM = JSON.stringify({ title: 'Forbidden', status: 403 });

describe('faultOfAnswer, beyond what was recorded', () => {
  it.each([
    [302, '', 'no-such-route'],
    [400, HTML, 'invalid-input'],
    [402, '', 'portal-unavailable'],
    [403, ' \n', 'scope-missing'],
    [403, PROBLEM, 'scope-missing'],
    [403, HTML, 'no-such-route'],
    [403, '[]', 'no-such-route'],
    [403, '{"error":{"message":"x","type":null}}', 'role-refused'],
    [404, HTML, 'no-such-route'],
    [404, PROBLEM, 'no-such-route'],
    [408, '', 'timed-out'],
    [409, '{}', 'not-understood'],
    [413, HTML, 'invalid-input'],
    [414, '', 'invalid-input'],
    [502, HTML, 'server-fault'],
    [503, '', 'server-fault'],
  ])('%i %s', (status, body, reason) => {
    expect(faultOfAnswer({ status, body }).reason).toBe(reason);
  });
});

describe('reasonOfNoAnswer', () => {
  it.each([
    ['ECONNREFUSED', 'unreachable'],
    ['ECONNRESET', 'unreachable'],
    ['CERT_HAS_EXPIRED', 'unreachable'],
    ['', 'unreachable'],
    ['ECONNABORTED', 'timed-out'],
    ['ETIMEDOUT', 'timed-out'],
    ['ERR_BAD_RESPONSE', 'not-understood'],
    ['HPE_INVALID_CONSTANT', 'not-understood'],
    ['Z_DATA_ERROR', 'not-understood'],
  ])('%s is %s', (code, reason) => {
    expect(reasonOfNoAnswer(code)).toBe(reason);
  });
});

describe('mayHaveHappened', () => {
  it('is never said of a read', () => {
    expect(mayHaveHappened('GET', 'timed-out', {})).toBe(false);
  });

  it.each(['POST', 'PUT', 'DELETE'] as const)(
    '%s without an answer, but for a refused connection',
    (method) => {
      expect(mayHaveHappened(method, 'timed-out', { code: 'ECONNABORTED' })).toBe(true);
      expect(mayHaveHappened(method, 'unreachable', { code: 'ECONNRESET' })).toBe(true);
      expect(mayHaveHappened(method, 'cancelled', {})).toBe(true);
      expect(mayHaveHappened(method, 'unreachable', { code: 'ECONNREFUSED' })).toBe(false);
      expect(mayHaveHappened(method, 'unreachable', { code: 'ENOTFOUND' })).toBe(false);
    },
  );

  it.each([
    ['POST', 'no-such-route', 302, true],
    ['POST', 'portal-unavailable', 402, true],
    ['POST', 'address-refused', 403, true],
    ['POST', 'not-found', 404, true],
    ['POST', 'invalid-input', 413, false],
    ['PUT', 'no-such-route', 302, false],
    ['PUT', 'portal-unavailable', 402, false],
    ['PUT', 'timed-out', 408, true],
    ['PUT', 'not-understood', 200, true],
    ['DELETE', 'server-fault', 504, true],
    ['DELETE', 'role-refused', 403, false],
  ] as const)('%s %s %i: %s', (method, reason, status, expected) => {
    expect(mayHaveHappened(method, reason, { status })).toBe(expected);
  });
});
