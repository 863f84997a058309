import type { Directory, Lookup, Match } from '../directory/directory.ts';
import { judgeActor } from '../directory/judge.ts';
import type { Refusal } from '../directory/refusal.ts';
import type { GroupRow, Person } from '../docspace/model.ts';
import { isDamaged } from './faults.ts';
import type { Found } from './find.ts';
import { may, type RightsSettings } from './rights.ts';

/** The person who acts, or why the bot won't act for him. */
export type ActorAnswer =
  | { readonly person: Person; readonly match: Match }
  | { readonly refusal: Refusal; readonly match: Match };

/** Judges a look-up's answer about the actor: everything that keeps him from being a member, and `pending`. */
export function actorOf(match: Match | undefined, slackUserId: string): ActorAnswer {
  const known: Match = match ?? { slackUserId, label: slackUserId, refusal: 'unknown-in-slack' };
  if (known.refusal !== undefined) return { refusal: known.refusal, match: known };
  if (known.person === undefined) return { refusal: 'unknown-in-docspace', match: known };
  const refusal = judgeActor(known.person);
  return refusal === undefined ? { person: known.person, match: known } : { refusal, match: known };
}

/** Who this Slack user is for the bot. `maxAgeMs` 0 = asked anew, as every submit and click must. */
export async function whoActs(
  directory: Directory,
  slackUserId: string,
  options: Pick<Lookup, 'maxAgeMs' | 'signal' | 'whenVouched'>,
): Promise<ActorAnswer> {
  const matches = await directory.lookUp({
    slackUserIds: [slackUserId],
    emails: [],
    freshSlackIds: options.maxAgeMs === 0 ? [slackUserId] : [],
    ...options,
  });
  return actorOf(matches.bySlackId.get(slackUserId), slackUserId);
}

/** The person who acts with what was looked for on his behalf, or why the bot won't act for him. */
export type SeekerAnswer<Found> =
  | Extract<ActorAnswer, { refusal: unknown }>
  | (Extract<ActorAnswer, { person: unknown }> & { readonly found: Promise<Found> });

/**
 * Who acts, asked anew, and a search side by side. It begins once Slack vouches for the account, so that nobody from
 * outside makes DocSpace search. A fault of it waits in `found`: whoever is refused is told that, and no fault.
 */
export async function whoSeeks<Found>(
  directory: Directory,
  slackUserId: string,
  search: () => Promise<Found>,
): Promise<SeekerAnswer<Found>> {
  const begun: { found?: Promise<Found> } = {};
  const begin = () => {
    const found = search();
    found.catch(() => undefined);
    begun.found = found;
    return found;
  };
  const actor = await whoActs(directory, slackUserId, { maxAgeMs: 0, whenVouched: begin });
  return 'refusal' in actor ? actor : { ...actor, found: begun.found ?? begin() };
}

/** What was found. That DocSpace can't show it is a fault for who may look at all groups, and nothing (undefined) for others. */
export async function unlessDamaged<Found>(
  person: Person,
  settings: RightsSettings,
  found: Promise<Found>,
): Promise<Found | undefined> {
  try {
    return await found;
  } catch (error) {
    if (isDamaged(error) && !may(person, 'read', settings)) return undefined;
    throw error;
  }
}

/**
 * What of a look-up this person may be told. Who may not look at all groups learns of those that he heads, and of
 * nothing else: undefined = the same answer whether there is such a group or not.
 */
export function foundFor(person: Person, settings: RightsSettings, found: Found): Found | undefined {
  if (may(person, 'read', settings)) return found;
  const isOpen = ({ head }: GroupRow) =>
    may(person, 'read', settings, head === undefined ? {} : { headId: head.id });
  switch (found.kind) {
    case 'one':
      return isOpen(found.group) ? found : undefined;
    case 'several': {
      const groups = found.groups.filter(isOpen);
      return groups.length === 0 ? undefined : { kind: 'several', groups, total: groups.length };
    }
    case 'none': {
      const near = found.near.filter(isOpen);
      return near.length === 0 ? undefined : { kind: 'none', near };
    }
  }
}
