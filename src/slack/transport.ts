import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver, type Logger, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { createReplayGuard } from './replays.ts';
import { type BodyLimits, isNothing, isSlackContent, readBody } from './request-body.ts';
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

/** A view has at most 250 kB, a message with its blocks less; Slack waits 3 s for the whole exchange. */
const usualBody: BodyLimits = { maxBytes: 1_000_000, withinMs: 3_000 };

/** `body`: what a request of Slack may take in HTTP mode. */
export function createTransport(
  settings: TransportSettings,
  logger: Logger,
  now: () => number,
  body: BodyLimits = usualBody,
): Transport {
  const { transport, apiUrl } = settings;
  return transport.kind === 'socket'
    ? socketTransport(transport.appToken, apiUrl, logger)
    : httpTransport(transport.signingSecret, logger, now, body);
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

function httpTransport(
  signingSecret: string,
  logger: Logger,
  now: () => number,
  limits: BodyLimits,
): Transport {
  const receiver = new HTTPReceiver({ signingSecret, logger });
  const isReplay = createReplayGuard();
  let open = false;

  /** The cheapest check first: nothing of a stranger's body is kept, or read for long. */
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!open) return refuse(response, 503);
    if (isStampedWrong(request, now()) || !isSigned(request)) return refuse(response, 401);
    if (!isSlackContent(request.headers['content-type'])) return refuse(response, 415);
    const body = await readBody(request, limits);
    if (!Buffer.isBuffer(body)) return body.status === undefined ? undefined : refuse(response, body.status);
    if (isNothing(body)) return refuse(response, 400);
    if (!body.includes('view_submission') && isReplay(request, response)) {
      return refuse(response, isRepeated(request) ? 200 : 401);
    }
    // Bolt checks the signature of what was read; it takes a body that is there already from `rawBody`.
    receiver.requestListener(Object.assign(request, { rawBody: body }), response);
  }

  const handler: Route['handler'] = (request, response) => {
    handle(request, response).catch((error: unknown) => {
      logger.error(error);
      if (!response.headersSent) refuse(response, 500);
    });
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

function isSigned(request: IncomingMessage): boolean {
  return typeof request.headers['x-slack-signature'] === 'string';
}

/** Slack says so itself where it sends an event again; it is to hear that this one arrived. */
function isRepeated(request: IncomingMessage): boolean {
  return request.headers['x-slack-retry-num'] !== undefined;
}

function isStampedWrong(request: IncomingMessage, now: number): boolean {
  const stamp = Number(request.headers['x-slack-request-timestamp']);
  return !Number.isFinite(stamp) || Math.abs(now / 1000 - stamp) > stampToleranceSeconds;
}

/** Whoever is refused before his body was read is cut off: the rest of it would have to be read away. */
function refuse(response: ServerResponse, status: number): void {
  const { req: request } = response;
  if (request.complete) {
    response.writeHead(status).end();
    return;
  }
  response.writeHead(status, { connection: 'close' }).end(() => request.destroy());
}
