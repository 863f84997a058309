import { pino } from 'pino';
import type { LogFormat, LogLevel } from '../config.ts';
import { hidePairs, loggable } from './loggable.ts';
import { createMask } from './mask.ts';

/** The program's logger. */
export type Logger = pino.Logger;

/** A line of JSON made readable. */
type Prettify = (line: string) => string;

/** How to log, and what must never be seen in it. */
export interface LogOptions {
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** Values that are masked wherever they stand. */
  readonly secrets: readonly string[];
  /** Where lines go; default: standard output, written before the call returns. */
  readonly destination?: pino.DestinationStream;
  /** For tests. Default: the package `pino-pretty`, which is not there in production. */
  readonly loadPretty?: () => Promise<Prettify>;
}

async function loadPinoPretty(): Promise<Prettify> {
  const { prettyFactory } = await import('pino-pretty');
  return prettyFactory({ colorize: process.stdout.isTTY });
}

/**
 * Makes the logger: lines of JSON, or readable ones where `pino-pretty` is installed (else JSON with a warning).
 * Secrets, tokens, keys, `response_url` and `trigger_id` are masked in messages, data, errors and child bindings;
 * errors are logged without what HTTP libraries hang on them.
 */
export async function createLog(options: LogOptions): Promise<Logger> {
  const { level, format, secrets, destination = pino.destination(1), loadPretty = loadPinoPretty } = options;
  const mask = createMask(secrets);
  const prettify = format === 'pretty' ? await loadPretty().catch(() => undefined) : undefined;
  const output = prettify ? { write: (line: string) => destination.write(prettify(line)) } : destination;
  const log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (value: unknown) => loggable(value, mask) },
      hooks: {
        logMethod(args, method) {
          const [first, ...rest] = args.map((arg: unknown) => loggable(arg, mask));
          const data = args[0] instanceof Error ? { err: first } : first;
          Reflect.apply(method, this, [data, ...rest]);
        },
        // Child bindings do not pass through logMethod.
        streamWrite: (line) => mask(hidePairs(line)),
      },
    },
    output,
  );
  if (format === 'pretty' && !prettify)
    log.warn('LOG_FORMAT=pretty needs the package pino-pretty: JSON instead');
  return log;
}
