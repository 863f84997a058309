import { randomUUID } from 'node:crypto';
import { answeredBy, openWatchedOperations } from './app-operations.ts';
import type { Config } from './config.ts';
import { ConfigError } from './config-fault.ts';
import { createDirectory } from './directory/directory.ts';
import { createDocSpace } from './docspace/client.ts';
import type { DocSpaceReason } from './docspace/errors.ts';
import { groupFaults } from './groups/faults.ts';
import { createGroupLookup } from './groups/group-lookup.ts';
import { buildKinds } from './groups/kinds.ts';
import { createMayWatch } from './groups/watches.ts';
import { usualBackOff } from './operations/back-off.ts';
import { createCancel } from './operations/cancel.ts';
import { keepPruned } from './operations/prune.ts';
import { createRunner } from './operations/runner.ts';
import { settledFacts } from './operations/settled-facts.ts';
import { checkDocSpace } from './service/check-docspace.ts';
import { checkSlack } from './service/check-slack.ts';
import { storeFault } from './service/check-store.ts';
import { serviceRoutes } from './service/http-routes.ts';
import { startServiceServer } from './service/http-server.ts';
import type { Logger } from './service/log.ts';
import { createMetrics } from './service/metrics.ts';
import { createReadiness } from './service/readiness.ts';
import { slackLogger } from './service/slack-logger.ts';
import { checkFirmly, checkOnce, createRecheck, untilReady } from './service/watch.ts';
import { createAnnouncer } from './slack/announcer.ts';
import type { BotIdentity } from './slack/bot.ts';
import { furnishSlack } from './slack/connect.ts';
import { createEdge } from './slack/edge.ts';
import type { Home } from './slack/home/home.ts';
import { buildTellings } from './slack/outcomes/registry.ts';
import { withSlackRateLimits } from './slack/rate-limits.ts';
import { createRespond } from './slack/reply.ts';
import { createSeal } from './slack/seal.ts';
import { createSlackUsers } from './slack/slack-users.ts';
import { createTransport } from './slack/transport.ts';
import { createWebClient } from './slack/web.ts';
import { english } from './slack/words/index.ts';
import { createDeliveries } from './store/deliveries.ts';
import { createWatches } from './store/watches.ts';

/** The running bot. */
export interface App {
  /** Takes no new work, lets running work end or leaves it to the ledger, frees everything. */
  stop(): Promise<void>;
}

const dayMs = 24 * 3_600_000;
const tenMinutesMs = 600_000;
/** What running listeners, and then running operations, get when the program stops (10 s in all). */
const listenerGraceMs = 2_500;
const operationGraceMs = 5_000;

/** What DocSpace's answers say of the portal or the key rather than of one request. */
const pointsToOutage: ReadonlySet<DocSpaceReason> = new Set([
  'unreachable',
  'timed-out',
  'key-refused',
  'scope-missing',
  'address-refused',
  'no-such-route',
  'portal-unavailable',
]);

