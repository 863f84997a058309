import { execFileSync } from 'node:child_process';
import { appendFileSync, rmSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../sandbox/free-port.ts';
import { type BotProcess, built, startBot } from '../journeys/support/bot-process.ts';

/** The bots of a storm: each is started again on its own port after each kill. */
export interface Bots {
  readonly count: number;
  /** Starts all, and waits until each is ready. */
  start(): Promise<void>;
  /** Ends one at once, as a power cut would. */
  kill(index: number): Promise<void>;
  /** Starts one, and waits until it answers. */
  revive(index: number): Promise<void>;
  /** Ends all as an operator would; gives the exit codes. */
  stop(): Promise<readonly (number | null)[]>;
  /** Bots that ended of their own accord, with their last words. They are started again, as a service manager would. */
  readonly crashes: readonly string[];
}

/**
 * Bots that are run by the given Node: `here`, or a major version, which npx brings. Where the variable `STORM_LOG`
 * names a folder, everything they print is kept there.
 */
export async function createBots(options: {
  readonly count: number;
  readonly node: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}): Promise<Bots> {
  const node = pathOfNode(options.node);
  const ports = await Promise.all(Array.from({ length: options.count }, () => freePort()));
  // A copy: whoever builds meanwhile must not change the program in the middle of a storm. Here it finds its libraries.
  const cache = join(import.meta.dirname, '../../node_modules/.cache/storm');
  const program = join(cache, `${process.pid}.js`);
  await mkdir(cache, { recursive: true });
  await copyFile(built, program);
  const bots: (BotProcess | undefined)[] = ports.map(() => undefined);
  const expected = new WeakSet<BotProcess>();
  const crashes: string[] = [];

  const { STORM_LOG: logFolder } = process.env;
  const keepLog = (index: number) => {
    if (logFolder !== undefined)
      appendFileSync(join(logFolder, `bot-${index}.log`), bots[index]?.output() ?? '');
  };
  const endAll = () => {
    for (const index of bots.keys()) void end(index, 'SIGKILL');
    rmSync(program, { force: true });
  };
  process.once('exit', endAll);

  async function launch(index: number): Promise<BotProcess> {
    const env = {
      LOG_LEVEL: 'warn',
      CHANGES_PER_10_MINUTES: '0',
      ...options.env,
      PORT: String(ports[index]),
    };
    const bot = await startBot(env, options.cwd, { node, program });
    bots[index] = bot;
    void bot.ended.then(({ code }) => {
      if (expected.has(bot)) return;
      crashes.push(`exit ${code}: ${bot.output().trim().split('\n').slice(-3).join(' | ').slice(-600)}`);
      void launch(index);
    });
    return bot;
  }

  function end(index: number, signal: 'SIGKILL' | 'SIGTERM') {
    const bot = bots[index];
    if (bot !== undefined) expected.add(bot);
    return bot?.end(signal);
  }

  return {
    count: options.count,
    async start() {
      await Promise.all(ports.map(async (_, index) => (await launch(index)).ready()));
    },
    async kill(index) {
      await end(index, 'SIGKILL');
      keepLog(index);
    },
    async revive(index) {
      await (await launch(index)).alive();
    },
    async stop() {
      const codes = await Promise.all(
        bots.map(async (_, index) => (await end(index, 'SIGTERM'))?.code ?? null),
      );
      process.off('exit', endAll);
      rmSync(program, { force: true });
      return codes;
    },
    crashes,
  };
}

/** The program itself, not a wrapper that would live on when it is killed. */
function pathOfNode(version: string): string {
  if (version === 'here') return process.execPath;
  const print = ['-y', '-p', `node@${version}`, 'node', '-p', 'process.execPath'];
  return execFileSync('npx', print, { encoding: 'utf8' }).trim();
}
