import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';
import { times } from './kit/limits.ts';

/** What a person did that allows the bot to open a modal. */
interface Trigger {
  readonly userId: string;
  /** The conversation he was in. */
  readonly channelId: string | undefined;
  /** The modal he was in. */
  readonly viewId: string | undefined;
}

/** Triggers: 3 seconds, one use. */
export interface Triggers {
  issue(trigger: Trigger): string;
  /** The trigger, used up by this call, or Slack's error code. */
  exchange(id: string): Trigger | { readonly error: string };
  /** The same without using it up. */
  check(id: string): Trigger | { readonly error: string };
}

/** No triggers at first. */
export function createTriggers(clock: Clock, ids: Ids): Triggers {
  const issued = new Map<string, { readonly trigger: Trigger; readonly at: number; used: boolean }>();
  const check = (id: string) => {
    const found = issued.get(id);
    if (found === undefined) return { error: 'invalid_trigger_id' };
    if (found.used) return { error: 'exchanged_trigger_id' };
    if (clock.now() - found.at > times.trigger) return { error: 'expired_trigger_id' };
    return found.trigger;
  };
  return {
    issue: (trigger) => {
      const id = ids.trigger();
      issued.set(id, { trigger, at: clock.now(), used: false });
      return id;
    },
    check,
    exchange: (id) => {
      const checked = check(id);
      const found = issued.get(id);
      if (found !== undefined && !('error' in checked)) found.used = true;
      return checked;
    },
  };
}
