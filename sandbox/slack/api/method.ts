import type { Core } from '../core.ts';

/** The arguments of a call; nested JSON is parsed. */
export type Args = Readonly<Record<string, unknown>>;

/** The body of an answer. */
export type Answer = { readonly ok: boolean } & Readonly<Record<string, unknown>>;

/** One Web API method. */
export interface Method {
  readonly token: 'bot' | 'app';
  /** All of these are needed. */
  readonly scopes: readonly string[];
  /** Calls a minute that Slack's tier allows. */
  readonly perMinute: number;
  readonly run: (core: Core, args: Args) => Answer;
}

/** Slack's rate tiers: calls a minute that are granted at least. */
export const tiers = { one: 1, two: 20, three: 50, four: 100, special: 600 } as const;

/** A refusal, with the details that Slack puts into `response_metadata.messages`. */
export function refuse(error: string, messages: readonly string[] = []): Answer {
  return messages.length === 0 ? { ok: false, error } : { ok: false, error, response_metadata: { messages } };
}

/** A text argument; `undefined` when it is missing or empty. */
export function textArg(args: Args, name: string): string | undefined {
  const value = args[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Refusals that only a faulty bot meets; each is a breach. */
export const faultyBot: ReadonlySet<string> = new Set([
  'invalid_arguments',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_attachments',
  'invalid_attachments_format',
  'invalid_metadata_format',
  'no_text',
  'msg_too_long',
  'invalid_trigger_id',
  'exchanged_trigger_id',
  'expired_trigger_id',
  'push_limit_reached',
  'view_too_large',
  'duplicate_external_id',
  'message_not_found',
  'unknown_method',
  'file_not_found',
]);
