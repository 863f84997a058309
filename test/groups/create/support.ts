import type { Operation } from '../../../src/operations/kind.ts';

/** A create of "New" that runs. */
export const operation: Operation = {
  id: 'o1',
  state: 'running',
  attempts: 1,
  acceptedAt: 0,
  runAt: 0,
  dedupeKey: 'k',
  kind: 'create',
  lock: 'name:new',
  actor: { slackUserId: 'U1' },
  destination: {},
  input: undefined,
};
