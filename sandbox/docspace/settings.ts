import type { Language } from './texts.ts';

/** Simulated time of a real server, in ms; it is spent on `cores` at once, as in reality. */
export interface Cost {
  /** Hashing the key: every request that carries one. */
  readonly keyMs: number;
  /** A group in a list. */
  readonly listedMs: number;
  /** A person added, also one who is in already. */
  readonly addedMs: number;
  readonly removedMs: number;
  readonly cores: number;
}

/** What a DocSpace 3.7 took on two cores. */
export const realCost: Cost = { keyMs: 25, listedMs: 1.6, addedMs: 10, removedMs: 14, cores: 2 };

/** DocSpace's rate limits, per creator of a key. An absent limit is off (the default of self-hosted portals). */
export interface Limits {
  /** All requests in a sliding window; 1,500 in the real server. */
  readonly requests?: number;
  /** Length of the window in ms; default 60,000. */
  readonly windowMs?: number;
  /** Requests other than GET at once; 15. */
  readonly writesAtOnce?: number;
  /** GET requests at once; 50. */
  readonly readsAtOnce?: number;
  /** POST and PUT a day; 10,000. The only limit with a `Retry-After`. */
  readonly writesPerDay?: number;
}

/** The limits of a portal with rate limiting switched on. */
export const realLimits: Limits = { requests: 1500, writesAtOnce: 15, readsAtOnce: 50, writesPerDay: 10_000 };

/**
 * open       works
 * gone       suspended or removed: every answer is 404 and empty
 * restoring  403 and empty (restoring, transferring, encrypting)
 * unpaid     402 and empty, but for a few look-ups of people
 */
type PortalState = 'open' | 'gone' | 'restoring' | 'unpaid';

/** How the stand-in behaves; may be changed while it runs. */
export interface Settings {
  /** The portal's language. */
  language: Language;
  /** The portal's time zone (IANA). */
  timeZone: string;
  /** What `settings/version/build` says. Below 3.7.1 a create skips invalid people silently, too. */
  version: string;
  /** undefined = work takes no time. */
  cost: Cost | undefined;
  limits: Limits;
  portal: PortalState;
  /** The caller's address is not on the portal's list. (The real server exempts the owner and loopback.) */
  ipRestricted: boolean;
  /** Groups of equal names change places from one page to the next, as they may in the real server. */
  swapTies: boolean;
  /** Unix ms. */
  now: () => number;
}

/** True where the portal behaves as 3.7.1 and later. */
export function isRecent(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return major * 1_000_000 + minor * 1000 + patch >= 3_007_001;
}
