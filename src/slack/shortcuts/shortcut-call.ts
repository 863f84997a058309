import type { Reply } from '../calls.ts';

/** A shortcut was used; one on a message brings the message and its channel. */
export interface ShortcutCall {
  readonly slackUserId: string;
  readonly triggerId: string;
  readonly channelId?: string;
  readonly responseUrl?: string;
  /** As Slack sent it; as untrusted as anything that people write. */
  readonly message?: unknown;
  readonly reply: Reply;
}
