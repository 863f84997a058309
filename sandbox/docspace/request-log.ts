/** A request as it came in, for tests and the demo's page. Never holds the key. */
export interface LoggedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Parsed JSON; the raw text where it is none; undefined without a body. */
  readonly body: unknown;
  /** Absent while it is worked on, and for good when the connection was closed without an answer. */
  readonly status?: number;
  /** Unix ms of its arrival. */
  readonly at: number;
  /** From arrival to the end of the work. */
  readonly ms?: number;
  /** The client stayed until it had the whole answer. */
  readonly finished: boolean;
}

/** The entry that the server fills in. */
export type OpenEntry = { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] };

/** The log of all requests since the start or the last clearing. */
export class RequestLog {
  private entries: OpenEntry[] = [];
  private cleared = 0;

  add(entry: OpenEntry): void {
    this.entries.push(entry);
  }

  all(): readonly LoggedRequest[] {
    return this.entries;
  }

  /** A point in the log, for `since`. Clearing does not disturb it. */
  mark(): number {
    return this.cleared + this.entries.length;
  }

  since(mark: number): readonly LoggedRequest[] {
    return this.entries.slice(Math.max(0, mark - this.cleared));
  }

  clear(): void {
    this.cleared += this.entries.length;
    this.entries = [];
  }
}

/** A body as the log shows it. */
export function loggedBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
