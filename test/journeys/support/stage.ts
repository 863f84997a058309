import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type DocSpaceStandIn, startDocSpace } from '../../../sandbox/docspace/docspace.ts';
import { freePort } from '../../../sandbox/free-port.ts';
import type { SlackStandIn, Transport } from '../../../sandbox/slack/contract.ts';
import { startSlack } from '../../../sandbox/slack/slack.ts';
import { smallWorld, type World } from '../../../sandbox/world.ts';
import { type BotProcess, startBot } from './bot-process.ts';
import { leaksIn, secretsOf } from './secrets.ts';

/** Both stand-ins and, once started, the real bot between them. */
export interface Stage {
  readonly slack: SlackStandIn;
  readonly docspace: DocSpaceStandIn;
  readonly dataDir: string;
  /** The running bot. */
  readonly bot: BotProcess;
  /** Starts the bot and waits until it is ready (again, after a kill). */
  start(env?: Readonly<Record<string, string>>): Promise<BotProcess>;
  /** Starts the bot without waiting for anything. */
  launch(env?: Readonly<Record<string, string>>): Promise<BotProcess>;
  /** Breaches that the test has provoked on purpose are read and forgotten here. */
  forgive(): void;
  /** Ends all; fails on any breach of Slack's or DocSpace's rules, and on any secret in what a bot printed. */
  close(): Promise<void>;
}

export async function openStage(
  options: {
    readonly transport?: Transport;
    readonly world?: World;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<Stage> {
  const world = options.world ?? smallWorld;
  const transport = options.transport ?? 'socket';
  const port = await freePort();
  const slack = await startSlack({ world, transport, requestUrl: `http://127.0.0.1:${port}/slack/events` });
  const docspace = await startDocSpace({ world });
  const dataDir = await mkdtemp(join(tmpdir(), 'docspace-groups-'));
  let bot: BotProcess | undefined;
  const bots: BotProcess[] = [];

  async function launch(env: Readonly<Record<string, string>> = {}): Promise<BotProcess> {
    bot = await startBot(
      {
        SLACK_BOT_TOKEN: slack.botToken,
        ...(transport === 'socket'
          ? { SLACK_APP_TOKEN: slack.appToken }
          : { SLACK_SIGNING_SECRET: slack.signingSecret }),
        SLACK_API_URL: slack.apiUrl,
        DOCSPACE_URL: docspace.url,
        DOCSPACE_API_KEY: docspace.key,
        DATA_DIR: dataDir,
        PORT: String(port),
        // A person of a journey does in a minute what others do in a week.
        CHANGES_PER_10_MINUTES: '0',
        ...options.env,
        ...env,
      },
      dataDir,
    );
    bots.push(bot);
    return bot;
  }

  return {
    slack,
    docspace,
    dataDir,
    get bot() {
      if (bot === undefined) throw new Error('the bot was not started');
      return bot;
    },
    launch,
    async start(env) {
      const started = await launch(env);
      await started.ready();
      return started;
    },
    forgive() {
      slack.clearBreaches();
      docspace.takeBreaches();
    },
    async close() {
      const breaches = [...slack.breaches, ...docspace.breaches];
      await bot?.end('SIGKILL');
      await Promise.all([slack.stop(), docspace.stop()]);
      await rm(dataDir, { recursive: true, force: true });
      const secrets = secretsOf(slack, docspace);
      const leaks = bots.flatMap((one) => leaksIn(one.output(), secrets));
      expect(leaks, 'secrets in what the bot printed').toEqual([]);
      expect(breaches, 'breaches of Slack’s or DocSpace’s rules').toEqual([]);
    },
  };
}
