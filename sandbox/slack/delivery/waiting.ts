import type { Core } from '../core.ts';
import { times } from '../kit/limits.ts';
import type { Answered, Outgoing } from './transport.ts';

/** Envelopes that wait for their acknowledgement, and those that had it. */
export interface Waiting<Line> {
  expect(outgoing: Outgoing, line: Line, onAnswer: (answer: Answered) => void): void;
  acknowledge(id: string, body: unknown): void;
  /** The line is gone: what waits on it is lost. */
  lose(line: Line): void;
  /** Forgets what is settled. */
  forget(): void;
}

interface Entry<Line> {
  readonly outgoing: Outgoing;
  readonly line: Line;
  readonly settle: (answer: Answered) => void;
  state: 'waiting' | 'acked' | 'late' | 'lost';
}

/** One acknowledgement for each sending, within 3 s; anything else is a breach. */
export function createWaiting<Line>(core: Core): Waiting<Line> {
  const entries = new Map<string, Entry<Line>[]>();
  return {
    expect: (outgoing, line, onAnswer) => {
      const entry: Entry<Line> = {
        outgoing,
        line,
        state: 'waiting',
        settle: (answer) => {
          cancel();
          onAnswer(answer);
        },
      };
      entries.set(outgoing.id, [...(entries.get(outgoing.id) ?? []), entry]);
      const cancel = core.clock.after(times.ack, () => {
        if (entry.state !== 'waiting') return;
        entry.state = 'late';
        entry.settle(failed('timeout', `no acknowledgement within ${times.ack} ms`));
      });
    },
    acknowledge: (id, body) => {
      const known = entries.get(id) ?? [];
      const entry =
        known.find((one) => one.state === 'waiting') ??
        known.find((one) => one.state === 'late') ??
        known.at(-1);
      if (entry === undefined)
        return core.records.breach('ack_unknown', 'socket', 'no such envelope was sent');
      const { kind } = entry.outgoing;
      const { state } = entry;
      entry.state = 'acked';
      if (state === 'waiting') return entry.settle({ kind: 'ack', body, status: undefined });
      if (state === 'late') return core.records.breach('ack_late', kind, `after more than ${times.ack} ms`);
      if (state === 'acked')
        return core.records.breach('ack_twice', kind, 'one acknowledgement for each envelope');
      return undefined;
    },
    lose: (line) => {
      for (const entry of [...entries.values()].flat()) {
        if (entry.line !== line || entry.state !== 'waiting') continue;
        entry.state = 'lost';
        entry.settle(failed('connection_lost', 'the socket closed'));
      }
    },
    forget: () => {
      for (const [id, known] of entries) {
        if (known.every((entry) => entry.state !== 'waiting')) entries.delete(id);
      }
    },
  };
}

function failed(failure: 'timeout' | 'connection_lost', detail: string): Answered {
  return { kind: 'failed', failure, status: undefined, detail };
}
