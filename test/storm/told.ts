import type { ApiCall, Message, SlackStandIn } from '../../sandbox/slack/contract.ts';
import type { StoredOperation } from '../../src/operations/operation-row.ts';
import { operationOf } from './crowd.ts';
import { endOf, type Violation } from './replay.ts';
import { stormChannel } from './storm-world.ts';

/** What people were told of the operations. */
export interface ToldCheck {
  readonly missing: number;
  readonly doubled: number;
  readonly violations: readonly Violation[];
}

/**
 * Each operation must have been told: in the channel where it changed something, else to its actor. A message may be
 * there twice only where a bot was killed, or Slack's answer was lost, behind the first. `mishaps` = when (Unix ms).
 */
export function checkTold(
  slack: Pick<SlackStandIn, 'allMessages' | 'calls'>,
  operations: readonly StoredOperation[],
  mishaps: readonly number[],
): ToldCheck {
  const messages = byOperation(slack.allMessages());
  const lostAnswers = slack.calls.filter(
    (call) => call.method === 'chat.postMessage' && call.status === undefined,
  );
  const views = slack.calls.filter((call) => call.method === 'views.update' && call.answer?.ok === true);
  const violations: Violation[] = [];
  let missing = 0;
  let doubled = 0;

  for (const stored of operations) {
    const { id, destination, actor } = stored.operation;
    const end = endOf(stored);
    if (end.kind === 'open') continue;
    const of = messages.get(id) ?? [];
    const isPublic = end.kind === 'told' && ['done', 'partly'].includes(end.outcome.status);
    const posts = of.filter((one) =>
      isPublic ? one.channel === stormChannel : isTo(actor.slackUserId, one),
    );
    const inModal = !isPublic && views.some((call) => endsView(call, destination.viewId, id));
    if (posts.length === 0 && !inModal) {
      missing += 1;
      violations.push({ what: 'not announced', detail: `${stored.operation.kind} ${id} (${end.kind})` });
    }
    if (posts.length < 2) continue;
    doubled += posts.length - 1;
    posts.slice(1).forEach((post, at) => {
      const first = timeOf(posts[at]);
      const isExplained =
        mishaps.some((mishap) => mishap >= first - 1_000 && mishap <= timeOf(post)) ||
        lostAnswers.some((call) => call.at <= timeOf(post) && callOf(call) === id);
      if (!isExplained)
        violations.push({ what: 'announced twice', detail: `${stored.operation.kind} ${id}` });
    });
  }
  return { missing, doubled, violations };
}

function byOperation(messages: readonly Message[]): ReadonlyMap<string, readonly Message[]> {
  const found = new Map<string, Message[]>();
  for (const message of messages) {
    const id = operationOf(message);
    if (id === undefined) continue;
    const known = found.get(id);
    if (known === undefined) found.set(id, [message]);
    else known.push(message);
  }
  return found;
}

/** The end in the actor's direct messages: what says that it still waits has a button to cancel it. */
function isTo(slackId: string, message: Message): boolean {
  return (
    message.channel === `D${slackId.slice(1)}` && !JSON.stringify(message.blocks).includes('cancel-operation')
  );
}

/** The modal's last view quotes the operation's id where nothing was changed. */
function endsView({ args }: ApiCall, viewId: string | undefined, operationId: string): boolean {
  return (
    viewId !== undefined &&
    args.view_id === viewId &&
    JSON.stringify(args.view).includes(operationId.slice(-6))
  );
}

function callOf({ args }: ApiCall): string | undefined {
  const { metadata } = args;
  return typeof metadata === 'object' && metadata !== null
    ? operationOf({ metadata: Object.fromEntries(Object.entries(metadata)) })
    : undefined;
}

function timeOf(message: Message | undefined): number {
  return Number(message?.ts ?? 0) * 1000;
}
