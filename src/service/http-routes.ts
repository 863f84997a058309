import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { Readiness } from './readiness.ts';

/** A route of the service; fits Bolt's `customRoutes`. */
export interface ServiceRoute {
  readonly path: string;
  readonly method: string[];
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
}

/** What the routes tell of. */
export interface RouteSources {
  readonly readiness: Pick<Readiness, 'reasons'>;
  readonly registry: Pick<Registry, 'metrics' | 'contentType'>;
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  response.end(body);
}

function answerJson(response: ServerResponse, status: number, body: object): void {
  answer(response, status, 'application/json', JSON.stringify(body));
}

/**
 * `/healthz`: 200 while the process lives. `/readyz`: 200 `{"ready":true}`, or 503 with the reasons. `/metrics`:
 * for Prometheus. None of them is guarded; none tells a secret, a name or an e-mail.
 */
export function serviceRoutes({ readiness, registry }: RouteSources): ServiceRoute[] {
  const method = ['GET', 'HEAD'];
  return [
    { path: '/healthz', method, handler: (_request, response) => answerJson(response, 200, { alive: true }) },
    {
      path: '/readyz',
      method,
      handler(_request, response) {
        const reasons = readiness.reasons();
        if (reasons.length === 0) answerJson(response, 200, { ready: true });
        else answerJson(response, 503, { ready: false, reasons });
      },
    },
    {
      path: '/metrics',
      method,
      handler(_request, response) {
        registry.metrics().then(
          (text) => answer(response, 200, registry.contentType, text),
          () => answer(response, 500, 'text/plain', 'The metrics could not be collected.'),
        );
      },
    },
  ];
}
