import type { Clock } from './clock.ts';
import type { ApiCall, Breach, Change } from './contract.ts';

/** A call while it is being answered. */
export type OpenCall = { -readonly [Key in keyof ApiCall]: ApiCall[Key] };

/** What happened: breaches, calls, and who wants to hear of it. */
export interface Records {
  readonly breaches: Breach[];
  readonly calls: OpenCall[];
  breach(what: string, where: string, detail: string): void;
  call(method: string, args: Readonly<Record<string, unknown>>): OpenCall;
  changed(kind: Change['kind']): void;
  onChange(listener: (change: Change) => void): () => void;
}

/** Empty records. Listeners run at once, so that nothing between two changes is missed. */
export function createRecords(clock: Clock): Records {
  const listeners = new Set<(change: Change) => void>();
  const records: Records = {
    breaches: [],
    calls: [],
    breach: (what, where, detail) => {
      records.breaches.push({ what, where, detail, at: clock.now() });
      records.changed('breach');
    },
    call: (method, args) => {
      const call: OpenCall = { method, args, answer: undefined, status: undefined, at: clock.now() };
      records.calls.push(call);
      records.changed('call');
      return call;
    },
    changed: (kind) => {
      for (const listener of [...listeners]) listener({ kind });
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return records;
}
