import { z } from 'zod';
import type { Obstacle } from '../../groups/existing.ts';
import type { Operation } from '../../operations/kind.ts';
import type { HistoryMark } from '../words/en/history.ts';
import type { Words } from '../words/index.ts';
import { readFault } from './told.ts';

/** What a kind's words say of one operation. */
export interface Described {
  history?(operation: Operation): string | undefined;
  changed(operation: Operation): { readonly lines: readonly string[] } | undefined;
  notDone(operation: Operation): string;
  waitingFor(operation: Operation): string;
}

const statusSchema = z.object({ status: z.enum(['done', 'partly', 'nothing', 'refused']) });

/** How an operation stands, whatever its kind. */
export function markOf(operation: Operation): HistoryMark {
  if (operation.state === 'accepted') return 'waiting';
  if (operation.state === 'running') return 'running';
  if (operation.needsAttention === true) return 'unclear';
  if (operation.outcome !== undefined) {
    const parsed = statusSchema.safeParse(operation.outcome);
    return parsed.success ? parsed.data.status : 'done';
  }
  const fault = readFault(operation.fault);
  if (fault.reason === 'cancelled') return 'cancelled';
  return fault.unclear ? 'unclear' : 'failed';
}

/** One short sentence of mrkdwn: what an operation did, or why it did nothing. */
export function historySentence(words: Words, kind: Described, operation: Operation): string {
  const { history, faults } = words;
  const mark = markOf(operation);
  const cause = () => faults.cause(readFault(operation.fault));
  switch (mark) {
    case 'done':
    case 'partly':
      return kind.history?.(operation) ?? changedSentence(words, kind, operation);
    case 'nothing':
    case 'refused': {
      const why = mark === 'nothing' ? history.nothingToDo : history.refused;
      return kind.history?.(operation) ?? history.notDone(kind.notDone(operation), why);
    }
    case 'failed':
      return history.failed(kind.notDone(operation), cause());
    case 'unclear':
      return history.unclear(kind.notDone(operation), cause());
    case 'cancelled':
      return history.cancelled(kind.notDone(operation));
    case 'waiting':
      return history.waiting(kind.waitingFor(operation));
    case 'running':
      return history.running(kind.waitingFor(operation));
  }
}

/** The announcement's first line, for kinds without a sentence of their own. */
function changedSentence(words: Words, kind: Described, operation: Operation): string {
  const [first] = kind.changed(operation)?.lines ?? [];
  return first?.replace(/^:[a-z_]+: /, '') ?? words.history.asked(operation.kind, '');
}

/** An obstacle as the history tells it: to anybody, in a few words. */
export function obstacleInShort(words: Words, obstacle: Obstacle): string {
  return words.history.obstacles[obstacle.kind];
}
