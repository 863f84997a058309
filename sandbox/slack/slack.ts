import { methods } from './api/methods.ts';
import { createRateLimits } from './api/rate-limits.ts';
import { serveResponseUrl } from './api/response-url.ts';
import { serveUpload } from './api/upload.ts';
import { serveWebApi } from './api/web-api.ts';
import { realClock } from './clock.ts';
import type { Person, SlackOptions, SlackStandIn } from './contract.ts';
import { createCore } from './core.ts';
import { createDeliveries } from './delivery/deliveries.ts';
import { createHttpCarrier, rawBody, sign } from './delivery/http-carrier.ts';
import { createSocketCarrier } from './delivery/socket-carrier.ts';
import { plainText } from './kit/plain-text.ts';
import { createPerson } from './person/person.ts';
import { startServer } from './server.ts';
import { waitFor } from './wait.ts';
import { namesOf } from './wire.ts';

/** The command the stand-in knows when none is named. */
const defaultCommand = '/docspace-group';

/**
 * Starts a stand-in for Slack on 127.0.0.1, filled from a world: Web API, Socket Mode or signed HTTP, `response_url`s and
 * people who act. It refuses what Slack refuses and notes, as breaches, what a well-made bot never does.
 */
export async function startSlack(options: SlackOptions): Promise<SlackStandIn> {
  const { world, transport, command = defaultCommand, shouldEscape = true } = options;
  const core = createCore(world, options.clock ?? realClock, options.scopes);
  const rateLimits = createRateLimits(core.clock);
  const socket = createSocketCarrier(core);
  const http = createHttpCarrier(core, options.requestUrl);
  const carrier = transport === 'socket' ? socket : http;
  const deliveries = createDeliveries(core, carrier);
  const api = { core, rateLimits, methods: { ...methods, 'apps.connections.open': socket.openMethod } };
  const server = await startServer(options.port ?? 0, {
    upgrade: socket.upgrade,
    serve: async (incoming) => {
      if (incoming.path.startsWith('/api/')) return serveWebApi(api, incoming);
      if (incoming.path.startsWith('/commands/')) return serveResponseUrl(core, incoming);
      if (incoming.path.startsWith('/upload/')) return serveUpload(core, incoming);
      incoming.response.writeHead(404).end();
      return undefined;
    },
  });
  core.site.url = `http://127.0.0.1:${server.port}`;
  const people = new Map<string, Person>();
  const { records, credentials } = core;

  return {
    url: core.site.url,
    apiUrl: `${core.site.url}/api/`,
    botToken: credentials.botToken,
    appToken: credentials.appToken,
    signingSecret: credentials.signingSecret,
    transport,
    world,
    command,
    setRequestUrl: http.setRequestUrl,
    connected: () => carrier.connected(),
    refreshConnections: socket.refresh,
    dropConnections: socket.drop,
    stop: async () => {
      socket.close();
      await server.down();
    },
    goDown: async () => {
      socket.drop();
      await server.down();
    },
    comeUp: () => server.up(),
    as: (userId) => {
      if (core.workspace.user(userId) === undefined) throw new Error(`the workspace has no user ${userId}`);
      const known = people.get(userId);
      if (known !== undefined) return known;
      const person = createPerson({ core, deliveries, userId, command, shouldEscape, shown: new Map() });
      people.set(userId, person);
      return person;
    },
    redeliver: deliveries.redeliver,
    postRaw: ({ body, timestamp, signature, contentType }) => {
      const headers: Record<string, string> = {};
      if (contentType !== undefined) headers['content-type'] = contentType;
      if (timestamp !== undefined) headers['x-slack-request-timestamp'] = String(timestamp);
      if (signature !== undefined) headers['x-slack-signature'] = signature;
      return http.post(body, headers);
    },
    sign: (body, timestamp) => sign(credentials.signingSecret, body, timestamp),
    rawBody,
    breaches: records.breaches,
    clearBreaches: () => {
      records.breaches.length = 0;
    },
    calls: records.calls,
    callsOf: (method) => records.calls.filter((call) => call.method === method),
    deliveries: deliveries.all,
    forget: () => {
      records.calls.length = 0;
      deliveries.forget();
    },
    faults: { add: core.faults.add, clear: core.faults.clear },
    setScopes: (scopes) => {
      core.scopes.clear();
      for (const scope of scopes) core.scopes.add(scope);
    },
    setRateLimits: (on) => {
      rateLimits.on = on;
    },
    changeUser: core.workspace.changeUser,
    setBotMember: core.workspace.setBotMember,
    allMessages: () => core.messages.all(),
    plainText: (shown) => plainText(shown, namesOf(core)),
    waitFor: (condition, what = 'a condition', timeoutMs = 10_000) =>
      waitFor(core, condition, what, timeoutMs),
    onChange: records.onChange,
  };
}
