/** A Slack account as the directory needs it (from `users.info`). */
export interface SlackUser {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly emailConfirmed: boolean;
  readonly deactivated: boolean;
  readonly isBot: boolean;
  /** Single- or multi-channel guest. */
  readonly isGuest: boolean;
  /** Of another company: Slack Connect, or another workspace. */
  readonly isExternal: boolean;
}

/** Port: Slack's directory. Implemented in slack/. Both may throw when Slack does not answer. */
export interface SlackUsers {
  /** undefined = Slack does not know this id. */
  read(id: string, signal?: AbortSignal): Promise<SlackUser | undefined>;
  /** The id of the account with this e-mail; undefined = none. */
  findByEmail(email: string, signal?: AbortSignal): Promise<string | undefined>;
}

/** Slack did not answer the question who somebody is; it may do so another time. */
export class SlackUsersError extends Error {
  override readonly name = 'SlackUsersError';
  readonly retryAfterMs?: number;

  constructor(message: string, options: { readonly retryAfterMs?: number } = {}) {
    super(message);
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}
