import { effectOf } from '../groups/effect.ts';
import { undoKind, undoOutcomeSchema } from '../groups/undo/shape.ts';
import type { MayWatch, Watches } from '../groups/watches.ts';
import type { Operation } from '../operations/kind.ts';
import { context } from './blocks/fields.ts';
import { bold } from './blocks/text.ts';
import type { Message } from './calls.ts';
import { command } from './ids.ts';
import { slackErrorCode } from './web.ts';
import type { Words } from './words/index.ts';

/** Slack's word that the channel is gone for the bot, or for all: the watch ends for good. */
const endsWatch: ReadonlySet<string> = new Set(['channel_not_found', 'is_archived']);

export interface WatcherDeps {
  readonly words: Words;
  readonly watches: Pick<Watches, 'ofGroup' | 'remove' | 'forgetGroup'>;
  /** A watch outlives the right with which it was set: asked before each post. */
  readonly mayWatch: MayWatch;
}

/**
 * Tells an outcome to the channels that watch its group, each once (`once` checkpoints by channel), but not to those
 * that have it already. No answer of Slack is thrown and tried again. With a deleted group its watches end, and with the
 * right of whoever set it a watch, of which its channel is told nothing but that.
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
  for (const watch of await deps.watches.ofGroup(groupId)) {
    const { channelId } = watch;
    if (toldAlready.includes(channelId)) continue;
    await once(channelId, async () => {
      // Who can't be asked about now could be asked about a moment ago: no answer does not keep news back.
      const isAllowed = await deps.mayWatch(watch, { isDeleted }).catch(() => true);
      const told = isAllowed ? withReason(deps.words, operation, message, isDeleted) : lapsed(deps.words);
      const ended = await postIn(channelId, told);
      // After the post: a channel whose watch ends unheard would wait for news.
      if (!isAllowed || ended === 'for good') await deps.watches.remove(groupId, channelId);
      return isAllowed && ended === undefined ? 'posted' : 'refused';
    });
  }
  if (isDeleted) await deps.watches.forgetGroup(groupId);

  /** Undefined = posted; else whether Slack's refusal is its last word on this channel. */
  async function postIn(channelId: string, told: Message): Promise<'for good' | 'for now' | undefined> {
    try {
      await post(channelId, told);
      return undefined;
    } catch (error) {
      const code = slackErrorCode(error);
      if (code === undefined) throw error;
      return endsWatch.has(code) ? 'for good' : 'for now';
    }
  }
}

/** Not even the group's name, which may be another one by now. */
function lapsed(words: Words): Message {
  return { text: words.watch.lapsed(command) };
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
