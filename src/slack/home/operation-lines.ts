import type { Operation } from '../../operations/kind.ts';
import { bold, moment } from '../blocks/text.ts';
import { markOf } from '../outcomes/history.ts';
import type { Telling } from '../outcomes/told.ts';
import type { Words } from '../words/index.ts';

/** What the lines are made of. */
export interface OperationLineDeps {
  readonly words: Words;
  readonly tellings: ReadonlyMap<string, Pick<Telling, 'history'>>;
}

/** A sentence for each operation, in any state, with its time. */
export function operationLines(
  { words, tellings }: OperationLineDeps,
  operations: readonly Operation[],
): readonly string[] {
  const { home, history } = words;
  return operations.map((operation) => {
    const what =
      tellings.get(operation.kind)?.history(operation) ??
      history.asked(operation.kind, bold(operation.groupName ?? ''));
    const at = moment(operation.settledAt ?? operation.acceptedAt, 'date');
    return home.operation(history.icons[markOf(operation)], what, at);
  });
}