/** Puts the rooms together and starts them. Throws a `ConfigError` when only a changed setting helps. */
export async function startApp(config: Config, log: Logger): Promise<App> {
  const stopping = new AbortController();
  const metrics = createMetrics();
  const readiness = createReadiness();
  const words = english;
  const changeLimit = { most: config.changesPer10Minutes, withinMs: tenMinutesMs };
  const seal = createSeal(config.slack.botToken);
  const respond = createRespond({
    apiUrl: config.slack.apiUrl,
    onForeign: () => log.warn('an answer address is none of Slack’s: it is not used'),
  });
  const bolt = slackLogger(log);

  const transport = createTransport(config.slack, bolt, Date.now);
  const server = await startServiceServer(
    [...serviceRoutes({ readiness, registry: metrics.registry }), ...transport.routes],
    config.http,
  );
  log.info({ host: config.http.host, port: server.port }, 'listening');

  // Store and ledger before all else: what an earlier process left open must not be lost, whoever is out of reach.
  const watching = { readiness, log, signal: stopping.signal };
  const opened = await openWatchedOperations(config.store, watching).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const { store, ledger, dispatcher, daily, leaseMs } = opened;
  const { now } = store;
  const watches = createWatches(store);
  metrics.countOperationsWith(ledger.countByState);

  let recheckDocSpace: (() => void) | undefined;
  const docspace = createDocSpace({
    ...config.docspace,
    parallelWrites: config.parallelWrites,
    onRequest: (event) => {
      metrics.docspaceRequest(event);
      if (event.method !== 'GET') lookup.changed();
      if (event.reason !== undefined && pointsToOutage.has(event.reason)) recheckDocSpace?.();
    },
  });
  const lookup = createGroupLookup(docspace.groups.search, now);
  const web = createWebClient(config.slack.botToken, config.slack.apiUrl, bolt);
  let identity: BotIdentity = { teamId: '', botUserId: '' };
  let home: Home | undefined;
  const directory = createDirectory({
    slackUsers: createSlackUsers(web, () => identity.teamId),
    byEmails: (emails, options) => docspace.people.byEmails(emails, options),
    overrides: config.peopleOverrides,
  });

  const tellings = buildTellings({
    words,
    seal,
    docspace,
    portalUrl: config.docspace.url,
    undoMinutes: config.undoMinutes,
    now,
  });
  const kindDeps = {
    directory,
    groups: docspace.groups,
    people: docspace.people,
    settings: config.rights,
    now,
    waits: { stillMs: 1_000 },
    locks: ledger,
  };
  const runner = createRunner({
    ledger,
    kinds: buildKinds(kindDeps),
    faults: withSlackRateLimits(groupFaults),
    teller: createAnnouncer({
      web,
      now,
      words,
      seal,
      respond,
      tellings,
      watches,
      mayWatch: createMayWatch({ directory, groups: docspace.groups, settings: config.rights }),
      earlier: ledger,
      botUserId: () => identity.botUserId,
      onTold: (operation, way) => {
        metrics.announcement(way);
        metrics.operationSettled(settledFacts(operation));
        home?.changed(operation.actor.slackUserId);
      },
      ...(config.auditChannel === undefined ? {} : { auditChannel: config.auditChannel }),
    }),
    dispatcher,
    now,
    random: Math.random,
    newId: randomUUID,
    leaseMs,
    backOff: usualBackOff,
    mayStillComeMs: 10_000,
    crashLoopMs: 600_000,
    giveUpAfterMs: dayMs,
    tellWaitingAfterMs: 5_000,
    log,
  });

  const edge = createEdge(
    { fault: ({ error, ...event }) => log.warn({ ...event, err: error }, 'a request of Slack met a fault') },
    words,
    { deliveries: createDeliveries(store), storeFault },
  );

  const slackWatch = {
    condition: 'slack' as const,
    check: () =>
      checkSlack({
        authTest: () => web.auth.test(),
        ...(transport.openConnection === undefined ? {} : { openConnection: transport.openConnection }),
        apiUrl: config.slack.apiUrl,
      }),
    ...watching,
  };
  const docspaceWatch = {
    condition: 'docspace' as const,
    check: () => checkDocSpace({ docspace, url: config.docspace.url, now }),
    ...watching,
  };

  let pruning: ReturnType<typeof keepPruned> | undefined;

  async function stop(): Promise<void> {
    stopping.abort();
    // Submits that are being checked still need their way back for the ack.
    await edge.idle(listenerGraceMs);
    await transport
      .stop()
      .catch((error: unknown) => log.warn({ err: error }, 'the connection to Slack did not close'));
    await pruning?.stop();
    await dispatcher.stop(operationGraceMs);
    await server.stop();
    await store.close();
  }

  const [slackFound, docspaceFound] = await Promise.all([checkOnce(slackWatch), checkFirmly(docspaceWatch)]);
  const faults = [slackFound, docspaceFound].flatMap((found) => (found.kind === 'fatal' ? found.faults : []));
  if (faults.length > 0) {
    await stop();
    throw new ConfigError(faults);
  }

  async function connect({ teamId, botUserId, enterpriseId }: BotIdentity): Promise<void> {
    identity = { teamId, botUserId, ...(enterpriseId === undefined ? {} : { enterpriseId }) };
    home = furnishSlack({
      receiver: transport.receiver,
      botToken: config.slack.botToken,
      apiUrl: config.slack.apiUrl,
      identity,
      logger: bolt,
      lastOperations: async (slackUserId, limit) =>
        (await ledger.byActor(slackUserId, { offset: 0, limit })).items,
      onAck: (event) => metrics.slackDelivery(event),
      parts: {
        web,
        words,
        edge,
        seal,
        respond,
        directory,
        docspace,
        lookup,
        settings: config.rights,
        overridden: new Set(config.peopleOverrides.keys()),
        portalUrl: config.docspace.url,
        undoMinutes: config.undoMinutes,
        tellings,
        past: ledger,
        watches,
        now,
        operations: {
          accept: (request, until) =>
            answeredBy(ledger.acceptWithin(changeLimit, request), {
              until,
              now,
              late: 'lost at the commit',
              lateAnswer: (answer) => 'operation' in answer && dispatcher.accepted(answer.operation.id),
            }),
          wake: (id) => dispatcher.accepted(id),
          get: ledger.get,
          isBusy: (lock, key, until) =>
            answeredBy(ledger.isBusy(lock, key), { until, now, late: 'out of reach' }),
          cancel: createCancel(ledger, runner, now),
        },
      },
    });
    await transport.start();
    await dispatcher.start(runner.run);
    readiness.ready('connection');
    log.info({ transport: config.slack.transport.kind }, 'Slack is connected');
  }

  const background = (work: Promise<unknown>) =>
    work.catch((error: unknown) => {
      if (!stopping.signal.aborted) log.error({ err: error }, 'the start did not come to its end');
    });
  recheckDocSpace = createRecheck(docspaceWatch, now);
  if (docspaceFound.kind !== 'ready') recheckDocSpace();
  if (slackFound.kind === 'ready') await connect(slackFound.facts);
  else void background(untilReady(slackWatch).then(connect));
  const { historyDays } = config;
  if (historyDays > 0) pruning = keepPruned({ store, now, keepMs: historyDays * dayMs, daily, log });
  return { stop };
}
