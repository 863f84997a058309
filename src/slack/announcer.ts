import { setTimeout as delay } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { MayWatch, Watches } from '../groups/watches.ts';
import type { Operation, Teller, TellStep } from '../operations/kind.ts';
import { context } from './blocks/fields.ts';
import { mention } from './blocks/text.ts';
import type { Message } from './calls.ts';
import { updateModal } from './open-modal.ts';
import { massLine } from './outcomes/mass-line.ts';
import { readFault, type Telling } from './outcomes/told.ts';
import type { Respond } from './reply.ts';
import { type EarlierOperations, retireUndo } from './retire-undo.ts';
import type { Seal } from './seal.ts';
import { tellWatchers } from './tell-watchers.ts';
import { slackErrorCode } from './web.ts';
import type { Words } from './words/index.ts';

export interface AnnouncerDeps {
  readonly web: WebClient;
  readonly words: Words;
  readonly seal: Seal;
  readonly respond: Respond;
  readonly tellings: ReadonlyMap<string, Telling>;
  readonly auditChannel?: string;
  /** For the button of an announcement whose change was taken back. */
  readonly earlier: EarlierOperations;
  /** Channels that want to hear of a group, wherever its changes were asked for. */
  readonly watches: Pick<Watches, 'ofGroup' | 'remove' | 'forgetGroup'>;
  /** Whether whoever set a watch may still look at its group. */
  readonly mayWatch: MayWatch;
  /** Unix ms; the ledger's clock. */
  readonly now: () => number;
  /** For "/invite"; known once Slack has answered. */
  readonly botUserId: () => string;
  /** An end was told, in which way; for metrics. */
  readonly onTold?: (operation: Operation, way: string) => void;
}

const postedSchema = z.object({
  way: z.enum(['channel', 'answer', 'direct', 'modal', 'nowhere']),
  channel: z.string().exactOptional(),
  ts: z.string().exactOptional(),
});
type Posted = z.infer<typeof postedSchema>;

/**
 * The ack of a submit ("Working…") and a later update travel to Slack on different connections: an update
 * that comes right behind the ack could be overwritten by it.
 */
const ackLeadMs = 400;

