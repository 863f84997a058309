import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startPostgres } from '../support/postgres.ts';
import type { Random } from '../support/random.ts';
import type { StormSettings } from './settings.ts';

/** The database of a storm: a folder, or a PostgreSQL server that is killed now and then. */
export interface StormStore {
  /** What the bots are told. */
  readonly env: Readonly<Record<string, string>>;
  /** Where it can be looked at. */
  readonly at: { readonly dataDir: string } | { readonly databaseUrl: string };
  /** Does the database harm until told to stop; leaves it running. */
  disturb(random: Random, stop: AbortSignal): Promise<void>;
  /** When the database was killed (Unix ms). */
  mishaps(): readonly number[];
  remove(): Promise<void>;
}

export async function openStormStore(kind: StormSettings['store'], folder: string): Promise<StormStore> {
  const dataDir = join(folder, 'data');
  if (kind === 'sqlite') {
    return {
      env: { DATA_DIR: dataDir },
      at: { dataDir },
      disturb: async () => {},
      mishaps: () => [],
      remove: async () => {},
    };
  }
  const server = await startPostgres({ durable: true });
  const databaseUrl = await server.createDatabase();
  const killedAt: number[] = [];
  return {
    env: { DATABASE_URL: databaseUrl, DATA_DIR: dataDir },
    at: { databaseUrl },
    async disturb(random, stop) {
      while (!stop.aborted) {
        await delay(random.between(10_000, 40_000), undefined, { signal: stop }).catch(() => undefined);
        if (stop.aborted) return;
        killedAt.push(Date.now());
        await server.kill();
        await delay(random.between(0, 2_000));
        await server.start();
      }
    },
    mishaps: () => killedAt,
    remove: () => server.remove(),
  };
}
