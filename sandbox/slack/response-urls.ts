import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';
import { times } from './kit/limits.ts';

/** What a `response_url` was given for. */
export interface ResponseTarget {
  readonly userId: string;
  readonly channelId: string;
  /** The message whose button was pressed. */
  readonly original: { readonly channel: string; readonly ts: string } | undefined;
}

/** The `response_url`s: 5 uses within 30 minutes. */
export interface ResponseUrls {
  /** The path of a new one. */
  issue(target: ResponseTarget): string;
  /** Takes one use, or says why not. */
  use(path: string): ResponseTarget | { readonly error: 'expired_url' | 'used_url' | 'invalid_url' };
}

/** None at first. */
export function createResponseUrls(clock: Clock, ids: Ids, teamId: string): ResponseUrls {
  const issued = new Map<string, { readonly target: ResponseTarget; readonly at: number; uses: number }>();
  return {
    issue: (target) => {
      const path = `/commands/${teamId}/${ids.secret()}`;
      issued.set(path, { target, at: clock.now(), uses: 0 });
      return path;
    },
    use: (path) => {
      const found = issued.get(path);
      if (found === undefined) return { error: 'invalid_url' };
      if (clock.now() - found.at > times.responseUrl) return { error: 'expired_url' };
      if (found.uses >= times.responseUrlUses) return { error: 'used_url' };
      found.uses += 1;
      return found.target;
    },
  };
}
