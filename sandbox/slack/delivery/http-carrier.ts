import { createHmac } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { readBody } from '../api/exchange.ts';
import type { RawAnswer } from '../contract.ts';
import type { Core } from '../core.ts';
import { times } from '../kit/limits.ts';
import type { Answered, Carrier, Outgoing } from './transport.ts';

const form = 'application/x-www-form-urlencoded';

/** Signed HTTP requests to the bot's request URL. */
export interface HttpCarrier extends Carrier {
  setRequestUrl(url: string): void;
  post(body: string, headers: Readonly<Record<string, string>>): Promise<RawAnswer>;
}

/** Slack's signature: `v0=` and the HMAC-SHA256 of `v0:timestamp:body`. */
export function sign(secret: string, body: string, timestamp: string | number): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** What goes over HTTP: fields for a command, JSON for an event, JSON in one field for all else. */
export function rawBody(outgoing: Pick<Outgoing, 'kind' | 'payload'>): string {
  const { kind, payload } = outgoing;
  if (kind === 'event') return JSON.stringify(payload);
  if (kind !== 'command') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(payload)) fields.set(name, String(value));
  return fields.toString();
}

/** A carrier over HTTP. Timestamps are the machine's own time: the bot checks them against its own. */
export function createHttpCarrier(core: Core, firstUrl: string | undefined): HttpCarrier {
  let url = firstUrl;
  return {
    connected: () => url !== undefined,
    forget: () => undefined,
    setRequestUrl: (next) => {
      url = next;
      core.records.changed('connection');
    },
    post: (body, headers) => postRaw(url, body, headers),
    send: (outgoing, onAnswer) => {
      if (url === undefined) return onAnswer(lost('no_connection', 'no request URL is set'));
      const body = rawBody(outgoing);
      // What is sent again is signed anew, with a later stamp.
      const timestamp = Math.floor(Date.now() / 1000) + outgoing.retry;
      const headers = {
        'content-type': outgoing.kind === 'event' ? 'application/json' : form,
        'x-slack-request-timestamp': String(timestamp),
        'x-slack-signature': sign(core.credentials.signingSecret, body, timestamp),
        ...(outgoing.kind === 'event' ? retryHeaders(outgoing.retry) : {}),
      };
      return sendTimed(core, url, body, headers, onAnswer);
    },
  };
}

function retryHeaders(retry: number): Readonly<Record<string, string>> {
  return retry === 0 ? {} : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' };
}

function lost(failure: 'no_connection' | 'connection_lost' | 'timeout', detail: string): Answered {
  return { kind: 'failed', failure, status: undefined, detail };
}

function open(url: string, body: string, headers: Readonly<Record<string, string>>) {
  return request(url, {
    method: 'POST',
    agent: false,
    headers: {
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      accept: 'application/json,*/*',
      'content-length': String(Buffer.byteLength(body)),
      ...headers,
    },
  });
}

function sendTimed(
  core: Core,
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  onAnswer: (answer: Answered) => void,
): void {
  let isOpen = true;
  const outgoing = open(url, body, headers);
  const finish = (answer: Answered) => {
    if (!isOpen) return;
    isOpen = false;
    cancel();
    onAnswer(answer);
  };
  const cancel = core.clock.after(times.ack, () => {
    finish(lost('timeout', `no answer within ${times.ack} ms`));
    outgoing.destroy();
  });
  outgoing.on('error', (error: NodeJS.ErrnoException) => {
    const refused = error.code === 'ECONNREFUSED';
    finish(lost(refused ? 'no_connection' : 'connection_lost', error.message));
  });
  outgoing.on('response', (response) => {
    readBody(response).then(
      (bytes) => finish(toAnswer(response, bytes.toString('utf8'))),
      (error: unknown) => finish(lost('connection_lost', String(error))),
    );
  });
  outgoing.end(body);
}

function toAnswer(response: IncomingMessage, text: string): Answered {
  const status = response.statusCode ?? 0;
  if (status !== 200) return { kind: 'failed', failure: 'refused', status, detail: `HTTP ${status}` };
  if (text === '') return { kind: 'ack', body: undefined, status };
  const isJson = (response.headers['content-type'] ?? '').startsWith('application/json');
  return { kind: 'ack', body: isJson ? jsonOf(text) : text, status };
}

function jsonOf(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return text;
  }
}

async function postRaw(
  url: string | undefined,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<RawAnswer> {
  if (url === undefined) throw new Error('no request URL is set');
  const outgoing = open(url, body, { 'content-type': form, ...headers });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on('response', resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
  const bytes = await readBody(response);
  return { status: response.statusCode ?? 0, body: bytes.toString('utf8') };
}
