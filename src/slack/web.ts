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

/** Slack's own error code (`channel_not_found`, ...), or undefined when it did not come to an answer. */
export function slackErrorCode(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** Milliseconds that Slack asks to wait, if that is what it said. */
export function slackRetryAfterMs(error: unknown): number | undefined {
  return error instanceof WebAPIRateLimitedError ? error.retryAfter * 1000 : undefined;
}
