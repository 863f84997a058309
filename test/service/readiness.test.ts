import { expect, it } from 'vitest';
import { createReadiness } from '../../src/service/readiness.ts';

it('is not ready before everything was checked', () => {
  const readiness = createReadiness(['docspace', 'store'], () => 0);
  expect(readiness.reasons()).toEqual([
    'docspace: not checked yet since 1970-01-01T00:00Z',
    'store: not checked yet since 1970-01-01T00:00Z',
  ]);
  readiness.ready('store');
  expect(readiness.isReady()).toBe(false);
  readiness.ready('docspace');
  expect(readiness.isReady()).toBe(true);
  expect(readiness.reasons()).toEqual([]);
});

it('says since when, also when the reason changes meanwhile', () => {
  let now = Date.UTC(2026, 10, 21, 12, 1, 59);
  const readiness = createReadiness([], () => now);
  readiness.notReady('docspace', 'DOCSPACE_URL: portal.example.com does not answer (ECONNREFUSED)');
  now += 300_000;
  readiness.notReady('docspace', 'DOCSPACE_URL: portal.example.com does not answer in time');
  expect(readiness.reasons()).toEqual([
    'DOCSPACE_URL: portal.example.com does not answer in time since 2026-11-21T12:01Z',
  ]);
  readiness.ready('docspace');
  readiness.notReady('docspace', 'again');
  expect(readiness.reasons()).toEqual(['again since 2026-11-21T12:06Z']);
});
