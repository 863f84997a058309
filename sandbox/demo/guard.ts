import type { IncomingMessage } from 'node:http';

/** Headers of every answer: nothing is loaded from elsewhere, nothing is kept, nobody frames the page. */
export const safeHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  // Not no-referrer: with that a browser sends `Origin: null`, even to the page's own server.
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

/**
 * Why a request is not from the page itself; `undefined` when all is well. Another site that lies about its address
 * (DNS rebinding) comes with its own `Host`; one that sends to ours comes with its own `Origin`.
 */
export function faultOf(request: IncomingMessage, port: number): string | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host = '', origin, 'sec-fetch-site': site } = request.headers;
  if (!hosts.includes(host)) return 'wrong Host';
  if (origin === undefined ? request.method === 'POST' : origin !== `http://${host}`) return 'wrong Origin';
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'from another site';
  return undefined;
}
