import { type AxiosAdapter, type AxiosInstance, getAdapter } from 'axios';
import type { IAxiosRetryConfig } from 'axios-retry';
import PQueue from 'p-queue';
import { cleanCause, type FailedAttempt, readAttempt } from './attempt.ts';
import { type Call, type Send, targetOf } from './call.ts';
import { startDeadline } from './deadline.ts';
import { DocSpaceError, type DocSpaceReason, type Method } from './errors.ts';
import { mayHaveHappened } from './faults.ts';
import type { CallOptions } from './model.ts';
import { MAX_TRIES, nextWaitMs } from './retry.ts';

/** One try of a request, for metrics and logs. */
export interface RequestEvent {
  readonly method: Method;
  /** The path's template: no ids, no query. */
  readonly route: string;
  /** The HTTP status; absent when there was no complete answer. */
  readonly status?: number;
  /** Why it failed; absent when it was answered with 200 or 204. */
  readonly reason?: DocSpaceReason;
  readonly ms: number;
}

/** Limits of time, in ms. */
export interface TimeLimits {
  /** A read with all its tries. */
  readonly readMs: number;
  /** One try of a read. */
  readonly tryMs: number;
  /** A write, apart from what each person adds. */
  readonly writeMs: number;
  readonly writeMsPerPerson: number;
}

/** What a sender works with. */
export interface HttpOptions {
  readonly transport: AxiosInstance;
  readonly key: string;
  readonly parallelWrites: number;
  readonly limits: TimeLimits;
  /** Unix ms; `Retry-After` may be a date. */
  readonly now: () => number;
  readonly onRequest?: ((event: RequestEvent) => void) | undefined;
}

type Read = (error: unknown) => FailedAttempt;

const sendByHttp = getAdapter('http');

function fault(call: Call<unknown>, attempt: Omit<FailedAttempt, 'passing'>, cause?: Error): DocSpaceError {
  const { method, route } = call;
  const { reason, status, retryAfterMs, fieldFaults } = attempt;
  return new DocSpaceError({
    reason,
    method,
    route,
    status,
    retryAfterMs,
    fieldFaults,
    mayHaveHappened: mayHaveHappened(method, reason, attempt),
    cause,
  });
}

function notSent({ method, route }: Call<unknown>): DocSpaceError {
  return new DocSpaceError({ reason: 'cancelled', method, route, mayHaveHappened: false });
}

/** Reads a 200 or 204. Throws `not-understood`, which names where the answer differs, but no value of it. */
function understand<Answer>(call: Call<Answer>, status: number, body: string): Answer {
  const failed = (detail: string) => {
    const { method, route } = call;
    const reason = 'not-understood';
    return new DocSpaceError({ reason, method, route, status, detail, mayHaveHappened: method !== 'GET' });
  };
  let value: unknown;
  try {
    value = status === 204 ? undefined : JSON.parse(body);
  } catch {
    throw failed('no JSON');
  }
  const read = call.answer.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw failed(`${issue?.code ?? 'unknown'} at ${issue?.path.join('.') || 'the top'}`);
}

/**
 * The one way out to DocSpace. Reads are tried again within their time limit; writes are sent once, at most
 * `parallelWrites` at a time, and their time limit begins when they are sent.
 */
export function createSend({ transport, key, parallelWrites, limits, now, onRequest }: HttpOptions): Send {
  const writes = new PQueue({ concurrency: parallelWrites });

  const observed = (call: Call<unknown>, read: Read): AxiosAdapter => {
    const { method, route } = call;
    return async (config) => {
      const started = performance.now();
      const tell = (outcome: Pick<RequestEvent, 'status' | 'reason'>) => {
        try {
          onRequest?.({ method, route, ...outcome, ms: performance.now() - started });
        } catch {
          // Who counts requests must not make an answered one look unanswered.
        }
      };
      try {
        const response = await sendByHttp(config);
        tell({ status: response.status });
        return response;
      } catch (error) {
        const { reason, status } = read(error);
        tell({ reason, ...(status === undefined ? {} : { status }) });
        throw error;
      }
    };
  };

  const retries = (call: Call<unknown>, read: Read, leftMs: () => number): IAxiosRetryConfig => {
    let tries = 0;
    let waitMs = 0;
    return {
      retries: call.method === 'GET' ? MAX_TRIES : 0,
      retryCondition(error) {
        tries += 1;
        const { passing, reason, retryAfterMs } = read(error);
        if (!passing) return false;
        const limited = reason === 'rate-limited';
        const random = Math.random();
        const next = nextWaitMs({ tries, limited, askedMs: retryAfterMs, leftMs: leftMs(), random });
        waitMs = next ?? 0;
        return next !== undefined;
      },
      retryDelay: () => waitMs,
    };
  };

  async function exchange<Answer>(
    call: Call<Answer>,
    target: string,
    budgetMs: number,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const deadline = startDeadline(budgetMs, signal);
    const ended = () => {
      if (!deadline.signal.aborted) return undefined;
      return signal?.aborted ? 'cancelled' : 'timed-out';
    };
    const read: Read = (error) => readAttempt(error, ended(), now());
    try {
      const { status, data } = await transport.request<string>({
        method: call.method,
        url: target,
        adapter: observed(call, read),
        signal: deadline.signal,
        timeout: call.method === 'GET' ? Math.min(limits.tryMs, budgetMs) : budgetMs,
        headers: {
          ...(call.anonymous ? {} : { Authorization: `Bearer ${key}` }),
          ...(call.body ? { 'Content-Type': 'application/json' } : {}),
        },
        ...(call.body ? { data: JSON.stringify(call.body) } : {}),
        'axios-retry': retries(call, read, deadline.leftMs),
      });
      return understand(call, status, data);
    } catch (error) {
      throw error instanceof DocSpaceError ? error : fault(call, read(error), cleanCause(error));
    } finally {
      deadline.end();
    }
  }

  return async (call, { signal, budgetMs }: CallOptions = {}) => {
    const target = targetOf(call);
    if (signal?.aborted) throw notSent(call);
    if (call.method === 'GET') return exchange(call, target, budgetMs ?? limits.readMs, signal);
    const limitMs = budgetMs ?? limits.writeMs + limits.writeMsPerPerson * (call.people ?? 0);
    let sent = false;
    const write = () => {
      sent = true;
      return exchange(call, target, limitMs, signal);
    };
    try {
      return await writes.add(write, signal ? { signal } : {});
    } catch (error) {
      // The queue throws the signal's own reason, waiting or not.
      if (error instanceof DocSpaceError) throw error;
      throw sent ? fault(call, { reason: 'cancelled' }) : notSent(call);
    }
  };
}
