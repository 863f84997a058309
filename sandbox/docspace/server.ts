import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { emptyReply, type Reply } from './answers.ts';
import { type BreachKind, breachesOf, breachesOfMeeting, changesHead } from './breaches.ts';
import type { Fault, Faults } from './faults.ts';
import { faultyReply, garbageReply } from './faulty-reply.ts';
import { InFlight } from './in-flight.ts';
import { type Arrival, answer, askedOf, type PortalParts } from './pipeline.ts';
import { type LoggedRequest, loggedBody, type OpenEntry, type RequestLog } from './request-log.ts';
import { findRoute } from './routes.ts';
import { ProcessEnded, Processors, startWork } from './work.ts';

const MOST_REQUEST_LINE = 8000;

/** What the server reports to. */
export interface Watch {
  readonly log: RequestLog;
  readonly faults: Faults;
  breach(kind: BreachKind, request: LoggedRequest): void;
}

/** The HTTP side of the stand-in. Going down closes all connections and ends all work where it stands. */
export class DocSpaceServer {
  readonly inFlight = new InFlight();
  private readonly parts: PortalParts;
  private readonly watch: Watch;
  private readonly processors = new Processors();
  private readonly redirects = new Set<string>();
  private server: Server | undefined;
  private life = 0;

  constructor(parts: PortalParts, watch: Watch) {
    this.parts = parts;
    this.watch = watch;
  }

  isUp(): boolean {
    return this.server !== undefined;
  }

  /** Listens on 127.0.0.1; 0 = any free port. Resolves with the port. */
  async up(port: number): Promise<number> {
    if (this.server !== undefined) return port;
    const server = createServer(
      { maxHeaderSize: 256 * 1024, keepAliveTimeout: 60_000 },
      (request, response) => {
        void this.serve(request, response);
      },
    );
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    this.server = server;
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  async down(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    this.life += 1;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET';
    const path = request.url ?? '/';
    const entry: OpenEntry = {
      method,
      path,
      body: undefined,
      at: this.parts.settings.now(),
      finished: false,
    };
    this.watch.log.add(entry);
    response.once('finish', () => {
      entry.finished = true;
    });
    const body = await readAll(request);
    if (body === undefined) return;
    entry.body = loggedBody(body);
    const send = (reply: Reply, everyMs?: number) => {
      entry.ms = this.parts.settings.now() - entry.at;
      if (response.destroyed) return;
      entry.status = reply.status;
      if (reply.isProblem === true) this.watch.breach('invalidRequest', entry);
      void write(response, reply, everyMs);
    };
    if (`${method} ${path} HTTP/1.1`.length > MOST_REQUEST_LINE) {
      this.watch.breach('longRequestLine', entry);
      send(emptyReply(414));
      return;
    }
    const url = new URL(path, `http://${request.headers.host ?? '127.0.0.1'}`);
    const match = findRoute(method, url.pathname);
    await this.handle(entry, { method, url, headers: request.headers, body, match }, response, send);
  }

  private async handle(
    entry: OpenEntry,
    arrival: Arrival,
    response: ServerResponse,
    send: (reply: Reply, everyMs?: number) => void,
  ): Promise<void> {
    const { match } = arrival;
    const report = (kinds: readonly BreachKind[]) => {
      for (const kind of kinds) this.watch.breach(kind, entry);
    };
    const hasAuthorization = arrival.headers.authorization !== undefined;
    if (this.redirects.has(arrival.url.pathname)) report(['followedRedirect']);
    else report(breachesOf(entry, match, this.parts.portal, hasAuthorization));
    const rule = this.watch.faults.take(arrival.method, entry.path, arrival.body.toString('utf8'));
    const fault = rule?.fault;
    const isIdle = fault?.kind === 'hang' && fault.work !== true;
    const isWrite = arrival.method !== 'GET';
    const { meeting, end } = this.inFlight.begin({
      isWrite,
      groupIds:
        match.kind === 'route' && match.route.path.startsWith('/group/{') && !isIdle ? match.params : [],
      changesHead: changesHead(entry, match),
    });
    report(breachesOfMeeting(meeting, isWrite));
    const { life } = this;
    const isAlive = () => this.life === life;
    try {
      if (rule?.delayMs !== undefined) await sleep(rule.delayMs);
      if (!isAlive()) return;
      if (fault?.kind === 'dropBefore') return void response.destroy();
      const refusal = faultyReply(fault, askedOf(arrival, this.parts.settings));
      if (refusal !== undefined) {
        this.rememberRedirect(refusal, arrival.url);
        send(refusal);
        return;
      }
      if (isIdle) {
        if (!response.destroyed) await new Promise((gone) => response.once('close', gone));
        return;
      }
      const afterSteps = fault?.kind === 'midway' ? fault.afterSteps : undefined;
      const work = startWork(this.parts.settings, this.processors, { afterSteps, isAlive });
      const reply = await answer(this.parts, arrival, work);
      end();
      if (reply === undefined) await this.down();
      else this.finish(reply, fault, response, send);
    } catch (error) {
      if (!(error instanceof ProcessEnded)) throw error;
    } finally {
      end();
    }
  }

  private finish(
    reply: Reply,
    fault: Fault | undefined,
    response: ServerResponse,
    send: (reply: Reply, everyMs?: number) => void,
  ): void {
    if (fault?.kind === 'dropAfter') response.destroy();
    else if (fault?.kind === 'garbage') send(garbageReply);
    else if (fault?.kind === 'drip') send(reply, fault.everyMs ?? 100);
    else if (fault?.kind !== 'hang') send(reply);
  }

  private rememberRedirect(reply: Reply, from: URL): void {
    const target = Object.entries(reply.headers).find(([name]) => name.toLowerCase() === 'location')?.[1];
    if (target !== undefined) this.redirects.add(new URL(target, from).pathname);
  }
}

/** The whole body; undefined when the client went away before it was there. */
async function readAll(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}

async function write(response: ServerResponse, reply: Reply, everyMs?: number): Promise<void> {
  const body = Buffer.from(reply.body);
  response.statusCode = reply.status;
  if (reply.body !== '') response.setHeader('Content-Length', body.length);
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value);
  if (everyMs === undefined) {
    response.end(body);
    return;
  }
  for (let at = 0; at < body.length && !response.destroyed; at += 1) {
    response.write(body.subarray(at, at + 1));
    await sleep(everyMs);
  }
  response.end();
}
