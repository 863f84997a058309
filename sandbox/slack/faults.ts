/** How a call goes wrong. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'error'; readonly error: string; readonly messages?: readonly string[] }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'drop-before' }
  | { readonly kind: 'drop-after' }
  | { readonly kind: 'hang' };

/** A fault and the calls it strikes. */
export interface FaultRule {
  /** A Web API method, `response_url`, `upload`, or `*` for all. */
  readonly method: string;
  readonly fault: Fault;
  /** How many calls; without it until removed. */
  readonly times?: number;
  /** Only calls with such arguments. */
  readonly when?: (args: Readonly<Record<string, unknown>>) => boolean;
}

/** A rule in force. */
export interface FaultHandle {
  readonly hits: number;
  remove(): void;
}

/** The rules in force; the first that fits a call strikes. */
export interface Faults {
  add(rule: FaultRule): FaultHandle;
  clear(): void;
  strike(method: string, args: Readonly<Record<string, unknown>>): Fault | undefined;
}

/** No rules at first. */
export function createFaults(): Faults {
  let rules: { readonly rule: FaultRule; hits: number }[] = [];
  const fits = (one: { readonly rule: FaultRule; hits: number }, method: string) =>
    (one.rule.method === '*' || one.rule.method === method) && one.hits < (one.rule.times ?? Infinity);
  return {
    add: (rule) => {
      const entry = { rule, hits: 0 };
      rules.push(entry);
      return {
        get hits() {
          return entry.hits;
        },
        remove: () => {
          rules = rules.filter((one) => one !== entry);
        },
      };
    },
    clear: () => {
      rules = [];
    },
    strike: (method, args) => {
      const found = rules.find((one) => fits(one, method) && (one.rule.when?.(args) ?? true));
      if (found === undefined) return undefined;
      found.hits += 1;
      return found.rule.fault;
    },
  };
}
