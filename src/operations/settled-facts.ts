import { z } from 'zod';
import type { Operation } from './kind.ts';

const statusSchema = z.object({ status: z.string() });

/** What can be counted of an operation that ended; `seconds` from its acceptance to its end. */
export function settledFacts(operation: Operation) {
  const status = statusSchema.safeParse(operation.outcome);
  const failed = operation.needsAttention === true ? 'attention' : 'failed';
  const seconds = ((operation.settledAt ?? operation.acceptedAt) - operation.acceptedAt) / 1000;
  return { kind: operation.kind, outcome: status.success ? status.data.status : failed, seconds };
}
