import type { Logger } from '@slack/bolt';
import { App, type Receiver } from '@slack/bolt';
import { listenToCommand } from './listeners/command.ts';
import type { ListenerContext } from './listeners/context.ts';
import { listenToHome } from './listeners/home.ts';
import { listenToPresses } from './listeners/press.ts';
import { listenToShortcuts } from './listeners/shortcut.ts';
import { listenToSubmits } from './listeners/submit.ts';
import { listenToSuggestions } from './listeners/suggest.ts';
import { webClientOptions } from './web.ts';

/** Who the bot is in Slack, as `auth.test` told at start. */
export interface BotIdentity {
  readonly botUserId: string;
  readonly teamId: string;
  /** Of a workspace that belongs to an Enterprise organisation. */
  readonly enterpriseId?: string;
}

export interface BotOptions {
  readonly receiver: Receiver;
  readonly botToken: string;
  readonly identity: BotIdentity;
  readonly apiUrl: string | undefined;
  readonly logger: Logger;
  readonly context: ListenerContext;
}

/** Connects Slack's deliveries to the verbs. */
export function createBot(options: BotOptions): App {
  const { context, identity } = options;
  const app = new App({
    receiver: options.receiver,
    // Known from the start checks; with a bare token Bolt would ask auth.test on its own.
    authorize: async () => ({ botToken: options.botToken, ...identity }),
    logger: options.logger,
    clientOptions: webClientOptions(options.apiUrl, options.logger),
    convoStore: false,
  });
  listenToCommand(app, context);
  listenToPresses(app, context);
  listenToSubmits(app, context);
  listenToSuggestions(app, context);
  listenToShortcuts(app, context);
  listenToHome(app, context);
  app.error(async (error) => {
    context.deps.edge.noteFault('listener', undefined, error);
  });
  return app;
}
