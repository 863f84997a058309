/** What must hold before the bot can do its work. */
export type Condition = 'docspace' | 'slack' | 'connection' | 'store';

/** Collects why the bot is not ready; others say so, `/readyz` tells it. */
export interface Readiness {
  /** `reason` names the variable concerned and says what is wrong, without secrets. */
  notReady(condition: Condition, reason: string): void;
  ready(condition: Condition): void;
  isReady(): boolean;
  /** Empty = ready. Each with the time (UTC) since when the condition fails. */
  reasons(): readonly string[];
}

/** At first nothing is ready that is in `conditions`. `now` in Unix ms. */
export function createReadiness(
  conditions: readonly Condition[] = ['docspace', 'slack', 'connection', 'store'],
  now: () => number = Date.now,
): Readiness {
  const failing = new Map<Condition, { readonly reason: string; readonly since: number }>();
  for (const condition of conditions)
    failing.set(condition, { reason: `${condition}: not checked yet`, since: now() });
  return {
    notReady(condition, reason) {
      failing.set(condition, { reason, since: failing.get(condition)?.since ?? now() });
    },
    ready(condition) {
      failing.delete(condition);
    },
    isReady: () => failing.size === 0,
    reasons: () =>
      [...failing.values()].map(
        ({ reason, since }) => `${reason} since ${new Date(since).toISOString().slice(0, 16)}Z`,
      ),
  };
}
