import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../../../sandbox/free-port.ts';

/** The program as users start it, in a process of its own. */
export interface BotProcess {
  readonly url: string;
  /** Everything it printed so far. */
  output(): string;
  /** Resolves when `/readyz` says 200; rejects when the process ends before. */
  ready(): Promise<void>;
  /** Resolves when `/healthz` answers: the process lives, ready or not. */
  alive(): Promise<void>;
  readiness(): Promise<{ readonly status: number; readonly body: string }>;
  /** Sends it a signal that does not end it: SIGSTOP freezes it, SIGCONT lets it go on. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** Ends it and waits for its end. */
  end(signal?: NodeJS.Signals): Promise<Ended>;
  readonly ended: Promise<Ended>;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The program as `npm run build` makes it. */
export const built = join(import.meta.dirname, '../../../dist/main.js');

/** Where Node 22 and later keep what they have compiled. */
const compiled = join(import.meta.dirname, '../../../node_modules/.cache/compiled');

/** Starts the bot with exactly these variables: nothing of the caller's own settings or `.env` gets in. */
export async function startBot(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
  by: { readonly node?: string; readonly program?: string } = {},
): Promise<BotProcess> {
  const port = env.PORT ?? String(await freePort());
  const { node = process.execPath, program = built } = by;
  // Without the flag of `npm start`, which saves memory and takes time; a start is what most tests wait for.
  const child = spawn(node, [program], {
    cwd,
    env: {
      PATH: process.env.PATH ?? '',
      NODE_COMPILE_CACHE: compiled,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'debug',
      ...env,
      PORT: port,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => lines.push(chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => lines.push(chunk.toString('utf8')));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const url = `http://127.0.0.1:${port}`;
  const output = () => lines.join('');

  async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const over = ended.then(({ code, signal }) => {
      throw new Error(`the bot ended (${code ?? signal}) before it was ${what}:\n${output()}`);
    });
    const deadline = Date.now() + 20_000;
    const poll = async () => {
      while (!(await holds().catch(() => false))) {
        if (Date.now() > deadline) throw new Error(`the bot is not ${what}:\n${output()}`);
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    };
    await Promise.race([poll(), over]);
    over.catch(() => undefined);
  }

  return {
    url,
    output,
    ended,
    ready: () => until('ready', async () => (await fetch(`${url}/readyz`)).ok),
    alive: () => until('alive', async () => (await fetch(`${url}/healthz`)).ok),
    async readiness() {
      const answer = await fetch(`${url}/readyz`);
      return { status: answer.status, body: await answer.text() };
    },
    signal: (name) => void child.kill(name),
    end(signal = 'SIGTERM') {
      stop(child, signal);
      return ended;
    },
  };
}

function stop(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
}
