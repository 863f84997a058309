import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { DocSpaceStandIn } from '../docspace/docspace.ts';
import { readBody } from '../slack/api/exchange.ts';
import type { SlackStandIn } from '../slack/contract.ts';
import { actSchema, ImpossibleAct, perform } from './acts.ts';
import { createChatter } from './chatter.ts';
import { faultOf, safeHeaders } from './guard.ts';
import { createLive, type Live } from './live.ts';
import { commandFromManifest, shortcutsFromManifest } from './manifest.ts';
import { pageFile } from './page-files.ts';
import { createPresence } from './presence.ts';
import type { Scene } from './snapshot.ts';
import { canAct } from './who.ts';

/** The page that shows both stand-ins, served on 127.0.0.1. */
export interface PageServer {
  readonly url: string;
  stop(): Promise<void>;
}

const usualPort = 4300;
const portsToTry = 50;
const mostBodyBytes = 200_000;

/**
 * Serves the page: its files, `GET /api/events?person=U…` (snapshots as server-sent events) and `POST /api/acts` (what
 * people do). Without a port: 4300, or the next free one. Throws when the port is taken.
 */
export async function startPage(options: {
  readonly slack: SlackStandIn;
  readonly docspace: DocSpaceStandIn;
  readonly port?: number | undefined;
}): Promise<PageServer> {
  const { slack, docspace } = options;
  const command = commandFromManifest(slack.command);
  const scene: Scene = {
    slack,
    docspace,
    command,
    shortcuts: shortcutsFromManifest(),
    chatter: createChatter(),
    presence: createPresence(slack),
  };
  const live = createLive(scene);
  const server = createServer((request, response) => {
    serve(scene, live, portOf(server), request, response).catch(() => response.destroy());
  });
  await listen(server, options.port).catch((error: unknown) => {
    live.stop();
    throw error;
  });
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    stop: async () => {
      live.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  scene: Scene,
  live: Live,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(safeHeaders)) response.setHeader(name, value);
  const fault = faultOf(request, port);
  if (fault !== undefined) return answer(response, 403, { error: fault });
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page');
  switch (`${request.method} ${pathname}`) {
    case 'GET /api/events':
      return watch(scene, live, searchParams.get('person') ?? '', response);
    case 'POST /api/acts':
      return act(scene, live, request, response);
    default:
      return file(request, pathname, response);
  }
}

/** Somebody one can't act as gets 204: then a browser does not try again. */
function watch(scene: Scene, live: Live, personId: string, response: ServerResponse): void {
  const user = scene.slack.world.users.find((one) => one.id === personId);
  if (canAct(user)) live.add(response, personId);
  else response.writeHead(204).end();
}

async function act(
  scene: Scene,
  live: Live,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.headers['content-type'] !== 'application/json')
    return answer(response, 415, { error: 'send JSON' });
  if (Number(request.headers['content-length'] ?? Infinity) > mostBodyBytes) {
    return answer(response, 413, { error: 'too much' });
  }
  const parsed = actSchema.safeParse(readJson(await readBody(request)));
  if (!parsed.success) return answer(response, 400, { error: 'not an act that this page knows' });
  try {
    const done = await perform(scene, parsed.data);
    return answer(response, 200, { ...done, acts: live.acted() });
  } catch (error) {
    if (error instanceof ImpossibleAct) return answer(response, 409, { error: error.message });
    throw error;
  }
}

function file(request: IncomingMessage, path: string, response: ServerResponse): void {
  const found = request.method === 'GET' || request.method === 'HEAD' ? pageFile(path) : undefined;
  if (found === undefined) answer(response, 404, { error: 'not found' });
  else
    response.writeHead(200, { 'content-type': found.type }).end(request.method === 'HEAD' ? '' : found.body);
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

async function listen(server: Server, port: number | undefined): Promise<void> {
  if (port !== undefined) return listenOn(server, port);
  for (let next = usualPort; next < usualPort + portsToTry; next += 1) {
    try {
      return await listenOn(server, next);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Error(
    `all ports from ${usualPort} to ${usualPort + portsToTry - 1} are taken: give another one with --port`,
  );
}

function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function isTaken(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
  );
}

function portOf(server: Server): number {
  const address = server.address();
  return address === null || typeof address === 'string' ? 0 : address.port;
}
