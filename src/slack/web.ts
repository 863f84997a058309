import type { Logger } from '@slack/bolt';
import { WebAPIPlatformError, WebAPIRateLimitedError, WebClient } from '@slack/web-api';

/** How the bot talks to Slack's Web API. Bolt shares and mutates the options object, so each client gets its own. */
export function webClientOptions(apiUrl: string | undefined, logger: Logger) {
  return {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    logger,
    // The defaults try ten times over half an hour without any time limit.
    retryConfig: { retries: 2, minTimeout: 200, maxTimeout: 1_000, randomize: true },
    timeout: 5_000,
    // A 429 would silently pause every other call: the callers decide what to wait for.
    rejectRateLimitedCalls: true,
  };
}

export function createWebClient(token: string, apiUrl: string | undefined, logger: Logger): WebClient {
  return new WebClient(token, webClientOptions(apiUrl, logger));
}

/** Slack's trouble, or that of a token which is just being changed: the same call may be answered another time. */
const passing: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
  'rate_limited',
  'team_added_to_org',
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
]);

/**
 * Slack's own word on a call (`channel_not_found`, ...); undefined when it did not come to an answer, or to none that
 * says anything of the call itself.
 */
export function slackErrorCode(error: unknown): string | undefined {
  if (!(error instanceof WebAPIPlatformError)) return undefined;
  const code = error.data.error;
  return passing.has(code) ? undefined : code;
}

/** Milliseconds that Slack asks to wait, if that is what it said. */
export function slackRetryAfterMs(error: unknown): number | undefined {
  return error instanceof WebAPIRateLimitedError ? error.retryAfter * 1000 : undefined;
}
