import { EmptyRefusal } from './refusals.ts';
import type { Settings } from './settings.ts';

const DAY = 86_400_000;

interface Account {
  requests: number[];
  writesAtOnce: number;
  readsAtOnce: number;
  day: { readonly since: number; writes: number };
}

/**
 * DocSpace's rate limiters. All keys and logins of one person share an account. A refused request still uses up the
 * sliding window; only the daily limit says when it ends, which can be a day.
 */
export class Limiter {
  private readonly settings: Settings;
  private readonly accounts = new Map<string, Account>();

  constructor(settings: Settings) {
    this.settings = settings;
  }

  /** Lets a request in or throws 429; the returned function is to be called when its work ends. */
  enter(account: string, method: string): () => void {
    const { limits } = this.settings;
    const now = this.settings.now();
    const state = this.account(account, now);
    const isRead = method === 'GET';
    state.requests = state.requests.filter((at) => at > now - (limits.windowMs ?? 60_000));
    if (limits.requests !== undefined) {
      if (state.requests.length >= limits.requests) throw tooMany(limits.requests);
      state.requests.push(now);
    }
    const most = isRead ? limits.readsAtOnce : limits.writesAtOnce;
    if (most !== undefined && (isRead ? state.readsAtOnce : state.writesAtOnce) >= most) throw tooMany(most);
    if (limits.writesPerDay !== undefined && (method === 'POST' || method === 'PUT')) {
      const reset = state.day.since + DAY;
      if (state.day.writes >= limits.writesPerDay) {
        throw tooMany(limits.writesPerDay, {
          'Retry-After': String(Math.floor((reset - now) / 1000)),
          'X-RateLimit-Reset': String(Math.floor(reset / 1000)),
        });
      }
      state.day.writes += 1;
    }
    const step = (by: number) => {
      if (isRead) state.readsAtOnce += by;
      else state.writesAtOnce += by;
    };
    step(1);
    return () => step(-1);
  }

  private account(id: string, now: number): Account {
    const known = this.accounts.get(id);
    if (known !== undefined) {
      if (known.day.since + DAY <= now) known.day = { since: now, writes: 0 };
      return known;
    }
    const fresh = { requests: [], writesAtOnce: 0, readsAtOnce: 0, day: { since: now, writes: 0 } };
    this.accounts.set(id, fresh);
    return fresh;
  }
}

function tooMany(limit: number, headers: Readonly<Record<string, string>> = {}): EmptyRefusal {
  return new EmptyRefusal(429, {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': '0',
    ...headers,
  });
}
