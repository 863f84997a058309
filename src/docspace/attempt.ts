import { type AxiosError, isAxiosError } from 'axios';
import axiosRetry from 'axios-retry';
import type { DocSpaceReason, FieldFaults } from './errors.ts';
import { faultOfAnswer, reasonOfNoAnswer } from './faults.ts';
import { askedWaitMs } from './retry.ts';

/** What a failed try of a request comes to. */
export interface FailedAttempt {
  readonly reason: DocSpaceReason;
  /** The HTTP status; absent when there was no complete answer. */
  readonly status?: number;
  /** Node's or axios's code, when there was no complete answer. */
  readonly code?: string;
  readonly fieldFaults?: FieldFaults | undefined;
  /** What the answer asks to wait, in ms. */
  readonly retryAfterMs?: number | undefined;
  /** Whether a read may be sent again. */
  readonly passing: boolean;
}

const PASSING_STATUS: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function ofAnswer(response: NonNullable<AxiosError['response']>, body: string, nowMs: number): FailedAttempt {
  const header = (name: string): string | undefined => {
    const value: unknown = response.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  const { status } = response;
  return {
    ...faultOfAnswer({ status, body }),
    status,
    retryAfterMs: askedWaitMs(
      { retryAfter: header('retry-after'), reset: header('x-ratelimit-reset') },
      nowMs,
    ),
    passing: PASSING_STATUS.has(status),
  };
}

/** Reads what axios threw. `ended` tells whether the call's time is over or the caller gave up. */
export function readAttempt(
  error: unknown,
  ended: 'timed-out' | 'cancelled' | undefined,
  nowMs: number,
): FailedAttempt {
  const response = isAxiosError<unknown>(error) ? error.response : undefined;
  if (response && typeof response.data === 'string') return ofAnswer(response, response.data, nowMs);
  const code = codeOf(error);
  if (ended) return { reason: ended, code, passing: false };
  // Status and headers came, but not the whole body.
  if (response && code === 'ERR_BAD_RESPONSE') return { reason: 'unreachable', code, passing: true };
  const reason = reasonOfNoAnswer(code);
  // axios-retry knows the codes that do not pass: an unknown host, a certificate that is refused.
  const passing = isAxiosError(error) && axiosRetry.isNetworkError(error);
  return { reason, code, passing: reason === 'timed-out' || (reason === 'unreachable' && passing) };
}

/** An axios error holds the request, and with it the key: only its code and message go on. */
export function cleanCause(error: unknown): Error {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message || code : 'unknown fault';
  return Object.assign(new Error(message), code === '' ? {} : { code });
}
