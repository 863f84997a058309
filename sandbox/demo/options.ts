import { parseArgs } from 'node:util';
import type { Transport } from '../slack/contract.ts';

/** What `npm run demo` was asked to do. */
export interface DemoOptions {
  /** `undefined`: 4300, or the next free one. */
  readonly port: number | undefined;
  readonly transport: Transport;
  /** Drive one create through the page's own interface, and end. */
  readonly smoke: boolean;
}

/** The arguments are not what they may be; the message tells how they go. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** How the demo is called. */
export const usage = `npm run demo -- [--port <number>] [--http] [--smoke]

  --port <number>  where the page is served; without it 4300, or the next free port
  --http           Slack reaches the bot over HTTP instead of Socket Mode
  --smoke          creates one group through the page, checks the result and ends
  --help           shows this`;

/** Reads the arguments; `undefined` where help is asked for. Throws a `UsageError`. */
export function readOptions(args: readonly string[]): DemoOptions | undefined {
  const values = parse(args);
  if (values.help === true) return undefined;
  return {
    port: values.port === undefined ? undefined : portOf(values.port),
    transport: values.http === true ? 'http' : 'socket',
    smoke: values.smoke === true,
  };
}

function parse(args: readonly string[]) {
  try {
    const options = {
      port: { type: 'string' },
      http: { type: 'boolean' },
      smoke: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : 'unknown arguments'}\n\n${usage}`, {
      cause: error,
    });
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port ${text}: a port is a whole number up to 65535\n\n${usage}`);
}
