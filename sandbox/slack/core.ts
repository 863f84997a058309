import type { World } from '../world.ts';
import type { Clock } from './clock.ts';
import { createFaults, type Faults } from './faults.ts';
import { createIds, type Ids } from './ids.ts';
import { createMessageStore, type MessageStore } from './message-store.ts';
import { createRecords, type Records } from './records.ts';
import { createResponseUrls, type ResponseUrls } from './response-urls.ts';
import { createTriggers, type Triggers } from './triggers.ts';
import { createViewStore, type ViewStore } from './view-store.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** The secrets of the one app. */
interface Credentials {
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly appId: string;
  /** The old verification token, still part of every payload. */
  readonly verification: string;
}

/** Files on their way: announced, then sent, then completed. By id. */
type Uploads = Map<string, { readonly name: string; readonly length: number; content: string | undefined }>;

/** All that the parts of the stand-in share. */
export interface Core {
  readonly clock: Clock;
  readonly credentials: Credentials;
  readonly workspace: Workspace;
  readonly records: Records;
  readonly ids: Ids;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly messages: MessageStore;
  readonly views: ViewStore;
  readonly faults: Faults;
  readonly scopes: Set<string>;
  readonly uploads: Uploads;
  /** Where the server listens, without a slash at the end. */
  readonly site: { url: string };
}

/** What the bot's manifest asks for. */
const defaultScopes: readonly string[] = ['commands', 'chat:write', 'users:read', 'users:read.email'];

/** A fresh core for a world. */
export function createCore(world: World, clock: Clock, scopes: readonly string[] = defaultScopes): Core {
  const ids = createIds(clock);
  const records = createRecords(clock);
  return {
    clock,
    records,
    ids,
    credentials: {
      botToken: `xoxb-${ids.secret()}`,
      appToken: `xapp-1-A0APP-${ids.secret()}`,
      signingSecret: ids.secret(),
      appId: 'A0APP',
      verification: ids.secret(),
    },
    workspace: createWorkspace(world),
    triggers: createTriggers(clock, ids),
    responseUrls: createResponseUrls(clock, ids, world.teamId),
    messages: createMessageStore(ids, world.botUserId, records),
    views: createViewStore(ids, records),
    faults: createFaults(),
    scopes: new Set(scopes),
    uploads: new Map(),
    site: { url: '' },
  };
}
