import type { Faults } from '../operations/kind.ts';
import { slackRetryAfterMs } from './web.ts';

/**
 * The faults of a run or a telling, Slack's 429 among them: it did nothing, and says when to come back. Whoever comes
 * back earlier is refused again, and counted.
 */
export function withSlackRateLimits(others: Faults): Faults {
  return {
    judge(error) {
      const retryAfterMs = slackRetryAfterMs(error);
      return retryAfterMs === undefined
        ? others.judge(error)
        : { kind: 'passing', undone: true, retryAfterMs };
    },
    describe: (error) =>
      slackRetryAfterMs(error) === undefined ? others.describe(error) : { reason: 'slack', unclear: false },
  };
}
