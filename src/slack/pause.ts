import { moment } from './blocks/text.ts';
import type { Words } from './words/index.ts';

/** Somebody has asked for as many changes as one person may, and goes on at that time (Unix ms). */
export interface Pause {
  readonly goesOnAt: number;
  readonly most: number;
}

const minuteMs = 60_000;

/** For an error at a field: Slack shows those as they are, so the time is told in UTC and as a wait. */
export function pauseInForm({ guard }: Words, { goesOnAt, most }: Pause, now: number): string {
  const time = new Date(wholeMinute(goesOnAt)).toISOString().slice(11, 16);
  return guard.pauseInForm(most, time, Math.max(1, Math.ceil((goesOnAt - now) / minuteMs)));
}

/** For a message or a note; mrkdwn. */
export function pauseText({ guard }: Words, { goesOnAt, most }: Pause): string {
  return guard.pause(most, moment(wholeMinute(goesOnAt)));
}

/** Never told too early. */
function wholeMinute(unixMs: number): number {
  return Math.ceil(unixMs / minuteMs) * minuteMs;
}
