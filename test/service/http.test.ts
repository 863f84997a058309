import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HTTPReceiver } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config-fault.ts';
import { type RouteSources, serviceRoutes } from '../../src/service/http-routes.ts';
import { listening, startServiceServer } from '../../src/service/http-server.ts';
import { createMetrics } from '../../src/service/metrics.ts';
import { createReadiness } from '../../src/service/readiness.ts';

const HOST = '127.0.0.1';
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function portOf(server: { address(): string | AddressInfo | null }): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('does not listen');
  return address.port;
}

/** Socket Mode: our own server. */
async function ownServer(sources: RouteSources, port = 0): Promise<number> {
  const server = await startServiceServer(serviceRoutes(sources), { host: HOST, port });
  stops.push(() => server.stop());
  return server.port;
}

/** HTTP mode: Bolt's receiver, which serves Slack's requests on the same port. */
async function boltServer(sources: RouteSources, port = 0): Promise<number> {
  const receiver = new HTTPReceiver({ signingSecret: 'a-secret', customRoutes: serviceRoutes(sources) });
  const server = await listening(receiver.start({ host: HOST, port }), { host: HOST, port });
  stops.push(() => receiver.stop());
  return portOf(server);
}

describe.each([
  ['Socket Mode', ownServer],
  ['HTTP mode', boltServer],
])('the routes in %s', (_mode, start) => {
  const readiness = createReadiness([], () => 0);
  const metrics = createMetrics();
  let base: string;
  beforeEach(async () => {
    base = `http://${HOST}:${await start({ readiness, registry: metrics.registry })}`;
  });

  it('/healthz says that the process lives, ready or not', async () => {
    readiness.notReady('docspace', 'gone');
    const answer = await fetch(`${base}/healthz`);
    readiness.ready('docspace');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ alive: true });
  });

  it('/readyz says whether and why not', async () => {
    const ready = await fetch(`${base}/readyz?verbose`);
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true }]);
    readiness.notReady('docspace', 'DOCSPACE_URL: portal.example.com does not answer');
    const not = await fetch(`${base}/readyz`);
    readiness.ready('docspace');
    expect(not.headers.get('cache-control')).toBe('no-store');
    expect([not.status, await not.json()]).toEqual([
      503,
      { ready: false, reasons: ['DOCSPACE_URL: portal.example.com does not answer since 1970-01-01T00:00Z'] },
    ]);
  });

  it('/metrics speaks to Prometheus', async () => {
    metrics.announcement('channel');
    const answer = await fetch(`${base}/metrics`);
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(await answer.text()).toContain('announcements_total{way="channel"}');
  });

  it('answers HEAD, and nothing else', async () => {
    const status = async (path: string, method: string) => (await fetch(`${base}${path}`, { method })).status;
    expect(await status('/healthz', 'HEAD')).toBe(200);
    expect([404, 405]).toContain(await status('/healthz', 'POST'));
    expect(await status('/other', 'GET')).toBe(404);
  });

  it('says that the port is taken', async () => {
    const port = Number(new URL(base).port);
    const error: unknown = await start({ readiness, registry: metrics.registry }, port).catch(
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({
      faults: [{ variable: 'PORT', what: `port ${port} on ${HOST} is taken by another program` }],
    });
  });
});

describe('listening', () => {
  it('says that the host is of another machine', async () => {
    const on = { host: '203.0.113.7', port: 0 };
    await expect(startServiceServer([], on)).rejects.toMatchObject({ faults: [{ variable: 'HOST' }] });
  });

  it('says that the port needs rights', async () => {
    const refused = Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' }));
    await expect(listening(refused, { host: HOST, port: 80 })).rejects.toMatchObject({
      faults: [{ variable: 'PORT', what: expect.stringContaining('80') }],
    });
  });

  it('throws other errors as they are', async () => {
    const error = new Error('other');
    await expect(listening(Promise.reject(error), { host: HOST, port: 0 })).rejects.toBe(error);
  });

  it('frees the port at its end', async () => {
    const server = await startServiceServer([], { host: HOST, port: 0 });
    await (await fetch(`http://${HOST}:${server.port}/`)).text();
    await server.stop();
    const next = createServer();
    await new Promise<void>((resolve, reject) => {
      next.once('error', reject).listen(server.port, HOST, resolve);
    });
    next.close();
  });

  it('answers 500 when the metrics fail', async () => {
    const registry = {
      contentType: createMetrics().registry.contentType,
      metrics: () => Promise.reject(new Error('no')),
    };
    const port = await ownServer({ readiness: createReadiness([]), registry });
    expect((await fetch(`http://${HOST}:${port}/metrics`)).status).toBe(500);
  });
});
