import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Operation } from '../../operations/kind.ts';
import type { Message } from '../calls.ts';

/** How one kind of operation is told. Each kind has one of these in the registry. */
export interface Telling {
  /** What the channel gets; undefined = nothing changed, so only the actor is told. */
  announcement(operation: Operation): Message | undefined;
  /** Who else is told by direct message, once it is announced; never the actor. */
  notes(operation: Operation): readonly Note[];
  /** The announcement without its offer to take the change back; with a note in place of it, mrkdwn. */
  withoutUndo(operation: Operation, note?: string): Message | undefined;
  /** The operation that this one has taken back, and the note for its announcement. */
  takenBack(operation: Operation): { readonly operationId: string; readonly note: string } | undefined;
  /** One short sentence of mrkdwn for the history, in any state. */
  history(operation: Operation): string;
  /** What the actor gets by direct message when nothing is announced and his modal is closed. */
  privately(operation: Operation): Message;
  /** The modal at the end: the result, or the form again with all input and the fault on top. */
  endView(operation: Operation): ModalView;
  /** The modal while it runs and has come so far; undefined = as it is. */
  progressView(operation: Operation, done: number, total: number): ModalView | undefined;
  /** Told once when the operation has to wait. */
  waiting(
    operation: Operation,
    fault: StoredFault,
    until: number,
  ): { readonly message: Message; readonly view: ModalView };
}

/** A direct message to somebody whom a change concerns. */
interface Note {
  /** Tells the notes of one operation apart: `new`, `former`. */
  readonly key: string;
  readonly slackUserId: string;
  readonly message: Message;
}

/** A fault as the ledger keeps it. */
const storedFaultSchema = z.object({
  reason: z.string(),
  /** It can't be ruled out that DocSpace did what was asked. */
  unclear: z.boolean().default(false),
  /** What the operator wrote who closed it. */
  note: z.string().exactOptional(),
});
export type StoredFault = z.infer<typeof storedFaultSchema>;

/** Reads a stored fault; what can't be read is an unexpected one. */
export function readFault(fault: unknown): StoredFault {
  const parsed = storedFaultSchema.safeParse(fault);
  return parsed.success ? parsed.data : { reason: 'unexpected', unclear: true };
}

/** The short id that people are given to quote; the log has it in full. */
export function quoteId(operation: Operation): string {
  return operation.id.slice(-6);
}
