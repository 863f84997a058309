import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BotEnded, startBot } from '../../../sandbox/demo/bot-process.ts';
import { freePort } from '../../../sandbox/free-port.ts';

const root = join(import.meta.dirname, '../../..');
let folder: string;
let started: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-test-'));
});
afterEach(async () => {
  for (const child of started) child.kill('SIGKILL');
  started = [];
  await rm(folder, { recursive: true, force: true });
});

/** A Node process whose temporary files are in the test's own folder. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: folder, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  started.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => ({ code, signal, output }));
  const printed = (what: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = what.exec(output);
        if (found !== null) resolve(found[0]);
      };
      child.stdout.on('data', look);
      ended.then((end) => reject(new Error(`it ended (${end.code}): ${end.output}`)), reject);
    });
  return { child, ended, printed };
}

const demo = (args: readonly string[], env?: Readonly<Record<string, string>>) =>
  run(['--import', 'tsx', 'sandbox/demo.ts', '--port', '0', ...args], env);

const leftovers = async () =>
  (await readdir(folder)).filter((name) => name.startsWith('docspace-groups-demo-'));

describe('the demo', () => {
  it.each([['--smoke'], ['--smoke', '--http']])('creates a group with %s %s', async (...args) => {
    const { code, output } = await demo(args).ended;
    expect(output).toMatch(/^smoke: ok: .*Marketing.* was created by @ann/m);
    expect(code).toBe(0);
    expect(await leftovers()).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('prints its address and ends in order with %s', async (signal) => {
    // Real settings around it are not used: with these the bot would not start.
    const { child, ended, printed } = demo([], {
      SLACK_BOT_TOKEN: 'xoxb-real',
      DATABASE_URL: 'postgres://real',
    });
    const address = await printed(/http:\/\/127\.0\.0\.1:\d+/);
    expect((await fetch(address)).status).toBe(200);
    expect(await leftovers()).toHaveLength(1);
    child.kill(signal);
    const { code, output } = await ended;
    expect(code).toBe(0);
    expect(output).toContain('/docspace-group create Marketing');
    expect(await leftovers()).toEqual([]);
    await expect(fetch(address)).rejects.toThrow();
  });

  it('says why it can’t start', async () => {
    const { code, output } = await run(['--import', 'tsx', 'sandbox/demo.ts', '--port', 'x']).ended;
    expect(code).toBe(1);
    expect(output).toContain('--port x');
  });
});

describe('the bot’s process', () => {
  it('tells what a bot that ended said last', async () => {
    const said: string[] = [];
    const bot = startBot({ PORT: String(await freePort()) }, folder, (line) => said.push(line));
    const fault = await bot.ready().catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(BotEnded);
    expect(String(fault)).toMatch(/The bot ended \(exit code 78\)\. Its last lines:[\s\S]*DOCSPACE_URL/);
    expect(said.join('\n')).toContain('DOCSPACE_URL');
    expect(String(await bot.ended)).toBe(String(fault));
    await bot.stop();
  });

  it('ends when whoever started it is gone', async () => {
    const tether = pathToFileURL(join(root, 'sandbox/demo/tether.js')).href;
    const { child, ended, printed } = run([
      '--import',
      tether,
      '-e',
      'console.log("up"); setInterval(() => 0, 1e6)',
    ]);
    await printed(/up/);
    child.stdin.end();
    expect(await ended).toMatchObject({ signal: 'SIGTERM' });
  });
});
