import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../store/schema.ts';

/** How many changes one person may ask for within a time. */
export interface ChangeLimit {
  /** 0 = no limit. */
  readonly most: number;
  readonly withinMs: number;
}

const acceptedSchema = z.object({ accepted_at: z.coerce.number().int() });

/**
 * When this person may ask for a change again (Unix ms); undefined = now. Counts what was accepted, whatever became of
 * it: an operation that failed or had nothing to do has cost DocSpace its requests. It is read from the operations
 * themselves, so that a restart and other replicas know the same; to be called in the transaction of the accept.
 */
export async function goesOnAt(
  db: Kysely<Schema>,
  slackUserId: string,
  { most, withinMs }: ChangeLimit,
  at: number,
): Promise<number | undefined> {
  if (most === 0) return undefined;
  // Of the last `most` changes the oldest: once it is out of the time, there is room for another.
  const row = await db
    .selectFrom('operation')
    .select('accepted_at')
    .where('actor_slack_user_id', '=', slackUserId)
    .orderBy('sequence', 'desc')
    .offset(most - 1)
    .limit(1)
    .executeTakeFirst();
  const free = row === undefined ? at : acceptedSchema.parse(row).accepted_at + withinMs;
  return free > at ? free : undefined;
}
