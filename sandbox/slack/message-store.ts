import type { Message, UploadedFile } from './contract.ts';
import type { Ids } from './ids.ts';
import { withIds } from './kit/blocks.ts';
import { type ElementState, stateFor } from './kit/form-state.ts';
import type { MessageContent } from './kit/message.ts';
import type { Records } from './records.ts';

/** Where and for whom a new message is. */
interface Posting {
  readonly channel: string;
  /** The author; without one, the bot. */
  readonly user?: string | undefined;
  readonly ephemeralFor?: string | undefined;
  readonly thread_ts?: string | undefined;
  readonly files?: readonly UploadedFile[] | undefined;
}

/** All messages of the workspace. */
export interface MessageStore {
  all(): readonly Message[];
  find(channel: string, ts: string): Message | undefined;
  post(posting: Posting, content: Partial<MessageContent>): Message;
  /** Replaces what is given and keeps the rest (`chat.update`: blocks stay unless `blocks` is sent). */
  edit(message: Message, content: Partial<MessageContent>): Message;
  remove(message: Message): void;
  fill(message: Message, blockId: string, actionId: string, state: ElementState): Message;
}

/** A message's content after a change: what is not sent stays. */
export function merged(message: Message, change: Partial<MessageContent>) {
  return {
    text: change.text ?? message.text,
    blocks: change.blocks ?? message.blocks,
    attachments: change.attachments ?? message.attachments,
    metadata: change.metadata ?? message.metadata,
  };
}

/** No messages at first. */
export function createMessageStore(ids: Ids, botUserId: string, records: Records): MessageStore {
  const messages = new Map<string, Message>();
  const keep = (message: Message): Message => {
    messages.set(`${message.channel}/${message.ts}`, message);
    records.changed('message');
    return message;
  };
  return {
    all: () => [...messages.values()],
    find: (channel, ts) => messages.get(`${channel}/${ts}`),
    post: (posting, content) => {
      const blocks = withIds(content.blocks ?? [], ids.block);
      return keep({
        channel: posting.channel,
        ts: ids.ts(),
        user: posting.user ?? botUserId,
        text: content.text ?? '',
        blocks,
        attachments: content.attachments ?? [],
        metadata: content.metadata,
        thread_ts: posting.thread_ts,
        files: posting.files ?? [],
        ephemeralFor: posting.ephemeralFor,
        edited: false,
        values: stateFor(blocks, {}, undefined),
      });
    },
    edit: (message, content) => {
      const { text, blocks: given, attachments, metadata } = merged(message, content);
      const blocks = withIds(given, ids.block);
      const values = stateFor(blocks, message.values, undefined);
      return keep({ ...message, text, blocks, attachments, metadata, edited: true, values });
    },
    remove: (message) => {
      messages.delete(`${message.channel}/${message.ts}`);
      records.changed('message');
    },
    fill: (message, blockId, actionId, state) =>
      keep({
        ...message,
        values: { ...message.values, [blockId]: { ...message.values[blockId], [actionId]: state } },
      }),
  };
}
