import { groupCalls } from './groups.ts';
import { createSend, type RequestEvent, type TimeLimits } from './http.ts';
import { keyCalls, versionCall } from './keys.ts';
import type { DocSpace } from './model.ts';
import { peopleCalls } from './people.ts';
import { createReadAround } from './read-around.ts';
import { createTransport } from './transport.ts';

/** How DocSpace is reached. */
export interface DocSpaceOptions {
  /** The portal's address, as `https://docspace.example.com`. */
  readonly url: string;
  /** API key, `sk-…`. It acts as its creator. */
  readonly key: string;
  /** The most writes at once. DocSpace allows 15 to the key's creator, his browser included. */
  readonly parallelWrites: number;
  readonly userAgent?: string;
  /** URL of an HTTP proxy. Without it there is none, whatever the environment says. */
  readonly proxy?: string;
  /** Unix time in ms; for tests. */
  readonly now?: () => number;
  /** Told of every try of every request. */
  readonly onRequest?: (event: RequestEvent) => void;
  /** Other limits than the usual ones; for tests. */
  readonly limits?: Partial<TimeLimits & { readonly maxBytes: number }>;
}

const LIMITS = {
  readMs: 10_000,
  tryMs: 5_000,
  writeMs: 30_000,
  writeMsPerPerson: 30,
  maxBytes: 5_000_000,
} as const;

/**
 * A client for one portal. Nothing is sent before the first call. Every call throws `DocSpaceError`, or
 * `RangeError` where it is called with more than it takes.
 */
export function createDocSpace(options: DocSpaceOptions): DocSpace {
  const { url, key, parallelWrites, userAgent = 'docspace-groups-slack', proxy, onRequest } = options;
  const limits = { ...LIMITS, ...options.limits };
  const transport = createTransport({ url, userAgent, proxy, maxBytes: limits.maxBytes });
  const now = options.now ?? Date.now;
  const send = createSend({ transport, key, parallelWrites, limits, now, onRequest });
  const readAround = createReadAround(limits.readMs);
  return {
    groups: groupCalls(send, readAround),
    people: peopleCalls(send, limits.readMs, readAround),
    keys: keyCalls(send),
    version: versionCall(send),
  };
}
