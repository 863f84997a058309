import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { SlackOptions, SlackStandIn } from '../../../sandbox/slack/contract.ts';
import { startSlack } from '../../../sandbox/slack/slack.ts';
import { smallWorld } from '../../../sandbox/world.ts';

/** A stand-in with an unmodified Bolt app behind it. */
export interface Stage {
  readonly slack: SlackStandIn;
  readonly app: App;
  stop(): Promise<void>;
}

/** What these tests provoke is not worth reading. */
const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** Starts both and waits until they know each other. */
export async function stage(
  transport: 'socket' | 'http',
  listen: (app: App) => void,
  more: Partial<SlackOptions> = {},
): Promise<Stage> {
  const slack = await startSlack({ world: smallWorld, transport, ...more });
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, timeout: 5_000 };
  const receiver =
    transport === 'socket'
      ? new SocketModeReceiver({
          appToken: slack.appToken,
          logger: silent,
          clientPingTimeout: 200,
          installerOptions: { clientOptions },
        })
      : new HTTPReceiver({ signingSecret: slack.signingSecret, logger: silent });
  const app = new App({
    token: slack.botToken,
    receiver,
    clientOptions,
    logger: silent,
    convoStore: false,
    deferInitialization: true,
  });
  listen(app);
  await app.init();
  if (receiver instanceof HTTPReceiver) {
    const server = await receiver.start(0);
    slack.setRequestUrl(`http://127.0.0.1:${portOf(server.address())}/slack/events`);
  } else {
    await receiver.start();
  }
  return {
    slack,
    app,
    stop: async () => {
      await app.stop();
      await slack.stop();
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
