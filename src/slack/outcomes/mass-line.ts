import { massChangeOf } from '../../groups/mass-change.ts';
import type { Operation } from '../../operations/kind.ts';
import type { Words } from '../words/index.ts';

/** Marks what concerns many people at once, so that it is seen among other outcomes; mrkdwn, nothing for the rest. */
export function massLine({ guard }: Words, operation: Operation): readonly string[] {
  const mass = massChangeOf(operation);
  if (mass === undefined) return [];
  return [mass.kind === 'out' ? guard.massOut(mass.count) : guard.massDelete(mass.count)];
}
