import { LogLevel, type Logger as SlackLogger } from '@slack/web-api';
import type { Logger } from './log.ts';

const LEVELS: Readonly<Record<string, LogLevel>> = {
  trace: LogLevel.DEBUG,
  debug: LogLevel.DEBUG,
  info: LogLevel.INFO,
  warn: LogLevel.WARN,
};

/** Slack's libraries put whole payloads, with `response_url` and what people typed, into debug messages. */
function hasBody(text: string): boolean {
  return /[{}]|body|payload/i.test(text);
}

function parts(args: readonly unknown[]): { readonly text: string; readonly data: { readonly err?: Error } } {
  const err = args.find((arg) => arg instanceof Error);
  const text = args.filter((arg) => typeof arg === 'string').join(' ');
  return { text: text || (err?.message ?? 'Slack library'), data: err === undefined ? {} : { err } };
}

/**
 * A logger for Bolt and Slack's clients over ours. Only texts and errors go on; debug messages with a body are
 * dropped. Levels are set by LOG_LEVEL alone.
 */
export function slackLogger(log: Logger): SlackLogger {
  let named = log.child({ name: 'slack' });
  return {
    debug(...args: unknown[]) {
      const { text } = parts(args);
      if (!hasBody(text)) named.debug(text);
    },
    info(...args: unknown[]) {
      const { text, data } = parts(args);
      named.info(data, '%s', text);
    },
    warn(...args: unknown[]) {
      const { text, data } = parts(args);
      named.warn(data, '%s', text);
    },
    error(...args: unknown[]) {
      const { text, data } = parts(args);
      named.error(data, '%s', text);
    },
    setLevel() {
      // LOG_LEVEL rules.
    },
    getLevel: () => LEVELS[log.level] ?? LogLevel.ERROR,
    setName(name) {
      named = log.child({ name });
    },
  };
}
