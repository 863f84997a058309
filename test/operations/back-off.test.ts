import { expect, test } from 'vitest';
import { backOffMs, usualBackOff } from '../../src/operations/back-off.ts';

const middle = () => 0.5;

test('doubles from half a second to five minutes', () => {
  const waits = [1, 2, 3, 4, 5, 10, 11, 50, 5000].map((attempt) => backOffMs(usualBackOff, attempt, middle));
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 256_000, 300_000, 300_000, 300_000]);
});

test('spreads by a fifth to both sides', () => {
  expect(backOffMs(usualBackOff, 2, () => 0)).toBe(800);
  expect(backOffMs(usualBackOff, 2, () => 1)).toBe(1200);
});

test('is never shorter than what the other side asked for, and spreads that, too', () => {
  expect(backOffMs(usualBackOff, 1, () => 0, 30_000)).toBe(30_000);
  expect(backOffMs(usualBackOff, 1, () => 1, 30_000)).toBe(30_100);
  expect(backOffMs(usualBackOff, 20, middle, 30_000)).toBe(300_000);
});

test('an attempt number below 1 counts as the first', () => {
  expect(backOffMs(usualBackOff, 0, middle)).toBe(500);
});
