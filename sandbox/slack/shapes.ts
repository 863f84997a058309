import type { Block } from './kit/blocks.ts';
import type { StateValues } from './kit/form-state.ts';

/** Something a well-made bot never does, whatever Slack would answer. */
export interface Breach {
  /** A short code such as `ack_missing` or `invalid_view`. */
  readonly what: string;
  /** The Web API method, `response_url`, or the kind of delivery. */
  readonly where: string;
  readonly detail: string;
  readonly at: number;
}

/** One request of the bot to the Web API or to a `response_url`. Tokens are not kept. */
export interface ApiCall {
  /** The method's name, or `response_url`, or `upload`. */
  readonly method: string;
  /** The arguments; nested JSON is parsed. */
  readonly args: Readonly<Record<string, unknown>>;
  /** What was answered; `undefined` while it is in the air, or when a fault swallowed the answer. */
  readonly answer: Readonly<Record<string, unknown>> | undefined;
  readonly status: number | undefined;
  readonly at: number;
}

export type DeliveryKind =
  | 'command'
  | 'block_actions'
  | 'view_submission'
  | 'view_closed'
  | 'block_suggestion'
  | 'shortcut'
  | 'message_action'
  | 'event';

/** Why a delivery was not acknowledged. `no_connection`: no socket open, or nothing listens at the request URL. */
export type DeliveryFailure = 'no_connection' | 'connection_lost' | 'timeout' | 'refused' | 'bad_ack';

/** One thing sent to the bot, and how it was answered. The record is live: it fills in as the answer comes. */
export interface Delivery {
  /** The envelope id in Socket Mode. A repetition has the id of the first delivery, as `redeliveryOf`, too. */
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly userId: string;
  /** What was sent: the fields of a command, or the interactive payload, or the event callback. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly triggerId: string | undefined;
  readonly responseUrl: string | undefined;
  readonly at: number;
  readonly acked: boolean;
  readonly ackMs: number | undefined;
  readonly ackBody: unknown;
  /** HTTP mode: the status of the answer. */
  readonly status: number | undefined;
  readonly failure: DeliveryFailure | undefined;
  /** The id of the first delivery when this one is its repetition. */
  readonly redeliveryOf: string | undefined;
  /** The confirmation dialog the person agreed to on the way, as he read it. */
  readonly confirmed: ShownConfirm | undefined;
}

/** A confirmation dialog as a person reads it. */
export interface ShownConfirm {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly deny: string;
  readonly style: string | undefined;
}

/** A message as it stands now. Every change makes a new object; `channel` and `ts` stay. */
export interface Message {
  readonly channel: string;
  readonly ts: string;
  /** The author: the bot's user id, or a person's. */
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly attachments: readonly Readonly<Record<string, unknown>>[];
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
  readonly thread_ts: string | undefined;
  readonly files: readonly UploadedFile[];
  /** The only person who sees it, for an ephemeral message. */
  readonly ephemeralFor: string | undefined;
  readonly edited: boolean;
  /** What is chosen in selects and inputs of this message. */
  readonly values: StateValues;
}

export interface UploadedFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly content: string;
}

/** A modal or home tab as it stands now, with what the person has filled in. */
export interface ShownView {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly hash: string;
  readonly userId: string;
  readonly title: string;
  readonly callback_id: string;
  readonly external_id: string;
  readonly private_metadata: string;
  readonly submit: string | undefined;
  readonly close: string | undefined;
  readonly blocks: readonly Block[];
  /** `state.values` as Slack would send them now: block_id, then action_id. */
  readonly values: StateValues;
  /** Errors shown at fields since the last submission, by block_id. */
  readonly errors: Readonly<Record<string, string>>;
  readonly root_view_id: string;
  readonly previous_view_id: string | undefined;
}

/** Where an element is: in the open modal, on the home tab, or in a message. */
export type Where = 'modal' | 'home' | { readonly channel: string; readonly ts: string };

/** An element by its label, its action_id or its block_id, or by both ids exactly. */
export type Target = string | { readonly block_id: string; readonly action_id: string };

/** One line of a type-ahead as it is shown. */
export interface ShownOption {
  readonly text: string;
  readonly value: string;
  readonly description: string | undefined;
  readonly group: string | undefined;
}

/** What became of a modal after Submit. */
export interface Submitted {
  /** `trouble`: Slack shows "We had some trouble connecting" and the modal stays. */
  readonly kind: 'closed' | 'updated' | 'pushed' | 'cleared' | 'errors' | 'trouble';
  /** By block_id, for `errors`. */
  readonly errors?: Readonly<Record<string, string>>;
  /** Who found the errors: Slack's own client (a required field is empty; nothing was sent) or the bot. */
  readonly by: 'slack' | 'bot';
  readonly delivery: Delivery | undefined;
}

/** What changed, for a page that shows the stand-in. */
export interface Change {
  readonly kind: 'message' | 'view' | 'delivery' | 'call' | 'breach' | 'connection';
}

/** What came back for a request made by hand. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}
