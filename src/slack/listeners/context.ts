import type { Reply } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import type { Home } from '../home/home.ts';
import { createReply } from '../reply.ts';
import type { Verb } from '../verbs/verb.ts';
import type { Workspace } from './payloads.ts';

/** What every listener stands on. */
export interface ListenerContext {
  readonly deps: SlackDeps;
  readonly verbs: readonly Verb[];
  readonly workspace: Workspace;
  readonly home: Home;
  /** One delivery was answered; for metrics. `ackSeconds` from receipt to the ack's end. */
  readonly onAck: (event: AckEvent) => void;
}

export interface AckEvent {
  readonly kind: 'command' | 'action' | 'submit' | 'options' | 'shortcut';
  readonly verb: string;
  readonly outcome: 'ok' | 'refused';
  readonly ackSeconds: number;
}

/** Sends the ack and reports how long it took since the delivery came in. */
export async function acked(
  context: ListenerContext,
  delivery: {
    readonly kind: AckEvent['kind'];
    readonly verb: string;
    readonly receivedAt: number;
    readonly outcome?: 'refused';
  },
  ack: () => Promise<unknown>,
): Promise<void> {
  await ack();
  const ackSeconds = (performance.now() - delivery.receivedAt) / 1000;
  context.onAck({ kind: delivery.kind, verb: delivery.verb, outcome: delivery.outcome ?? 'ok', ackSeconds });
}

export function replyTo(
  { deps }: ListenerContext,
  to: { readonly slackUserId: string; readonly responseUrl?: string; readonly channelId?: string },
): Reply {
  return createReply(deps.web, deps.respond, to, (error) =>
    deps.edge.noteFault('reply', to.slackUserId, error),
  );
}
