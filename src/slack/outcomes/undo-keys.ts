import type { Operation } from '../../operations/kind.ts';
import type { SlackDeps } from '../deps.ts';
import { undoableEffect } from './undo-offer.ts';

/** After so many undos of one operation that were refused or failed, the next click is told so. */
export const mostTries = 20;

/** The key under which the first, second … undo of an operation is accepted: one at a time, whoever clicks. */
export function undoKey(operationId: string, number: number): string {
  return number === 1 ? `undo:${operationId}` : `undo:${operationId}:${number}`;
}

/** Which of these operations were taken back later, by id. */
export async function takenBackAmong(
  { past, tellings }: Pick<SlackDeps, 'past' | 'tellings'>,
  operations: readonly Operation[],
): Promise<ReadonlySet<string>> {
  const keys = operations
    .filter((operation) => undoableEffect(operation) !== undefined)
    .flatMap(({ id }) => Array.from({ length: mostTries }, (_, index) => undoKey(id, index + 1)));
  const undos = await past.byDedupeKeys(keys);
  return new Set(undos.flatMap((undo) => tellings.get(undo.kind)?.takenBack(undo)?.operationId ?? []));
}
