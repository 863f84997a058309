import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';
import { runStorm } from './storm.ts';
import { perOperation, tableOf } from './table.ts';

// The long form, with a thousand operations and a hundred kills, is `npm run test:storm`.
const stores = [
  ['--store', 'sqlite'],
  ['--store', 'postgres'],
];

test.each(stores)('nothing is lost and nothing done twice in a short storm (%s %s)', async (...store) => {
  const short = '--seed 7 --operations 14 --kills 2 --people 8 --minutes 0.5';
  const result = await runStorm(readSettings([...short.split(' '), ...store]));
  const table = tableOf(result);
  expect(result.violations, table).toEqual([]);
  // Else this shows nothing.
  expect(result.acknowledged, table).toBeGreaterThanOrEqual(10);
  expect(result.kills.length, table).toBeGreaterThanOrEqual(2);
  // Nothing spins: forms, checks, writes, retries and looks after kills together.
  expect(Number(perOperation(result)), table).toBeLessThan(40);
});
