import { createServer } from 'node:http';
import { ConfigError, type Fault } from '../config-fault.ts';
import type { ServiceRoute } from './http-routes.ts';

const closeAfterMs = 500;

/** What one connection may take, in ms: Slack's requests and those of probes are done within a second. */
const usualLimits = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  // How often the two above are looked at; 30 s by default.
  connectionsCheckingInterval: 1_000,
};

/** More at once are closed unanswered: a flood must not take the memory or the files of the process. */
const mostConnections = 2_000;

/** Where to listen. */
export interface ListenOn {
  readonly host: string;
  readonly port: number;
}

/** A server that listens. `port` is the real one, where 0 was asked for. */
export interface ServiceServer {
  readonly port: number;
  /** Takes no more requests and ends idle connections. */
  stop(): Promise<void>;
}

/** What a failure to listen has to say about PORT or HOST; undefined for any other error. */
function listenFault(error: unknown, { host, port }: ListenOn): Fault | undefined {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'EADDRINUSE':
      return {
        variable: 'PORT',
        what: `port ${port} on ${host} is taken by another program`,
        remedy: 'Stop that program (a second copy of the bot?) or set another PORT.',
      };
    case 'EACCES':
      return {
        variable: 'PORT',
        what: `port ${port} needs rights that the bot does not have`,
        remedy: 'Set a PORT above 1023.',
      };
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        variable: 'HOST',
        what: `${host} is no address of this machine`,
        remedy: 'Set HOST to 0.0.0.0, 127.0.0.1 or an address of this machine.',
      };
    default:
      return undefined;
  }
}

/** Waits for a start to listen; throws a `ConfigError` where PORT or HOST is the reason that it fails. */
export async function listening<T>(start: Promise<T>, on: ListenOn): Promise<T> {
  try {
    return await start;
  } catch (error) {
    const fault = listenFault(error, on);
    throw fault ? new ConfigError([fault]) : error;
  }
}

/**
 * Serves the service's routes and, in HTTP mode, Slack's. (Bolt's own server for `customRoutes` knows no host in
 * Socket Mode, and a taken port ends the process as an uncaught exception.) Throws a `ConfigError` where it cannot
 * listen.
 */
export async function startServiceServer(
  routes: readonly ServiceRoute[],
  on: ListenOn,
  limits: typeof usualLimits = usualLimits,
): Promise<ServiceServer> {
  const server = createServer(limits, (request, response) => {
    const [path] = (request.url ?? '').split('?', 1);
    const route = routes.find((candidate) => candidate.path === path);
    if (route?.method.includes(request.method ?? '')) return route.handler(request, response);
    response.writeHead(route ? 405 : 404).end();
  });
  server.maxConnections = mostConnections;
  const started = new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(on, resolve);
  });
  await listening(started, on);
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : on.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // Slack and probes keep connections open: a request on its way gets a moment, then they are cut.
        setTimeout(() => server.closeAllConnections(), closeAfterMs).unref();
      }),
  };
}
