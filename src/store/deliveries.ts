import { createHash } from 'node:crypto';
import type { Store } from './store.ts';

/** Slack sends again what was not acked within seconds; a signed request is good for 5 minutes. */
const rememberedForMs = 15 * 60_000;
const pruneEveryMs = 60_000;

/**
 * What was delivered within the last 15 minutes, to any process that has the store open. Keys are kept as their
 * hash: some are made of what Slack wants kept secret.
 */
export function createDeliveries({ transaction, now }: Pick<Store, 'transaction' | 'now'>) {
  let prunedAt = now();

  async function prune(at: number): Promise<void> {
    prunedAt = at;
    await transaction((db) =>
      db
        .deleteFrom('delivery')
        .where('at', '<', at - rememberedForMs)
        .execute(),
    );
  }

  return {
    /** Whether it comes for the first time. Throws `StoreError`. */
    async isFirst(key: string): Promise<boolean> {
      const at = now();
      const fresh = await transaction((db) =>
        db
          .insertInto('delivery')
          .values({ key: createHash('sha256').update(key).digest('base64url'), at })
          .onConflict((conflict) =>
            conflict
              .column('key')
              .doUpdateSet({ at })
              .where('delivery.at', '<', at - rememberedForMs),
          )
          .returning('key')
          .executeTakeFirst(),
      );
      // Too late or too seldom does no harm: it only costs room.
      if (at - prunedAt > pruneEveryMs) void prune(at).catch(() => undefined);
      return fresh !== undefined;
    },
  };
}
