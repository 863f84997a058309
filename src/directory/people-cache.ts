import { LRUCache } from 'lru-cache';
import type { CallOptions, Person } from '../docspace/model.ts';

interface Entry {
  readonly people: readonly Person[];
  readonly at: number;
}

/** DocSpace people by lower-cased e-mail: bounded, with an age limit, concurrent look-ups of one address share the request. */
export interface PeopleCache {
  /** `maxAgeMs` 0 = ask anew, joining no earlier request. */
  read(
    emails: readonly string[],
    maxAgeMs: number,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly Person[]>>;
}

const oldestMs = 10 * 60_000;

export function createPeopleCache(
  ask: (emails: readonly string[], options?: CallOptions) => Promise<ReadonlyMap<string, readonly Person[]>>,
  now: () => number,
): PeopleCache {
  const entries = new LRUCache<string, Entry>({ max: 5_000, ttl: oldestMs });
  const pending = new Map<string, Promise<ReadonlyMap<string, readonly Person[]>>>();

  async function request(
    emails: readonly string[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly Person[]>> {
    const at = now();
    const answer = await ask(emails, signal === undefined ? {} : { signal });
    for (const email of emails) entries.set(email, { people: answer.get(email) ?? [], at });
    return answer;
  }

  return {
    async read(emails, maxAgeMs, signal) {
      const found = new Map<string, readonly Person[]>();
      const joined = new Set<Promise<ReadonlyMap<string, readonly Person[]>>>();
      const missing: string[] = [];
      for (const email of new Set(emails)) {
        const entry = entries.get(email);
        const running = pending.get(email);
        if (entry !== undefined && maxAgeMs > 0 && now() - entry.at <= maxAgeMs)
          found.set(email, entry.people);
        else if (running !== undefined && maxAgeMs > 0) joined.add(running);
        else missing.push(email);
      }
      if (missing.length > 0) {
        const mine = request(missing, signal);
        // Only a look-up that nobody can cancel may be shared.
        if (signal === undefined) {
          for (const email of missing) pending.set(email, mine);
          const forget = () => {
            for (const email of missing) if (pending.get(email) === mine) pending.delete(email);
          };
          mine.then(forget, forget);
        }
        joined.add(mine);
      }
      for (const answer of await Promise.all(joined)) {
        for (const [email, people] of answer) if (emails.includes(email)) found.set(email, people);
      }
      return found;
    },
  };
}
