import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { parseJson } from '../api/exchange.ts';
import { type Method, refuse, tiers } from '../api/method.ts';
import type { DeliveryKind } from '../contract.ts';
import type { Core } from '../core.ts';
import { times } from '../kit/limits.ts';
import type { Carrier, Outgoing } from './transport.ts';
import { createWaiting, type Waiting } from './waiting.ts';

/** Socket Mode: the bot connects to us, envelopes go to any one of its sockets. */
export interface SocketCarrier extends Carrier {
  /** `apps.connections.open`. */
  readonly openMethod: Method;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  refresh(): void;
  drop(): void;
  close(): void;
}

interface Line {
  readonly socket: WebSocket;
  /** False once Slack has asked it to go: it may still acknowledge, but gets nothing new. */
  live: boolean;
}

const pingEveryMs = 10_000;
const graceMs = 10_000;
const ack = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });

/** A carrier over WebSockets. */
export function createSocketCarrier(core: Core): SocketCarrier {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const lines: Line[] = [];
  const waiting = createWaiting<Line>(core);
  let turn = 0;

  const pinging = setInterval(() => {
    for (const { socket } of lines) socket.ping('Ping from the stand-in');
  }, pingEveryMs);
  pinging.unref();

  const greet = (socket: WebSocket) => {
    const line: Line = { socket, live: true };
    if (lines.length >= times.socketConnections) {
      core.records.breach(
        'too_many_websockets',
        'apps.connections.open',
        `more than ${times.socketConnections}`,
      );
      say(socket, { type: 'disconnect', reason: 'too_many_websockets', debug_info: debug });
      socket.close();
      return;
    }
    lines.push(line);
    socket.on('message', (data) => hear(core, waiting, String(data)));
    socket.on('close', () => {
      lines.splice(lines.indexOf(line), 1);
      waiting.lose(line);
      core.records.changed('connection');
    });
    socket.on('error', () => socket.terminate());
    const info = { app_id: core.credentials.appId };
    say(socket, { type: 'hello', num_connections: lines.length, debug_info: debug, connection_info: info });
    core.records.changed('connection');
  };

  const next = (): Line | undefined => {
    const live = lines.filter((line) => line.live && line.socket.readyState === line.socket.OPEN);
    turn += 1;
    return live[turn % Math.max(1, live.length)];
  };

  return {
    openMethod: {
      token: 'app',
      scopes: [],
      perMinute: tiers.one * 60,
      run: () => {
        if (core.site.url === '') return refuse('internal_error');
        const ticket = core.ids.secret();
        tickets.add(ticket);
        const base = core.site.url.replace(/^http/, 'ws');
        return { ok: true, url: `${base}/link/?ticket=${ticket}&app_id=${core.credentials.appId}` };
      },
    },
    upgrade: (request, socket, head) => {
      const ticket = new URL(request.url ?? '/', 'http://stand-in').searchParams.get('ticket') ?? '';
      if (!tickets.delete(ticket)) {
        socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, greet);
    },
    connected: () => lines.some((line) => line.live),
    forget: waiting.forget,
    send: (outgoing, onAnswer) => {
      const line = next();
      if (line === undefined) {
        onAnswer({
          kind: 'failed',
          failure: 'no_connection',
          status: undefined,
          detail: 'no socket is open',
        });
        return;
      }
      waiting.expect(outgoing, line, onAnswer);
      say(line.socket, envelope(outgoing));
    },
    refresh: () => {
      for (const line of lines) {
        line.live = false;
        say(line.socket, { type: 'disconnect', reason: 'refresh_requested', debug_info: debug });
        setTimeout(() => line.socket.terminate(), graceMs).unref();
      }
      core.records.changed('connection');
    },
    drop: () => {
      for (const line of [...lines]) line.socket.terminate();
    },
    close: () => {
      clearInterval(pinging);
      for (const line of [...lines]) line.socket.terminate();
      server.close();
    },
  };
}

const debug = { host: 'applink-sandbox', build_number: 1, approximate_connection_time: 18_060 };

function say(socket: WebSocket, message: Readonly<Record<string, unknown>>): void {
  socket.send(JSON.stringify(message));
}

const withResponse: ReadonlySet<DeliveryKind> = new Set(['command', 'view_submission', 'block_suggestion']);

function envelope(outgoing: Outgoing): Readonly<Record<string, unknown>> {
  const { id, kind, payload, retry } = outgoing;
  const base = { envelope_id: id, payload, accepts_response_payload: withResponse.has(kind) };
  if (kind === 'command') return { ...base, type: 'slash_commands' };
  if (kind !== 'event') return { ...base, type: 'interactive' };
  return { ...base, type: 'events_api', retry_attempt: retry, retry_reason: retry === 0 ? '' : 'timeout' };
}

function hear(core: Core, waiting: Waiting<Line>, data: string): void {
  const parsed = ack.safeParse(parseJson(data));
  if (!parsed.success) {
    core.records.breach('ack_malformed', 'socket', 'a frame without an envelope_id');
    return;
  }
  const { envelope_id: id, payload } = parsed.data;
  waiting.acknowledge(id, isEmpty(payload) ? undefined : payload);
}

function isEmpty(payload: unknown): boolean {
  if (payload === undefined || payload === null || payload === '') return true;
  return typeof payload === 'object' && Object.keys(payload).length === 0;
}
