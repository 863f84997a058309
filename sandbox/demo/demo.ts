import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DocSpaceStandIn, startDocSpace } from '../docspace/docspace.ts';
import { freePort } from '../free-port.ts';
import type { SlackStandIn, Transport } from '../slack/contract.ts';
import { startSlack } from '../slack/slack.ts';
import { smallWorld } from '../world.ts';
import { type BotEnded, type BotProcess, startBot } from './bot-process.ts';
import { scopesFromManifest } from './manifest.ts';
import { type PageServer, startPage } from './page-server.ts';

/** Both stand-ins, the real bot between them, and the page that shows it all. */
export interface Demo {
  readonly slack: SlackStandIn;
  readonly docspace: DocSpaceStandIn;
  readonly url: string;
  /** Resolves when the bot ends before it is told to. */
  readonly botEnded: Promise<BotEnded>;
  /** Ends everything and removes what was stored. */
  stop(): Promise<void>;
}

/**
 * Starts it all and waits until the bot is ready. `say` gets what the bot prints. Throws a `BotEnded`, or what keeps
 * the page's port from being used; nothing is left running then.
 */
export async function startDemo(options: {
  readonly port?: number | undefined;
  readonly transport: Transport;
  readonly say: (line: string) => void;
}): Promise<Demo> {
  const ends: (() => Promise<unknown>)[] = [];
  /** The last to come is the first to go. */
  const stop = async () => {
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'docspace-groups-demo-'));
    ends.push(() => rm(folder, { recursive: true, force: true }));
    const docspace = await startDocSpace({ world: smallWorld });
    ends.push(() => docspace.stop());
    const botPort = await freePort();
    const requestUrl = `http://127.0.0.1:${botPort}/slack/events`;
    const slack = await startSlack({
      world: smallWorld,
      transport: options.transport,
      requestUrl,
      scopes: scopesFromManifest(),
    });
    ends.push(() => slack.stop());
    const page: PageServer = await startPage({ slack, docspace, port: options.port });
    ends.push(() => page.stop());
    const bot: BotProcess = startBot(botSettings(slack, docspace, botPort, folder), folder, options.say);
    ends.push(() => bot.stop());
    await bot.ready();
    return { slack, docspace, url: page.url, botEnded: bot.ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** See docs/configuration.md. */
function botSettings(slack: SlackStandIn, docspace: DocSpaceStandIn, port: number, folder: string) {
  const transport: Readonly<Record<string, string>> =
    slack.transport === 'socket'
      ? { SLACK_APP_TOKEN: slack.appToken }
      : { SLACK_SIGNING_SECRET: slack.signingSecret };
  return {
    ...transport,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_API_URL: slack.apiUrl,
    DOCSPACE_URL: docspace.url,
    DOCSPACE_API_KEY: docspace.key,
    DATA_DIR: join(folder, 'data'),
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'warn',
    LOG_FORMAT: 'json',
  };
}
