import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';

/** Ids that look like Slack's. */
export interface Ids {
  view(): string;
  hash(): string;
  trigger(): string;
  envelope(): string;
  block(): string;
  event(): string;
  file(): string;
  secret(): string;
  /** A message's `ts`: seconds with six digits, never the same twice, always rising. */
  ts(): string;
}

const letters = (count: number) => randomBytes(count).toString('hex').slice(0, count).toUpperCase();

/** Fresh ids; only `ts` and `hash` hang on the clock. */
export function createIds(clock: Clock): Ids {
  let last = 0;
  return {
    view: () => `V0${letters(9)}`,
    hash: () => `${Math.floor(clock.now() / 1000)}.${letters(8)}`,
    trigger: () =>
      `${Math.floor(Math.random() * 1e12)}.${Math.floor(Math.random() * 1e10)}.${randomBytes(16).toString('hex')}`,
    envelope: () => randomUUID(),
    block: () => letters(5),
    event: () => `Ev0${letters(8)}`,
    file: () => `F0${letters(9)}`,
    secret: () => randomBytes(12).toString('hex'),
    ts: () => {
      last = Math.max(last + 1, Math.floor(clock.now() * 1000));
      return `${Math.floor(last / 1e6)}.${(last % 1e6).toString().padStart(6, '0')}`;
    },
  };
}
