import type { App } from '@slack/bolt';
import { openPageClient, type PageClient } from '../../../sandbox/demo/page-client.ts';
import { startPage } from '../../../sandbox/demo/page-server.ts';
import { type DocSpaceStandIn, startDocSpace } from '../../../sandbox/docspace/docspace.ts';
import type { SlackStandIn } from '../../../sandbox/slack/contract.ts';
import { smallWorld } from '../../../sandbox/world.ts';
import { stage as boltStage } from '../slack/bolt-bot.ts';

/** The page over both stand-ins, with a small bot of the test's own. */
export interface PageStage {
  readonly slack: SlackStandIn;
  readonly docspace: DocSpaceStandIn;
  readonly url: string;
  client(personId: string): Promise<PageClient>;
  stop(): Promise<void>;
}

export async function pageStage(listen: (app: App) => void): Promise<PageStage> {
  const bolt = await boltStage('socket', listen);
  const docspace = await startDocSpace({ world: smallWorld });
  const page = await startPage({ slack: bolt.slack, docspace, port: 0 });
  const clients: PageClient[] = [];
  return {
    slack: bolt.slack,
    docspace,
    url: page.url,
    client: async (personId) => {
      const client = await openPageClient(page.url, personId);
      clients.push(client);
      return client;
    },
    stop: async () => {
      for (const client of clients) client.close();
      await page.stop();
      await Promise.all([bolt.stop(), docspace.stop()]);
    },
  };
}
