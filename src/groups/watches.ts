import { LRUCache } from 'lru-cache';
import type { Directory } from '../directory/directory.ts';
import type { DocSpace } from '../docspace/model.ts';
import { tryRead } from './existing.ts';
import { type ActorAnswer, whoActs } from './gate.ts';
import { may, type RightsSettings } from './rights.ts';

/** A channel that wants to hear what is changed in a group. */
interface Watch {
  readonly groupId: string;
  readonly channelId: string;
  /** Who asked for it. */
  readonly slackUserId: string;
  /** Unix ms. */
  readonly at: number;
}

/** Port: the durable list of watches; a channel watches a group at most once. Implemented in store/. */
export interface Watches {
  /** False when the channel watches the group already: the older watch stays. */
  add(watch: Watch): Promise<boolean>;
  /** False when there was none. */
  remove(groupId: string, channelId: string): Promise<boolean>;
  /** The oldest first. */
  ofGroup(groupId: string): Promise<readonly Watch[]>;
  /** The oldest first. */
  ofChannel(channelId: string): Promise<readonly Watch[]>;
  /** The group is gone for good. */
  forgetGroup(groupId: string): Promise<void>;
}

/** What tells whether a watch still rests on a right. */
interface WatchRightDeps {
  readonly directory: Directory;
  readonly groups: Pick<DocSpace['groups'], 'get'>;
  readonly settings: RightsSettings;
}

/**
 * Whether whoever set a watch may still look at its group. Throws when Slack or DocSpace do not tell. `isDeleted` = who
 * headed the group can't be asked any more: somebody who may have been its head is not refused.
 */
export type MayWatch = (watch: Watch, how: { readonly isDeleted: boolean }) => Promise<boolean>;

/** So long somebody is not asked about again: a channel may hear of many changes at once. */
const askedEveryMs = 60_000;

/** Two requests for each person a minute; one more for the group where only its head may look at it. */
export function createMayWatch({ directory, groups, settings }: WatchRightDeps): MayWatch {
  const people = new LRUCache<string, ActorAnswer>({
    max: 1_000,
    ttl: askedEveryMs,
    fetchMethod: (slackUserId) => whoActs(directory, slackUserId, { maxAgeMs: 0 }),
  });
  return async ({ slackUserId, groupId }, { isDeleted }) => {
    const actor = await people.fetch(slackUserId);
    if (actor === undefined || 'refusal' in actor) return false;
    const { person } = actor;
    if (isDeleted || may(person, 'read', settings)) return true;
    const group = await tryRead(() => groups.get(groupId));
    if (group === 'damaged') throw new Error(`DocSpace does not show who heads the group ${groupId}`);
    if (group === 'gone') return true;
    return may(person, 'read', settings, group.head === undefined ? {} : { headId: group.head.id });
  };
}
