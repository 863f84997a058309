import type { World } from '../world.ts';
import type { Clock } from './clock.ts';
import type { FaultHandle, FaultRule } from './faults.ts';
import type {
  ApiCall,
  Breach,
  Change,
  Delivery,
  Message,
  RawAnswer,
  ShownOption,
  ShownView,
  Submitted,
  Target,
  Where,
} from './shapes.ts';

export type { Fault } from './faults.ts';
export type * from './shapes.ts';

/**
 * A person in Slack. Every act resolves once the bot has acknowledged it, or once Slack gives up waiting;
 * it throws only when the person could not do such a thing (no such button, no such field).
 */
export interface Person {
  readonly id: string;
  /** Types a slash command in a channel he is in; `@bob`, `#general`, links and `& < >` are escaped as Slack does. */
  type(channelId: string, text: string): Promise<Delivery>;
  /** Writes an ordinary message in a channel he is in. The bot hears nothing of it, but a shortcut on it does. */
  say(channelId: string, text: string): Message;
  /** The top of his stack of modals. */
  modal(): ShownView | undefined;
  /** All his open modals, bottom first. */
  modals(): readonly ShownView[];
  /**
   * Fills a field of the modal (or home tab, or message). Text for text fields; ids for people and conversations
   * (`@bob`, `#general` work, too); label or value for options; lists for multi-selects and checkboxes;
   * `null` or `[]` empties. For an external select the bot is asked for options first.
   * The answer is the `block_actions` delivery when the field sends one.
   */
  fill(field: Target, value: string | readonly string[] | null, where?: Where): Promise<Delivery | undefined>;
  /**
   * Presses a button, or picks `choice` (label or value) in an overflow menu or select. Without `where`:
   * the open modal, else the newest message he sees that has it, else the home tab. Confirmations are agreed to and noted.
   */
  press(element: Target, where?: Where, choice?: string | readonly string[]): Promise<Delivery>;
  /** Presses Submit in the top modal. */
  submit(): Promise<Submitted>;
  /** The same submission delivered twice, as when Slack sends it again. The first answer counts. */
  submitTwice(): Promise<readonly [Submitted, Submitted]>;
  /** Closes the top modal with its close button (`all`: with the cross, the whole stack). */
  closeModal(options?: { readonly all?: boolean }): Promise<Delivery | undefined>;
  /** Types into an external select; the options that are shown. Below `min_query_length` nothing is asked or shown. */
  suggest(field: Target, query: string, where?: Where): Promise<readonly ShownOption[]>;
  /** Messages of a channel he sees, oldest first, his ephemeral ones included. */
  messages(channelId: string): readonly Message[];
  /** His conversation with the bot. */
  directMessages(): readonly Message[];
  openHome(): Promise<Delivery>;
  home(): ShownView | undefined;
  shortcut(callbackId: string): Promise<Delivery>;
  messageShortcut(callbackId: string, message: Pick<Message, 'channel' | 'ts'>): Promise<Delivery>;
}

export type Transport = 'socket' | 'http';

/** How the stand-in starts. */
export interface SlackOptions {
  readonly world: World;
  readonly transport: Transport;
  /** 0 or none: a free one. */
  readonly port?: number;
  /** HTTP mode: the bot's `/slack/events`. */
  readonly requestUrl?: string;
  readonly command?: string;
  /** Granted scopes; without it: commands, chat:write, users:read, users:read.email. */
  readonly scopes?: readonly string[];
  readonly clock?: Clock;
  /** `should_escape` of the command in the manifest; default true. */
  readonly shouldEscape?: boolean;
}

/** A strict stand-in for Slack on 127.0.0.1. */
export interface SlackStandIn {
  readonly url: string;
  /** The Web API's base; ends in `/api/`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly transport: Transport;
  readonly world: World;
  readonly command: string;

  setRequestUrl(url: string): void;
  /** Socket mode: at least one socket has had its hello. HTTP mode: a request URL is set. */
  connected(): boolean;
  /** Sends `disconnect` (refresh) on every socket, as Slack does every few hours. */
  refreshConnections(): void;
  /** Cuts every socket without a word. */
  dropConnections(): void;
  stop(): Promise<void>;
  /** Slack is out of reach; all state is kept. */
  goDown(): Promise<void>;
  /** Back on the same port. */
  comeUp(): Promise<void>;

  as(userId: string): Person;
  /** Sends the same envelope or request again; its answer changes a screen only if the first one did not. */
  redeliver(delivery: Delivery): Promise<Delivery>;
  /** HTTP mode: a request as anybody could send it. Without a signature: none. */
  postRaw(request: {
    readonly body: string;
    readonly timestamp?: string | number;
    readonly signature?: string;
    readonly contentType?: string;
  }): Promise<RawAnswer>;
  /** The right signature for a body and a time (seconds). */
  sign(body: string, timestamp: string | number): string;
  /** The body of a command or interactive delivery as it goes over HTTP, for replays and forgeries. */
  rawBody(delivery: Delivery): string;

  readonly breaches: readonly Breach[];
  clearBreaches(): void;
  readonly calls: readonly ApiCall[];
  callsOf(method: string): readonly ApiCall[];
  readonly deliveries: readonly Delivery[];
  /** Forgets calls and deliveries (not messages, views or breaches), to keep long benches small. */
  forget(): void;

  readonly faults: {
    add(rule: FaultRule): FaultHandle;
    clear(): void;
  };
  setScopes(scopes: readonly string[]): void;
  /** Slack's rate limits by tier, per method (off at first). */
  setRateLimits(on: boolean): void;
  /** Changes the flags of an account while the stand-in runs (deactivated, confirmed, name …). */
  changeUser(userId: string, change: Partial<World['users'][number]>): void;
  /** The bot is invited to, or thrown out of, a channel. */
  setBotMember(channelId: string, isMember: boolean): void;

  /** Every message there is, of all people and channels, oldest first. */
  allMessages(): readonly Message[];
  /** A message or view as a person reads it: mentions by name, entities decoded, buttons as `[Label]`. */
  plainText(shown: Message | ShownView): string;
  /**
   * Waits until `condition` answers something truthy and answers that. Looks again after every change here, and
   * a few times a second for conditions that hang on something else. Throws with what was awaited and the recent calls.
   */
  waitFor<T>(condition: () => T | Promise<T>, what?: string, timeoutMs?: number): Promise<NonNullable<T>>;
  /** Called after each change; the answer stops it. */
  onChange(listener: (change: Change) => void): () => void;
}
