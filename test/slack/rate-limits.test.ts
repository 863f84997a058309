import { WebAPIRateLimitedError } from '@slack/web-api';
import { expect, it } from 'vitest';
import type { Faults } from '../../src/operations/kind.ts';
import { withSlackRateLimits } from '../../src/slack/rate-limits.ts';

const others: Faults = { judge: () => ({ kind: 'lasting' }), describe: () => ({ reason: 'other' }) };
const faults = withSlackRateLimits(others);

it('waits as long as Slack asks to after too many calls', () => {
  const limited = new WebAPIRateLimitedError(30);
  expect(faults.judge(limited)).toEqual({ kind: 'passing', undone: true, retryAfterMs: 30_000 });
  expect(faults.describe(limited)).toEqual({ reason: 'slack', unclear: false });
});

it('leaves all other faults to those who know them', () => {
  expect(faults.judge(new Error('other'))).toEqual({ kind: 'lasting' });
  expect(faults.describe(new Error('other'))).toEqual({ reason: 'other' });
});
