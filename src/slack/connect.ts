import type { Logger, Receiver } from '@slack/bolt';
import type { Operation } from '../operations/kind.ts';
import { type BotIdentity, createBot } from './bot.ts';
import type { SlackDeps } from './deps.ts';
import { buildHome } from './home/build.ts';
import type { Home } from './home/home.ts';
import type { AckEvent } from './listeners/context.ts';
import { buildVerbs } from './verbs/registry.ts';
import { createViewUpdates } from './view-updates.ts';

/** What the room is made of, once Slack has told who the bot is. */
export interface SlackRoomOptions {
  readonly parts: Omit<SlackDeps, 'viewUpdates' | 'viewOf' | 'botUserId' | 'verbs'>;
  readonly receiver: Receiver;
  readonly botToken: string;
  readonly apiUrl: string | undefined;
  readonly identity: BotIdentity;
  readonly logger: Logger;
  readonly lastOperations: (slackUserId: string, limit: number) => Promise<readonly Operation[]>;
  readonly onAck: (event: AckEvent) => void;
}

/** Builds verbs, Home and the bot, and connects them to Slack's deliveries. */
export function furnishSlack(options: SlackRoomOptions): Home {
  const { parts, identity } = options;
  const deps: SlackDeps = {
    ...parts,
    botUserId: identity.botUserId,
    viewUpdates: createViewUpdates(parts.web),
    viewOf: (operation) =>
      operation.state === 'told' || operation.state === 'attention'
        ? parts.tellings.get(operation.kind)?.endView(operation)
        : undefined,
  };
  const verbs = buildVerbs(deps);
  const home = buildHome({ ...deps, allVerbs: verbs, lastOperations: options.lastOperations });
  createBot({
    ...options,
    context: { deps, verbs, home, workspace: identity, onAck: options.onAck },
  });
  return home;
}
