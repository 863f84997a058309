import { parseArgs } from 'node:util';
import { z } from 'zod';

/** How hard and how long it storms. */
export interface StormSettings {
  /** People's wishes, faults and kills all come from it. */
  readonly seed: number;
  /** It ends once so many operations were acknowledged and so many kills done. */
  readonly operations: number;
  readonly kills: number;
  readonly store: 'sqlite' | 'postgres';
  /** Bots at once; SQLite serves one. */
  readonly replicas: number;
  /** The Node that runs the bots: `here` = the one that runs the storm. */
  readonly node: string;
  /** People who act side by side. */
  readonly people: number;
  /** The longest it may last, and the longest wait for quiet behind it, in ms. */
  readonly longestMs: number;
  readonly quietMs: number;
}

const schema = z.object({
  seed: z.coerce.number().int().default(1),
  operations: z.coerce.number().int().positive().default(1000),
  kills: z.coerce.number().int().nonnegative().default(100),
  store: z.enum(['sqlite', 'postgres']).default('sqlite'),
  replicas: z.coerce.number().int().min(1).max(8).optional(),
  node: z
    .string()
    .regex(/^(here|\d+)$/)
    .default('here'),
  people: z.coerce.number().int().min(1).max(40).default(12),
  minutes: z.coerce.number().positive().default(20),
});

/** Reads the command line; throws where an option is unknown or makes no sense. */
export function readSettings(args: readonly string[]): StormSettings {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: option,
      operations: option,
      kills: option,
      store: option,
      replicas: option,
      node: option,
      people: option,
      minutes: option,
    },
  });
  const { minutes, replicas, ...rest } = schema.parse(values);
  return {
    ...rest,
    replicas: rest.store === 'sqlite' ? 1 : (replicas ?? 2),
    longestMs: minutes * 60_000,
    quietMs: 6 * 60_000,
  };
}
