import { describe, expect, it } from 'vitest';
import { askedWaitMs, MAX_TRIES, nextWaitMs } from '../../src/docspace/retry.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z');

describe('askedWaitMs', () => {
  it.each([
    ['seconds', { retryAfter: '3' }, 3_000],
    ['a day of seconds', { retryAfter: '86398' }, 86_398_000],
    ['a date', { retryAfter: 'Sat, 21 Nov 2026 09:00:05 GMT' }, 5_000],
    ['a date gone by', { retryAfter: 'Sat, 21 Nov 2026 08:00:00 GMT' }, 0],
    ['only the reset time', { reset: String(NOW / 1_000 + 7) }, 7_000],
    ['seconds before the reset time', { retryAfter: '1', reset: String(NOW / 1_000 + 7) }, 1_000],
    ['nothing', {}, undefined],
    ['an empty header', { retryAfter: '' }, undefined],
    ['words', { retryAfter: 'soon' }, undefined],
    ['a negative number', { retryAfter: '-5' }, undefined],
    ['a fraction', { retryAfter: '1.5' }, undefined],
  ])('%s', (_, headers, expected) => {
    expect(askedWaitMs(headers, NOW)).toBe(expected);
  });
});

describe('nextWaitMs', () => {
  const failed = { tries: 1, limited: false, leftMs: 10_000, random: 0 };

  it('doubles up to a limit', () => {
    const waits = [1, 2, 3].map((tries) => nextWaitMs({ ...failed, tries }));
    expect(waits).toEqual([200, 400, 800]);
    expect(nextWaitMs({ ...failed, tries: 3, limited: true, leftMs: 60_000 })).toBe(4_000);
  });

  it('takes off up to a half', () => {
    expect(nextWaitMs({ ...failed, random: 1 })).toBe(100);
    expect(nextWaitMs({ ...failed, random: 0.5 })).toBe(150);
  });

  it('comes back slower when limited', () => {
    expect(nextWaitMs({ ...failed, limited: true })).toBe(1_000);
  });

  it('never comes back sooner than asked', () => {
    expect(nextWaitMs({ ...failed, askedMs: 3_000 })).toBe(3_000);
    expect(nextWaitMs({ ...failed, askedMs: 1 })).toBe(200);
  });

  it('gives up when the time or the tries are used up', () => {
    expect(nextWaitMs({ ...failed, askedMs: 86_398_000 })).toBeUndefined();
    expect(nextWaitMs({ ...failed, leftMs: 200 })).toBeUndefined();
    expect(nextWaitMs({ ...failed, tries: MAX_TRIES })).toBeUndefined();
  });
});
