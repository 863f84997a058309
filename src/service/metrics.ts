import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** One delivery by Slack. All labels must be from a small, known set: what people type is no verb. */
export interface SlackDelivery {
  readonly kind: 'command' | 'action' | 'submit' | 'options' | 'shortcut' | 'event';
  readonly verb: string;
  readonly outcome: 'ok' | 'refused' | 'fault' | 'repeated';
  /** From arrival to ack. */
  readonly ackSeconds: number;
}

/** One try of a request to DocSpace. */
export interface DocSpaceRequest {
  readonly method: string;
  /** The path's template: no ids. */
  readonly route: string;
  readonly status?: number;
  readonly reason?: string;
  readonly ms: number;
}

/** What the program counts. None of the labels holds a name, an id or a secret. */
export interface Metrics {
  readonly registry: Registry;
  slackDelivery(delivery: SlackDelivery): void;
  docspaceRequest(request: DocSpaceRequest): void;
  /** An operation ended. `seconds`: from its acceptance. */
  operationSettled(operation: {
    readonly kind: string;
    readonly outcome: string;
    readonly seconds: number;
  }): void;
  /** Where the number of operations by state is read from, at each scrape. */
  countOperationsWith(read: () => Promise<Readonly<Record<string, number>>>): void;
  announcement(way: string): void;
}

const ACK_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
const REQUEST_BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const OPERATION_BUCKETS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3600, 86_400];

/** Metrics in a registry of their own, those of the Node process included. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const deliveries = new Histogram({
    name: 'slack_delivery_ack_seconds',
    help: 'Deliveries by Slack, with the time until their ack',
    labelNames: ['kind', 'verb', 'outcome'],
    buckets: ACK_BUCKETS,
    registers,
  });
  const requests = new Histogram({
    name: 'docspace_request_seconds',
    help: 'Requests to DocSpace; status is the HTTP status, or why there was none',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_BUCKETS,
    registers,
  });
  const settled = new Histogram({
    name: 'operation_seconds',
    help: 'Operations that ended, with the time since they were accepted',
    labelNames: ['kind', 'outcome'],
    buckets: OPERATION_BUCKETS,
    registers,
  });
  const announcements = new Counter({
    name: 'announcements_total',
    help: 'Outcomes told, by the way they were told',
    labelNames: ['way'],
    registers,
  });
  let readStates: (() => Promise<Readonly<Record<string, number>>>) | undefined;
  new Gauge({
    name: 'operations',
    help: 'Operations in the ledger by state',
    labelNames: ['state'],
    registers,
    async collect() {
      // A store out of reach must not take the other metrics with it.
      const states = await readStates?.().catch(() => undefined);
      this.reset();
      for (const [state, count] of Object.entries(states ?? {})) this.set({ state }, count);
    },
  });
  return {
    registry,
    slackDelivery: ({ kind, verb, outcome, ackSeconds }) =>
      deliveries.observe({ kind, verb, outcome }, ackSeconds),
    docspaceRequest: ({ method, route, status, reason, ms }) =>
      requests.observe({ method, route, status: status ?? reason ?? 'unknown' }, ms / 1000),
    operationSettled: ({ kind, outcome, seconds }) => settled.observe({ kind, outcome }, seconds),
    countOperationsWith(read) {
      readStates = read;
    },
    announcement: (way) => announcements.inc({ way }),
  };
}