/** Tells outcomes: in the channel, else by the command's answer address, else by direct message; and in the modal. */
export function createAnnouncer(deps: AnnouncerDeps): Teller {
  const { web, words } = deps;

  async function post(channel: string, message: Message, operation: Operation): Promise<Posted> {
    const answer = await web.chat.postMessage({
      channel,
      text: message.text,
      ...(message.blocks === undefined ? {} : { blocks: [...message.blocks] }),
      unfurl_links: false,
      metadata: { event_type: 'docspace_group_operation', event_payload: { operation_id: operation.id } },
    });
    return {
      way: 'channel',
      ...(answer.channel === undefined ? {} : { channel: answer.channel }),
      ...(answer.ts === undefined ? {} : { ts: answer.ts }),
    };
  }

  /** Slack's own refusals lead on to the next way; no answer at all is thrown and tried again. */
  async function announce(operation: Operation, message: Message): Promise<Posted> {
    const { channelId, answer } = operation.destination;
    if (channelId !== undefined) {
      try {
        return await post(channelId, message, operation);
      } catch (error) {
        if (slackErrorCode(error) === undefined) throw error;
      }
      const responseUrl = answer === undefined ? undefined : deps.seal.open(answer);
      if (responseUrl !== undefined) {
        try {
          await deps.respond(responseUrl, { ...message, inChannel: true });
          return { way: 'answer' };
        } catch {
          // Too old or used up: the direct message is the last way.
        }
      }
    }
    return direct(operation, channelId === undefined ? message : withHint(message));
  }

  function withHint(message: Message): Message {
    const hint = words.announcement.inviteHint(mention(deps.botUserId()));
    const block = context(hint);
    return {
      text: `${message.text}\n${hint}`,
      ...(message.blocks === undefined ? {} : { blocks: [...message.blocks, block] }),
    };
  }

  async function direct(operation: Operation, message: Message): Promise<Posted> {
    // A deactivated account can't be told anything; the history has the outcome.
    return post(operation.actor.slackUserId, message, operation).then(asDirect, nowhere);
  }

  async function afterAck(operation: Operation): Promise<void> {
    const wait = operation.acceptedAt + ackLeadMs - deps.now();
    if (wait > 0) await delay(Math.min(wait, ackLeadMs));
  }

  async function showEnd(operation: Operation, telling: Telling, viewId: string): Promise<boolean> {
    await afterAck(operation);
    return (await updateModal(web, telling.endView(operation), { viewId })) !== undefined;
  }

  /** The modal if it is still open, else a direct message. */
  async function tellActor(operation: Operation, telling: Telling): Promise<Posted> {
    const { viewId } = operation.destination;
    if (viewId !== undefined) {
      const shown = await showEnd(operation, telling, viewId).catch((error: unknown) => {
        if (slackErrorCode(error) === undefined) throw error;
        return false;
      });
      if (shown) return { way: 'modal' };
    }
    return direct(operation, telling.privately(operation));
  }

  /** Last of all: the person who asked does not wait for other channels. */
  async function watchers(operation: Operation, message: Message, step: TellStep): Promise<void> {
    const told = [operation.destination.channelId, deps.auditChannel];
    await tellWatchers(
      deps,
      operation,
      message,
      told,
      async (channelId, act) => {
        await step(`watch:${channelId}`, { result: z.enum(['posted', 'refused']), act });
      },
      async (channelId, note) => {
        await post(channelId, note, operation);
      },
    );
  }

  /** Those whom the change concerns; somebody who can't be told is no fault. */
  async function notes(operation: Operation, telling: Telling, step: TellStep): Promise<void> {
    for (const { key, slackUserId, message } of telling.notes(operation)) {
      await step(`dm:${key}`, {
        result: postedSchema,
        act: () => post(slackUserId, message, operation).then(asDirect, nowhere),
      });
    }
  }

  /** In the audit channel somebody reads who can settle it. */
  function forOperators(operation: Operation, message: Message): Message {
    if (operation.needsAttention !== true) return message;
    return { ...message, text: `${message.text}\n${words.attention.forOperator(operation.id)}` };
  }

  /** Nothing came of it, but so much was asked for. */
  function marked(operation: Operation, message: Message): Message {
    return { ...message, text: [message.text, ...massLine(words, operation)].join('\n') };
  }

  function tellingOf(operation: Operation): Telling {
    const telling = deps.tellings.get(operation.kind);
    if (telling === undefined) throw new Error(`nobody knows how to tell a ${operation.kind}`);
    return telling;
  }

  return {
    async tell(operation: Operation, step: TellStep) {
      const telling = tellingOf(operation);
      const message = telling.announcement(operation);
      const posted = await step('announce', {
        result: postedSchema,
        act: () => (message === undefined ? tellActor(operation, telling) : announce(operation, message)),
      });
      deps.onTold?.(operation, posted.way);
      const { auditChannel } = deps;
      if (auditChannel !== undefined && auditChannel !== operation.destination.channelId) {
        const audit = message ?? forOperators(operation, marked(operation, telling.privately(operation)));
        await step('audit', {
          result: postedSchema,
          act: () => post(auditChannel, audit, operation).catch(nowhere),
        });
      }
      if (message !== undefined && operation.destination.viewId !== undefined) {
        // The announcement stands; whether the window is still open is of no matter.
        await showEnd(operation, telling, operation.destination.viewId).catch(() => false);
      }
      await notes(operation, telling, step);
      // Watching channels get no button: what they have can't be found again to take it away.
      const bare = telling.withoutUndo(operation);
      if (bare !== undefined) await watchers(operation, bare, step);
      const taken = telling.takenBack(operation);
      if (taken !== undefined) {
        const act = () => retireUndo({ ...deps, withHint }, taken).then(() => null);
        await step('retire', { result: z.null(), act });
      }
    },
    async progress(operation, done, total) {
      const { viewId } = operation.destination;
      const view = tellingOf(operation).progressView(operation, done, total);
      if (viewId === undefined || view === undefined) return;
      await afterAck(operation);
      await updateModal(web, view, { viewId });
    },
    async waiting(operation, fault, until) {
      const { message, view } = tellingOf(operation).waiting(operation, readFault(fault), until);
      const { viewId } = operation.destination;
      if (viewId !== undefined) await updateModal(web, view, { viewId }).catch(() => false);
      await direct(operation, message);
    },
  };
}

function asDirect(posted: Posted): Posted {
  return { ...posted, way: 'direct' };
}

/** Slack's own refusal is taken for an answer; no answer at all is thrown and tried again. */
function nowhere(error: unknown): Posted {
  if (slackErrorCode(error) === undefined) throw error;
  return { way: 'nowhere' };
}
