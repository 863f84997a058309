import { readFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Server } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const fixture = (name: string) => join(import.meta.dirname, '../../fixtures', name);

/** The file of the authority that signed the portal's certificate: itself. */
export const authority = fixture('portal-cert.pem');

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('does not listen');
  return address.port;
}

/** A portal behind https on loopback, as `portal.example.com` and `localhost`, with a certificate of its own making. */
export async function tlsFront(portalUrl: string): Promise<number> {
  const pair = { key: readFileSync(fixture('portal-key.pem')), cert: readFileSync(authority) };
  const server = createTlsServer(pair, (request, response) => {
    const { method, url, headers } = request;
    const onward = httpRequest(`${portalUrl}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  onTestFinished(() => server.closeAllConnections());
  return listen(server);
}

/** What a proxy was asked, and how it was told who asks. */
export interface SeenByProxy {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A CONNECT proxy that leads every host to one port of loopback. */
export async function connectProxy(port: number) {
  const seen: SeenByProxy[] = [];
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? '', target: request.url ?? '', headers: request.headers });
    response.writeHead(405).end();
  });
  server.on('connect', (request, socket, head) => {
    seen.push({ method: 'CONNECT', target: request.url ?? '', headers: request.headers });
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    socket.on('close', () => onward.destroy());
  });
  return { port: await listen(server), seen };
}
