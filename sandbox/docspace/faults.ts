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
  /** One or several; absent = any. */
  readonly method?: string | readonly string[];
  /** Tested against the path with its query, `/api/2.0/…`; absent = any. */
  readonly path?: RegExp;
  /** Tested against the path with its query, and against the body; absent = any. */
  readonly about?: RegExp;
  /** So many requests that fit are let by first; default 0. */
  readonly skip?: number;
  /** Default 1; `Infinity` = until it is removed. */
  readonly times?: number;
  /** Waits before anything is done. */
  readonly delayMs?: number;
  /** Absent = only the delay. */
  readonly fault?: Fault;
}

/** A rule in force. */
export interface ActiveFault {
  /** How many requests it has struck. */
  hits(): number;
  remove(): void;
}

/** The faults switched on in a stand-in. */
export class Faults {
  private rules: { readonly rule: FaultRule; passed: number; hits: number }[] = [];

  add(rule: FaultRule): ActiveFault {
    const active = { rule, passed: 0, hits: 0 };
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
  take(method: string, path: string, body = ''): FaultRule | undefined {
    const found = this.rules.find((one) => {
      if (one.hits >= (one.rule.times ?? 1) || !fits(one.rule, method, path, body)) return false;
      if (one.passed >= (one.rule.skip ?? 0)) return true;
      one.passed += 1;
      return false;
    });
    if (found === undefined) return undefined;
    found.hits += 1;
    return found.rule;
  }
}

function fits(rule: FaultRule, method: string, path: string, body: string): boolean {
  const methods = typeof rule.method === 'string' ? [rule.method] : rule.method;
  if (methods?.every((one) => one.toUpperCase() !== method)) return false;
  if (rule.path !== undefined && !new RegExp(rule.path).test(path)) return false;
  if (rule.about === undefined) return true;
  const about = new RegExp(rule.about);
  return about.test(path) || about.test(body);
}
