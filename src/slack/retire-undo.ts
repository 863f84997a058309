import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Operation } from '../operations/kind.ts';
import type { Message } from './calls.ts';
import type { Telling } from './outcomes/told.ts';
import { slackErrorCode } from './web.ts';

/** What the ledger remembers of an earlier operation. */
export interface EarlierOperations {
  get(operationId: string): Promise<Operation | undefined>;
  /** What an ended step of telling gave, as JSON. */
  toldResult(operationId: string, step: string): Promise<unknown>;
}

export interface RetireDeps {
  readonly web: WebClient;
  readonly tellings: ReadonlyMap<string, Telling>;
  readonly earlier: EarlierOperations;
  /** The hint that an announcement by direct message ends with. */
  readonly withHint: (message: Message) => Message;
}

const whereSchema = z.object({ way: z.string(), channel: z.string(), ts: z.string() });

/**
 * Takes the button away from the announcements of an operation that was taken back. What went out by a
 * `response_url` has no address and keeps it: a click there is explained. Slack's refusals (the message was
 * deleted) end it; no answer is thrown.
 */
export async function retireUndo(
  { web, tellings, earlier, withHint }: RetireDeps,
  taken: { readonly operationId: string; readonly note: string },
): Promise<void> {
  const operation = await earlier.get(taken.operationId);
  if (operation === undefined) return;
  const message = tellings.get(operation.kind)?.withoutUndo(operation, taken.note);
  if (message === undefined) return;
  for (const step of ['announce', 'audit']) {
    const where = whereSchema.safeParse(await earlier.toldResult(operation.id, step));
    if (!where.success) continue;
    const { way, channel, ts } = where.data;
    const isInstead = way === 'direct' && operation.destination.channelId !== undefined;
    const { text, blocks } = isInstead ? withHint(message) : message;
    // Without `blocks`, Slack would keep the old ones, and the button with them.
    await web.chat.update({ channel, ts, text, blocks: [...(blocks ?? [])] }).catch((error: unknown) => {
      if (slackErrorCode(error) === undefined) throw error;
    });
  }
}
