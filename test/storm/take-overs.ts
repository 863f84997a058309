import type { LedgerView } from './ledger-view.ts';

/** Measures how long the operations of a killed process wait for another attempt. */
export interface TakeOvers {
  /** To be called often: sees which process has what. */
  look(): Promise<void>;
  /** A bot was killed; its operations wait from now on. */
  killed(index: number): void;
  /** A bot has been started: the next unknown process is this one. */
  started(index: number): void;
  /** The longest wait, and how many there were. */
  result(): { readonly longestMs: number; readonly count: number };
}

export function createTakeOvers(view: LedgerView): TakeOvers {
  const instanceOf = new Map<number, string>();
  const known = new Set<string>();
  const fresh: number[] = [];
  /** What each process had when it was last looked at. */
  let held = new Map<string, string>();
  const orphans = new Map<string, { readonly instance: string; readonly since: number }>();
  let longestMs = 0;
  let count = 0;

  return {
    async look() {
      const rows = await view.leased();
      const now = Date.now();
      for (const { instance } of rows) {
        if (known.has(instance)) continue;
        known.add(instance);
        const index = fresh.shift();
        if (index !== undefined) instanceOf.set(index, instance);
      }
      held = new Map(rows.map((row) => [row.id, row.instance]));
      for (const [id, orphan] of orphans) {
        const instance = held.get(id);
        if (instance === orphan.instance) continue;
        orphans.delete(id);
        if (instance === undefined && now - orphan.since < 1_000) continue;
        longestMs = Math.max(longestMs, now - orphan.since);
        count += 1;
      }
    },
    killed(index) {
      const dead = instanceOf.get(index);
      instanceOf.delete(index);
      for (const [id, instance] of held) {
        if (instance === dead && !orphans.has(id)) orphans.set(id, { instance, since: Date.now() });
      }
    },
    started(index) {
      if (!fresh.includes(index)) fresh.push(index);
    },
    result: () => ({ longestMs, count }),
  };
}
