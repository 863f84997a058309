import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Incoming, readBody } from './api/exchange.ts';

/** An HTTP server on 127.0.0.1 that can go down and come up again on its port. */
export interface Server {
  readonly port: number;
  up(): Promise<void>;
  /** Closes the port and cuts every connection. */
  down(): Promise<void>;
}

/** What the server does with requests. */
export interface Routes {
  readonly serve: (incoming: Incoming) => Promise<void>;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/** Starts listening on a port (0: a free one). */
export async function startServer(port: number, routes: Routes): Promise<Server> {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    handle(routes, request, response).catch(() => request.socket.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', routes.upgrade);
  let bound = port;
  const up = () =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(bound, '127.0.0.1', () => {
        server.off('error', reject);
        bound = portOf(server.address());
        resolve();
      });
    });
  await up();
  return {
    port: bound,
    up,
    down: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

async function handle(routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  const path = new URL(request.url ?? '/', 'http://stand-in').pathname;
  await routes.serve({ request, response, path, body });
}
