import { userInfo } from 'node:os';
import { config as loadEnvFile } from 'dotenv';
import { readStoreConfig } from '../config.ts';
import { CONFIG_EXIT_CODE, ConfigError } from '../config-fault.ts';
import { openBeside } from '../store/beside.ts';
import type { Store } from '../store/store.ts';
import { StoreError } from '../store/store-error.ts';

/** What a command gets from whoever runs it. */
export interface Call {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The name of the operator's account. */
  readonly operator: string;
  /** Writes to standard output; resolves once more can be written. */
  readonly write: (text: string) => Promise<void>;
}

/** Does its work and gives the exit code. Throws `CommandFault`, `ConfigError` or `StoreError`. */
export type Command = (call: Call) => Promise<0 | 1>;

/** What the command can't do, and what to do instead; the message is for the operator. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault';
}

/** Opens the store of the settings for the work, and closes it after. */
export async function withStore<Result>(
  { env }: Pick<Call, 'env'>,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store = await openBeside(readStoreConfig(env));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Runs the command of this process, with its arguments, environment and `.env`; sets the exit code. */
export async function runCommand(command: Command): Promise<void> {
  loadEnvFile({ path: process.env.DOTENV_CONFIG_PATH ?? '.env', quiet: true });
  // Whoever reads our output, such as `head`, may have seen enough.
  process.stdout.on('error', () => process.exit(0));
  try {
    process.exitCode = await command({
      args: process.argv.slice(2),
      env: process.env,
      operator: operatorName(),
      write: (text) =>
        new Promise((resolve) => {
          process.stdout.write(text, () => resolve());
        }),
    });
  } catch (error) {
    const { text, code } = faultOf(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = code;
  }
}

function operatorName(): string {
  try {
    return process.env.SUDO_USER ?? userInfo().username;
  } catch {
    // In a container the account may have no name.
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}

/** What the operator reads, without a stack trace, and the exit code. */
export function faultOf(error: unknown): { readonly text: string; readonly code: number } {
  if (error instanceof ConfigError) {
    const lines = error.faults.map(({ variable, what, remedy }) => `${variable}: ${what}\n  -> ${remedy}`);
    return { text: lines.join('\n'), code: CONFIG_EXIT_CODE };
  }
  if (error instanceof CommandFault || error instanceof StoreError) return { text: error.message, code: 1 };
  // Nothing of the error but its kind: it may have met a secret on its way.
  return { text: `The command failed: ${error instanceof Error ? error.name : 'unknown fault'}`, code: 1 };
}
