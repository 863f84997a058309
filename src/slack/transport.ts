import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver, type Logger, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { createWebClient, webClientOptions } from './web.ts';

/** How Slack reaches the bot. */
export interface Transport {
  readonly receiver: Receiver;
  /** HTTP mode: `POST /slack/events`, for the server that also tells health. */
  readonly routes: readonly Route[];
  /** Socket Mode: asks Slack whether the app-level token opens a connection. */
  readonly openConnection?: () => Promise<unknown>;
  /** From here on deliveries are taken. */
  start(): Promise<void>;
  /** No further deliveries are taken. */
  stop(): Promise<void>;
}

interface Route {
  readonly path: string;
  readonly method: string[];
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
}

export interface TransportSettings {
  readonly transport:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string };
  readonly apiUrl: string | undefined;
}

/** Slack stamps what it signs; its documentation asks for the absolute difference, Bolt looks at the past only. */
const stampToleranceSeconds = 300;

export function createTransport(settings: TransportSettings, logger: Logger, now: () => number): Transport {
  const { transport, apiUrl } = settings;
  return transport.kind === 'socket'
    ? socketTransport(transport.appToken, apiUrl, logger)
    : httpTransport(transport.signingSecret, logger, now);
}

function socketTransport(appToken: string, apiUrl: string | undefined, logger: Logger): Transport {
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    // 5 s, the default, makes busy hosts reconnect in a loop.
    clientPingTimeout: 15_000,
    installerOptions: { clientOptions: webClientOptions(apiUrl, logger) },
  });
  return {
    receiver,
    routes: [],
    openConnection: () => createWebClient(appToken, apiUrl, logger).apps.connections.open(),
    start: async () => {
      await receiver.start();
    },
    stop: async () => {
      // Closing can hang for seconds in socket-mode 3.1; the deliveries have ended by then.
      await Promise.race([receiver.stop(), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
    },
  };
}

function httpTransport(signingSecret: string, logger: Logger, now: () => number): Transport {
  const receiver = new HTTPReceiver({ signingSecret, logger });
  let open = false;
  const handler: Route['handler'] = (request, response) => {
    if (!open) return refuse(response, 503);
    if (isStampedWrong(request, now())) return refuse(response, 401);
    receiver.requestListener(request, response);
  };
  return {
    receiver,
    routes: [{ path: '/slack/events', method: ['POST'], handler }],
    start: async () => {
      open = true;
    },
    stop: async () => {
      open = false;
    },
  };
}

function isStampedWrong(request: IncomingMessage, now: number): boolean {
  const stamp = Number(request.headers['x-slack-request-timestamp']);
  return !Number.isFinite(stamp) || Math.abs(now / 1000 - stamp) > stampToleranceSeconds;
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
