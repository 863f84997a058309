import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '../core.ts';
import type { OpenCall } from '../records.ts';
import type { Args } from './method.ts';

/** An HTTP answer. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object goes out as JSON. */
  readonly body: string | Readonly<Record<string, unknown>>;
}

/** A request that has been read. */
export interface Incoming {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly body: Buffer;
}

/** All of a request's body. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

const nested = new Set(['view', 'blocks', 'attachments', 'metadata', 'files']);

/** The arguments of a form or JSON body; JSON that cannot be parsed stays text, so that the method refuses it. */
export function readArgs(body: string, contentType: string): Args {
  if (contentType.startsWith('application/json')) {
    const parsed = parseJson(body);
    return typeof parsed === 'object' && parsed !== null ? Object.fromEntries(Object.entries(parsed)) : {};
  }
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [
      name,
      nested.has(name) ? parseJson(value) : value,
    ]),
  );
}

/** JSON, or the text itself where it is none. */
export function parseJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return text;
  }
}

/** The body of a reply as it goes out. */
function bodyText(body: Reply['body']): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function send(response: ServerResponse, reply: Reply): void {
  const type =
    typeof reply.body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  response.writeHead(reply.status, { 'content-type': type, ...reply.headers });
  response.end(bodyText(reply.body));
}

/** Does the work of a call, or what the fault in force makes of it, and notes the answer on the call. */
export async function answerCall(
  core: Core,
  incoming: Incoming,
  call: OpenCall,
  work: () => Reply,
): Promise<void> {
  const fault = core.faults.strike(call.method, call.args);
  const finish = (reply: Reply) => {
    call.status = reply.status;
    call.answer = typeof reply.body === 'string' ? { body: reply.body } : reply.body;
    core.records.changed('call');
    send(incoming.response, reply);
  };
  switch (fault?.kind) {
    case undefined:
      return finish(work());
    case 'delay':
      await new Promise<void>((resolve) => core.clock.after(fault.ms, resolve));
      return finish(work());
    case 'status':
      return finish({ status: fault.status, body: 'upstream trouble' });
    case 'rate-limited':
      return finish(tooMany(fault.retryAfterSeconds));
    case 'error':
      return finish({ status: incoming.path.startsWith('/api/') ? 200 : 404, body: refusal(fault) });
    case 'drop-before':
      return drop(incoming);
    case 'drop-after':
      work();
      core.records.changed('call');
      return drop(incoming);
    case 'hang':
      return undefined;
  }
}

function refusal(fault: { readonly error: string; readonly messages?: readonly string[] }) {
  const { error, messages } = fault;
  return messages === undefined
    ? { ok: false, error }
    : { ok: false, error, response_metadata: { messages } };
}

function drop(incoming: Incoming): void {
  incoming.request.socket.destroy();
}

/** Slack's answer to too many calls. */
export function tooMany(retryAfterSeconds: number): Reply {
  return {
    status: 429,
    headers: { 'retry-after': String(retryAfterSeconds) },
    body: { ok: false, error: 'ratelimited' },
  };
}
