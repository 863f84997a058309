import { effectOf } from '../groups/effect.ts';
import { undoKind, undoOutcomeSchema } from '../groups/undo/shape.ts';
import type { Watches } from '../groups/watches.ts';
import type { Operation } from '../operations/kind.ts';
import { context } from './blocks/fields.ts';
import { bold } from './blocks/text.ts';
import type { Message } from './calls.ts';
import { slackErrorCode } from './web.ts';
import type { Words } from './words/index.ts';

/** Slack's word that the channel is gone for the bot, or for all: the watch ends for good. */
const endsWatch: ReadonlySet<string> = new Set(['channel_not_found', 'is_archived']);

export interface WatcherDeps {
  readonly words: Words;
  readonly watches: Pick<Watches, 'ofGroup' | 'remove' | 'forgetGroup'>;
}

/**
 * Tells an outcome to the channels that watch its group, each once (`once` checkpoints by channel), but not to those
 * that have it already. No answer of Slack is thrown and tried again. With a deleted group its watches end.
 */
export async function tellWatchers(
  deps: WatcherDeps,
  operation: Operation,
  message: Message,
  toldAlready: readonly (string | undefined)[],
  once: (channelId: string, post: () => Promise<'posted' | 'refused'>) => Promise<void>,
  post: (channelId: string, message: Message) => Promise<void>,
): Promise<void> {
  const { groupId } = operation;
  if (groupId === undefined) return;
  const isDeleted = endsGroup(operation);
  for (const { channelId } of await deps.watches.ofGroup(groupId)) {
    if (toldAlready.includes(channelId)) continue;
    await once(channelId, async () => {
      try {
        await post(channelId, withReason(deps.words, operation, message, isDeleted));
        return 'posted';
      } catch (error) {
        const code = slackErrorCode(error);
        if (code === undefined) throw error;
        if (endsWatch.has(code)) await deps.watches.remove(groupId, channelId);
        return 'refused';
      }
    });
  }
  if (isDeleted) await deps.watches.forgetGroup(groupId);
}

/** The group is gone with it: deleted, or its creation was taken back. */
function endsGroup(operation: Operation): boolean {
  if (effectOf(operation.outcome)?.kind === 'deleted') return true;
  const undone = operation.kind === undoKind ? undoOutcomeSchema.safeParse(operation.outcome) : undefined;
  return undone?.success === true && undone.data.status !== 'refused' && undone.data.of === 'created';
}

/** People in that channel did not ask: they are told why they see it. */
function withReason(words: Words, operation: Operation, message: Message, isDeleted: boolean): Message {
  const name = bold(operation.groupName ?? '');
  const why = isDeleted ? words.watch.ends(name) : words.watch.because(name);
  return {
    text: `${message.text}\n${why}`,
    ...(message.blocks === undefined ? {} : { blocks: [...message.blocks, context(why)] }),
  };
}
