import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** The bot in a process of its own. */
export interface BotProcess {
  /** Resolves when the bot takes requests; rejects with a `BotEnded` when it ends before, or after 30 s. */
  ready(): Promise<void>;
  /** Resolves when the process has ended, whoever ended it. */
  readonly ended: Promise<BotEnded>;
  /** Ends it: kindly, and by force after 5 s. */
  stop(): Promise<void>;
}

/** The bot's process is gone, or never came to work. The message ends with what it said last. */
export class BotEnded extends Error {
  override readonly name = 'BotEnded';
}

const keptLines = 20;
const startWithinMs = 30_000;
const stopWithinMs = 5_000;

const program = join(import.meta.dirname, '../../src/main.ts');
/** From this package, as the bot runs elsewhere. */
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const tether = pathToFileURL(join(import.meta.dirname, 'tether.js')).href;

/** What a process needs to run at all. Nothing else of the caller's is handed on, least of all real tokens. */
const inherited = ['PATH', 'HOME', 'USERPROFILE', 'SYSTEMROOT', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'TZ'];

/**
 * Starts the bot from its sources with exactly these variables, and no `.env`. `say` gets what it prints, line by line.
 * `cwd` should be an empty folder.
 */
export function startBot(
  env: Readonly<Record<string, string>> & { readonly PORT: string },
  cwd: string,
  say: (line: string) => void,
): BotProcess {
  const kept = Object.fromEntries(
    inherited.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const child = spawn(process.execPath, ['--import', tsx, '--import', tether, program], {
    cwd,
    env: { ...kept, DOTENV_CONFIG_PATH: join(cwd, 'no.env'), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    // Its own process group: Ctrl-C reaches only the demo, which then ends the bot in order.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      say(line);
    });
  }
  const withLastLines = (what: string) =>
    new BotEnded(
      lines.length === 0 ? `${what}. It said nothing.` : `${what}. Its last lines:\n${lines.join('\n')}`,
    );
  const ended = new Promise<BotEnded>((resolve) => {
    child.once('error', (error) => resolve(new BotEnded(`The bot could not be started: ${error.message}`)));
    child.once('close', (code, signal) =>
      resolve(withLastLines(`The bot ended (${signal ?? `exit code ${code}`})`)),
    );
  });

  return {
    ended,
    ready: () => untilReady(`http://127.0.0.1:${env.PORT}/readyz`, ended, withLastLines),
    stop: () => stop(child),
  };
}

async function untilReady(
  address: string,
  ended: Promise<BotEnded>,
  fault: (what: string) => BotEnded,
): Promise<void> {
  const deadline = Date.now() + startWithinMs;
  let end: BotEnded | undefined;
  void ended.then((reason) => {
    end = reason;
  });
  while (!(await answersOk(address))) {
    if (end !== undefined) throw end;
    if (Date.now() > deadline) throw fault(`The bot was not ready within ${startWithinMs / 1000} s`);
    await Promise.race([pause(50), ended]);
  }
}

async function answersOk(address: string): Promise<boolean> {
  try {
    return (await fetch(address, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, 'close');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await gone;
  clearTimeout(force);
}
