/**
 * What goes wrong with a request.
 * - `status`: answered without doing the work; 5xx are nginx's HTML unless a body is given, all others are empty
 * - `dropBefore`: the connection is closed, nothing is done; `dropAfter`: it is done, then the connection is closed
 * - `hang`: never answered, and done only with `work`
 * - `drip`: done and answered, one byte each `everyMs` (100)
 * - `garbage`: done, and answered 200 with broken JSON
 * - `midway`: fails with 500 after so many steps (a name, a head, each person); the earlier ones stay
 * - `accessDenied`, `ipRestricted`, `unpaid` (402), `restoring` (403, empty), `gone` (404, empty): refused, not done
 */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** A string is sent as it is, anything else as JSON. */
      readonly body?: unknown;
    }
  | { readonly kind: 'hang'; readonly work?: boolean }
  | { readonly kind: 'drip'; readonly everyMs?: number }
  | { readonly kind: 'midway'; readonly afterSteps: number }
  | {
      readonly kind:
        | 'dropBefore'
        | 'dropAfter'
        | 'garbage'
        | 'accessDenied'
        | 'ipRestricted'
        | 'unpaid'
        | 'restoring'
        | 'gone';
    };

/** Which requests go wrong, how often, and how. Of several rules that fit, the first added one is taken. */
export interface FaultRule {
  /** Absent = any. */
  readonly method?: string;
  /** Tested against the path with its query, `/api/2.0/…`; absent = any. */
  readonly path?: RegExp;
  /** Default 1; `Infinity` = until it is removed. */
  readonly times?: number;
  /** Waits before anything is done. */
  readonly delayMs?: number;
  /** Absent = only the delay. */
  readonly fault?: Fault;
}

/** A rule in force. */
export interface ActiveFault {
  /** How many requests it has met. */
  hits(): number;
  remove(): void;
}

/** The faults switched on in a stand-in. */
export class Faults {
  private rules: { readonly rule: FaultRule; hits: number }[] = [];

  add(rule: FaultRule): ActiveFault {
    const active = { rule, hits: 0 };
    this.rules.push(active);
    return {
      hits: () => active.hits,
      remove: () => {
        this.rules = this.rules.filter((one) => one !== active);
      },
    };
  }

  clear(): void {
    this.rules = [];
  }

  /** The rule for a request, if any; counts as a hit. */
  take(method: string, path: string): FaultRule | undefined {
    const found = this.rules.find(
      ({ rule, hits }) =>
        hits < (rule.times ?? 1) &&
        (rule.method === undefined || rule.method.toUpperCase() === method) &&
        (rule.path === undefined || new RegExp(rule.path).test(path)),
    );
    if (found === undefined) return undefined;
    found.hits += 1;
    return found.rule;
  }
}
