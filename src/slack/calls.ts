import type { KnownBlock, ModalView } from '@slack/types';

/** A private or public message. `text` is what notifications and screen readers get. */
export interface Message {
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
}

/** Answers the caller alone. Falls back by itself; never throws. */
export type Reply = (message: Message, options?: { readonly replace?: boolean }) => Promise<void>;

/** Somebody typed the command, or started its verb as if it had been typed. */
export interface CommandCall {
  readonly slackUserId: string;
  /** Missing = asked where there is no channel: in App Home, by a shortcut, in a direct message of the bot. */
  readonly channelId?: string;
  readonly triggerId: string;
  readonly responseUrl?: string;
  /** What stood behind the verb. */
  readonly text: string;
  readonly slackUserIds: readonly string[];
  readonly emails: readonly string[];
  readonly reply: Reply;
  /** The open modal in which it was asked for: the verb's own takes its place. */
  readonly within?: OpenPlace;
}

/** A verb is started by a button, from App Home or by a shortcut: the same as typing it with these behind it. */
export interface StartCall extends Omit<CommandCall, 'text' | 'slackUserIds' | 'emails'> {
  /** As untrusted as anything typed: the group is read again, and rights are asked. */
  readonly groupId?: string;
  /** Slack user ids. */
  readonly people?: readonly string[];
  readonly emails?: readonly string[];
}

/** A modal that is open already. */
export interface OpenPlace {
  readonly viewId: string;
}

/** A button was pressed or an entry picked. */
export interface ActionCall {
  readonly slackUserId: string;
  readonly actionId: string;
  /** The button's value or the picked option's; as untrusted as anything from outside. */
  readonly value: string;
  readonly triggerId: string;
  readonly channelId?: string;
  readonly responseUrl?: string;
  readonly view?: OpenView;
  readonly reply: Reply;
}

/** A modal as Slack sends it along. */
export interface OpenView {
  readonly id: string;
  readonly hash: string;
  readonly callbackId: string;
  readonly privateMetadata: string;
  readonly values: unknown;
  readonly blocks: readonly unknown[];
}

/** A modal was submitted. */
export interface SubmitCall {
  readonly slackUserId: string;
  readonly view: OpenView;
  /** Unix ms when the bot got it: the ack is due 3 s after Slack sent it. */
  readonly receivedAt: number;
  /** `response_url`s of the channels picked in the form, by channel id: a way into channels the bot is not in. */
  readonly answers?: ReadonlyMap<string, string>;
}

/** The one answer to a submit. */
export type SubmitAnswer =
  | { readonly kind: 'close'; readonly after?: () => Promise<void> }
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  /** `after` runs once the ack is out. */
  | { readonly kind: 'update'; readonly view: ModalView; readonly after?: () => Promise<void> };

/** A type-ahead asks for options. */
export interface SuggestCall {
  readonly slackUserId: string;
  readonly actionId: string;
  /** The modal in which it is typed. */
  readonly callbackId: string;
  /** What that modal remembers, sealed; '' outside of one. */
  readonly privateMetadata: string;
  readonly query: string;
}

export interface Option {
  readonly text: { readonly type: 'plain_text'; readonly text: string; readonly emoji: false };
  readonly value: string;
  readonly description?: { readonly type: 'plain_text'; readonly text: string; readonly emoji: false };
}
