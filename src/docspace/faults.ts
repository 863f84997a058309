import { z } from 'zod';
import type { DocSpaceReason, FieldFaults, Method } from './errors.ts';

/** An answer that is no success, as far as it tells the fault. */
export interface RefusedAnswer {
  readonly status: number;
  /** The body as text, decompressed. */
  readonly body: string;
}

/** What is wrong with an answer. */
export interface AnswerFault {
  readonly reason: DocSpaceReason;
  readonly fieldFaults?: FieldFaults;
}

const errorEnvelope = z.object({ error: z.object({ type: z.string().nullish() }) });
const validationEnvelope = z.object({
  response: z.object({ errors: z.record(z.string(), z.array(z.string())).nullish() }),
});
const bareProblem = z.object({ title: z.string(), status: z.number() });

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function reasonOf403(body: string): DocSpaceReason {
  if (body.trim() === '') return 'scope-missing';
  const value = parsed(body);
  if (typeof value === 'string') return 'address-refused';
  const envelope = errorEnvelope.safeParse(value);
  if (envelope.success) {
    return envelope.data.error.type === 'System.InvalidOperationException' ? 'broken-data' : 'role-refused';
  }
  return bareProblem.safeParse(value).success ? 'scope-missing' : 'no-such-route';
}

function invalidInput(body: string): AnswerFault {
  const validation = validationEnvelope.safeParse(parsed(body));
  return validation.success
    ? { reason: 'invalid-input', fieldFaults: validation.data.response.errors ?? {} }
    : { reason: 'invalid-input' };
}

/** Names the fault of an answer by its status and the shape of its body. */
export function faultOfAnswer({ status, body }: RefusedAnswer): AnswerFault {
  if (status >= 500) return { reason: 'server-fault' };
  if (status >= 300 && status < 400) return { reason: 'no-such-route' };
  switch (status) {
    case 400:
      return invalidInput(body);
    case 401:
      return { reason: 'key-refused' };
    case 402:
      return { reason: 'portal-unavailable' };
    case 403:
      return { reason: reasonOf403(body) };
    case 404:
      return { reason: errorEnvelope.safeParse(parsed(body)).success ? 'not-found' : 'no-such-route' };
    case 405:
      return { reason: 'no-such-route' };
    case 408:
      return { reason: 'timed-out' };
    case 413:
    case 414:
    case 415:
      return { reason: 'invalid-input' };
    case 429:
      return { reason: 'rate-limited' };
    default:
      return { reason: 'not-understood' };
  }
}

/** Codes of connections that never came about: nothing was sent. */
const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** Names the fault of a try without a complete answer, by the code of Node or axios. */
export function reasonOfNoAnswer(code: string): DocSpaceReason {
  if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return 'timed-out';
  // ERR_BAD_RESPONSE: larger than allowed. HPE_: no HTTP. Z_ and ERR__ERROR_: not the compression it claims.
  const unreadable = code === 'ERR_BAD_RESPONSE' || /^(HPE_|Z_|ERR__ERROR_)/.test(code);
  return unreadable ? 'not-understood' : 'unreachable';
}

/** Whether a write that ended so may have changed something. `code` is that of a try without an answer. */
export function mayHaveHappened(
  method: Method,
  reason: DocSpaceReason,
  { status, code }: { readonly status?: number | undefined; readonly code?: string | undefined },
): boolean {
  if (method === 'GET') return false;
  if (status === undefined) return code === undefined || !NEVER_SENT.has(code);
  if (reason === 'server-fault' || reason === 'timed-out' || reason === 'not-understood') return true;
  // DocSpace 3.7 answers so when the group, changed already, cannot be shown.
  if (reason === 'broken-data') return true;
  if (method !== 'POST') return false;
  // A create can fail after the group was made; only what is refused before that is safe.
  return !([400, 401, 413, 414, 415, 429].includes(status) || reason === 'scope-missing');
}
