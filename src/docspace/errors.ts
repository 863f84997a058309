/**
 * What went wrong, decided by HTTP status and the shape of the body, never by its text (DocSpace's texts are
 * in the portal's language).
 *
 * - `unreachable`: no connection, or it broke off before the answer was complete
 * - `timed-out`: no answer within the time limit
 * - `key-refused`: 401, the API key is wrong, inactive, expired, or its creator is disabled
 * - `scope-missing`: 403 without an envelope, the key lacks a scope
 * - `role-refused`: 403 with an error envelope, the key's creator may not do it
 * - `address-refused`: 403 with a JSON string, the portal does not admit this IP address
 * - `broken-data`: 403 `System.InvalidOperationException`, a group that has two heads (only deleting it helps)
 * - `not-found`: 404 with an envelope, no such group or person
 * - `no-such-route`: something answers at this address, but it is no DocSpace
 * - `invalid-input`: 400, or refused here before anything was sent (then without `status`)
 * - `rate-limited`: 429
 * - `portal-unavailable`: 402, the portal is not paid
 * - `server-fault`: 5xx, also of the proxy before DocSpace
 * - `not-understood`: an answer that cannot be read: no JSON, another shape, too large
 * - `cancelled`: the caller's signal
 */
export type DocSpaceReason =
  | 'unreachable'
  | 'timed-out'
  | 'key-refused'
  | 'scope-missing'
  | 'role-refused'
  | 'address-refused'
  | 'broken-data'
  | 'not-found'
  | 'no-such-route'
  | 'invalid-input'
  | 'rate-limited'
  | 'portal-unavailable'
  | 'server-fault'
  | 'not-understood'
  | 'cancelled';

/** The methods in use. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Names of fields (as DocSpace writes them, e.g. `$.groupManager`) and what it says about each. */
export type FieldFaults = Readonly<Record<string, readonly string[]>>;

/** What a `DocSpaceError` is made of. */
export interface Fault {
  readonly reason: DocSpaceReason;
  readonly method: Method;
  /** The path's template, as `/group/{id}`: no ids, no query. */
  readonly route: string;
  readonly mayHaveHappened: boolean;
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly fieldFaults?: FieldFaults | undefined;
  /** A few words for the message; never ids, names, e-mails or secrets. */
  readonly detail?: string | undefined;
  readonly cause?: Error | undefined;
}

function describe({ reason, method, route, status, detail }: Fault): string {
  const what = status === undefined ? reason : `HTTP ${status}, ${reason}`;
  return `DocSpace ${method} ${route}: ${what}${detail === undefined ? '' : ` (${detail})`}`;
}

/**
 * The one error of this layer. Its message names method, path template and status; neither it nor its `cause`
 * holds a key, a header, an id, an e-mail or a query string.
 */
export class DocSpaceError extends Error {
  override readonly name = 'DocSpaceError';
  readonly reason: DocSpaceReason;
  readonly method: Method;
  readonly route: string;
  /** The HTTP status; absent when there was no answer. */
  readonly status?: number;
  /** How long DocSpace asks to wait, in ms. Can be a day: DocSpace 3.7 has a daily limit on writes. */
  readonly retryAfterMs?: number;
  /**
   * Only for validation faults (400 with a `response`). Empty where `fields=` kept the details away. Absent for
   * other 400s: on a create these mean that a person is unknown, disabled or a guest.
   */
  readonly fieldFaults?: FieldFaults;
  /** A write whose effect is unclear: DocSpace may have done it, in part or whole, or may still be at it. */
  readonly mayHaveHappened: boolean;

  constructor(fault: Fault) {
    super(describe(fault), fault.cause === undefined ? undefined : { cause: fault.cause });
    this.reason = fault.reason;
    this.method = fault.method;
    this.route = fault.route;
    this.mayHaveHappened = fault.mayHaveHappened;
    if (fault.status !== undefined) this.status = fault.status;
    if (fault.retryAfterMs !== undefined) this.retryAfterMs = fault.retryAfterMs;
    if (fault.fieldFaults !== undefined) this.fieldFaults = fault.fieldFaults;
  }
}
