import { z } from 'zod';
import type { Directory, Match, Matches } from '../directory/directory.ts';
import { emailKey } from '../docspace/emails.ts';

/** Somebody as he was named in a form: picked in Slack, or typed as an e-mail. */
export const whoSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('slack'), id: z.string().min(1) }),
  z.object({ by: z.literal('email'), email: z.string().min(3) }),
]);
export type Who = z.infer<typeof whoSchema>;

/** The person as an outcome shows him. */
export const namedSchema = z.object({
  personId: z.string(),
  name: z.string(),
  slackUserId: z.string().exactOptional(),
});
export type Named = z.infer<typeof namedSchema>;

export function keyOf(who: Who): string {
  return who.by === 'slack' ? who.id : emailKey(who.email);
}

/** A head and twenty members: each costs Slack a request. */
const mostRenewed = 21;

/**
 * The directory for a submit or a run: of the picked people the first ones (a head comes before members) are asked of
 * Slack anew. A silent Slack does not stop a change for them, as what it said within ten minutes counts then.
 */
export function renewing(directory: Directory, picked: readonly Who[]): Directory {
  const renewedSlackIds = slackIdsOf(picked).slice(0, mostRenewed);
  return { ...directory, lookUp: (lookup) => directory.lookUp({ ...lookup, renewedSlackIds }) };
}

function slackIdsOf(people: readonly Who[]): readonly string[] {
  return people.flatMap((who) => (who.by === 'slack' ? [who.id] : []));
}

/** The look-up for these people; the actor, if given, is among them and asked anew in Slack. */
export function lookUpAll(
  directory: Directory,
  people: readonly Who[],
  more: { readonly actorSlackId?: string; readonly maxAgeMs: number; readonly signal?: AbortSignal },
): Promise<Matches> {
  const actor = more.actorSlackId === undefined ? [] : [more.actorSlackId];
  return directory.lookUp({
    slackUserIds: [...actor, ...slackIdsOf(people)],
    emails: people.flatMap((who) => (who.by === 'email' ? [who.email] : [])),
    freshSlackIds: actor,
    maxAgeMs: more.maxAgeMs,
    ...(more.signal === undefined ? {} : { signal: more.signal }),
  });
}

export function matchFor(matches: Matches, who: Who): Match {
  const found = who.by === 'slack' ? matches.bySlackId.get(who.id) : matches.byEmail.get(emailKey(who.email));
  return (
    found ?? { label: keyOf(who), refusal: who.by === 'slack' ? 'unknown-in-slack' : 'unknown-in-docspace' }
  );
}

/** Picking the same person twice, in Slack and by e-mail, is one person. */
export function uniqueById<T extends { readonly personId: string }>(people: readonly T[]): readonly T[] {
  const seen = new Map<string, T>();
  for (const person of people) if (!seen.has(person.personId)) seen.set(person.personId, person);
  return [...seen.values()];
}
