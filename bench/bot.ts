import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const program = join(import.meta.dirname, '../dist/main.js');
const readyWithinMs = 20_000;
const pollMs = 5;

/** The compiled bot, in a process of its own, with the flag of `npm start`: an idle bot is to be small. */
export interface MeasuredBot {
  /** From the spawn to the first 200 of `/readyz`. */
  readonly startMs: number;
  /** Resident memory now. */
  rssBytes(): Promise<number>;
  /** Ends it and waits for its end. */
  stop(): Promise<void>;
}

/** Starts the bot with exactly these variables and waits until it is ready; throws with what it printed. */
export async function startMeasured(
  env: Readonly<Record<string, string>> & { readonly PORT: string },
  cwd: string,
): Promise<MeasuredBot> {
  const url = `http://127.0.0.1:${env.PORT}`;
  const begin = performance.now();
  const child = spawn(process.execPath, ['--optimize-for-size', program], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
  }
  try {
    await ready(child, url);
  } catch (error) {
    await stop(child);
    throw new Error(`the bot did not become ready:\n${printed.join('')}`, { cause: error });
  }
  return {
    startMs: performance.now() - begin,
    rssBytes: () => rssOf(child.pid, url),
    stop: () => stop(child),
  };
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  const deadline = performance.now() + readyWithinMs;
  while (performance.now() < deadline && child.exitCode === null) {
    const isReady = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return;
    await delay(pollMs);
  }
  throw new Error(child.exitCode === null ? 'too late' : `ended with ${child.exitCode}`);
}

/** Linux tells at once; elsewhere the bot's own metric does. */
async function rssOf(pid: number | undefined, url: string): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const bytes = /^process_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1];
  if (bytes === undefined) throw new Error('the memory of the bot cannot be read');
  return Number(bytes);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  await ended;
}
