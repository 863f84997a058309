import type { Core } from './core.ts';
import { plainText } from './kit/plain-text.ts';
import { namesOf } from './wire.ts';

const lookEveryMs = 100;

/** Waits for a condition; see `SlackStandIn.waitFor`. Real time, whatever the stand-in's clock. */
export async function waitFor<T>(
  core: Core,
  condition: () => T | Promise<T>,
  what: string,
  timeoutMs: number,
): Promise<NonNullable<T>> {
  const deadline = performance.now() + timeoutMs;
  const change = watchChanges(core);
  try {
    for (let value = await condition(); ; value = await condition()) {
      if (value) return value;
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`waited ${timeoutMs} ms for ${what}\n${recentPast(core)}`);
      await change.next(Math.min(lookEveryMs, left));
    }
  } finally {
    change.stop();
  }
}

/** Changes since it was last asked count, too, so that none is missed while the condition is looked at. */
function watchChanges(core: Core) {
  let hasChanged = false;
  let wake: (() => void) | undefined;
  const stop = core.records.onChange(() => {
    hasChanged = true;
    wake?.();
  });
  const next = (atMostMs: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => wake?.(), hasChanged ? 0 : atMostMs);
      wake = () => {
        clearTimeout(timer);
        hasChanged = false;
        wake = undefined;
        resolve();
      };
    });
  return { next, stop };
}

function recentPast(core: Core): string {
  const calls = core.records.calls.slice(-10).map((call) => {
    const error = call.answer?.error;
    return `  ${call.method} -> ${call.status ?? 'no answer'} ${typeof error === 'string' ? error : ''}`;
  });
  const messages = core.messages
    .all()
    .slice(-5)
    .map((message) => `  ${message.channel}: ${plainText(message, namesOf(core)).replaceAll('\n', ' / ')}`);
  const breaches = core.records.breaches
    .slice(-5)
    .map((one) => `  ${one.what} at ${one.where}: ${one.detail}`);
  return ['recent calls:', ...calls, 'recent messages:', ...messages, 'recent breaches:', ...breaches].join(
    '\n',
  );
}
