import { type ParseArgsConfig, parseArgs } from 'node:util';
import { z } from 'zod';
import { CommandFault } from './command.ts';

/** Reads arguments as `parseArgs` does; what it refuses becomes a `CommandFault` with the usage. */
export function readArguments<const Options extends NonNullable<ParseArgsConfig['options']>>(
  usage: string,
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const [what = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw new CommandFault(`${what}.\n\n${usage}`);
  }
}

const moment = z.union([
  z.iso.datetime({ offset: true }),
  // Without seconds.
  z.iso.datetime({ offset: true, precision: -1 }),
]);

/** A day (UTC) or a moment as Unix ms; `end` takes the end of a day. Throws a `CommandFault`. */
export function readTime(option: string, text: string, end = false): number {
  const isDay = z.iso.date().safeParse(text).success;
  if (!isDay && !moment.safeParse(text).success) {
    throw new CommandFault(
      `--${option} ${text}: this is no date. Write 2026-01-31 (UTC), or 2026-01-31T09:00Z.`,
    );
  }
  const at = Date.parse(text);
  return isDay && end ? at + 24 * 3_600_000 : at;
}
