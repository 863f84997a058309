import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Operation } from '../../operations/kind.ts';
import type { Message } from '../calls.ts';

/** How one kind of operation is told. Each kind has one of these in the registry. */
export interface Telling {
  /** What the channel gets; undefined = nothing changed, so only the actor is told. */
  announcement(operation: Operation): Message | undefined;
  /** What the actor gets by direct message when nothing is announced and his modal is closed. */
  privately(operation: Operation): Message;
  /** The modal at the end: the result, or the form again with all input and the fault on top. */
  endView(operation: Operation): ModalView;
  /** Told once when the operation has to wait. */
  waiting(
    operation: Operation,
    fault: StoredFault,
    until: number,
  ): { readonly message: Message; readonly view: ModalView };
}

/** A fault as the ledger keeps it. */
const storedFaultSchema = z.object({
  reason: z.string(),
  /** It can't be ruled out that DocSpace did what was asked. */
  unclear: z.boolean().default(false),
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
