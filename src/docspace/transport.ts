import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosInstance } from 'axios';
import axiosRetry from 'axios-retry';
import { HttpsProxyAgent } from 'https-proxy-agent';

/** Where DocSpace is and how to get there. */
export interface TransportOptions {
  readonly url: string;
  readonly userAgent: string;
  /** URL of an HTTP proxy; absent = none, whatever the environment says. */
  readonly proxy?: string | undefined;
  /** The largest answer that is read, in bytes after decompression. */
  readonly maxBytes: number;
}

/** Through a proxy by CONNECT: it sees which host is asked for, and with https nothing else. */
function agentsFor(proxy: string | undefined) {
  const options = { keepAlive: true } as const;
  if (proxy === undefined) return { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) };
  const tunnel = new HttpsProxyAgent(proxy, options);
  return { httpAgent: tunnel, httpsAgent: tunnel };
}

/**
 * The axios instance, closed to surprises: one base URL that no path can leave, no redirects, no proxy from the
 * environment, bounded answers, bodies as plain text. It retries nothing unless a request asks for it.
 */
export function createTransport({ url, userAgent, proxy, maxBytes }: TransportOptions): AxiosInstance {
  const { origin, pathname } = new URL(url);
  const transport = axios.create({
    adapter: 'http',
    baseURL: `${origin}${pathname.replace(/\/+$/, '')}/api/2.0`,
    allowAbsoluteUrls: false,
    maxRedirects: 0,
    // axios's own way with proxies shows them the key.
    proxy: false,
    ...agentsFor(proxy),
    maxContentLength: maxBytes,
    maxBodyLength: maxBytes,
    responseType: 'text',
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
    validateStatus: (status) => status === 200 || status === 204,
    headers: { Accept: 'application/json', 'User-Agent': userAgent },
  });
  axiosRetry(transport, { retries: 0, shouldResetTimeout: true });
  return transport;
}
