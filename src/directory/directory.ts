import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { emailKey } from '../docspace/emails.ts';
import type { CallOptions, Person } from '../docspace/model.ts';
import { judgeMatches, judgeSlackUser } from './judge.ts';
import { createPeopleCache } from './people-cache.ts';
import type { Refusal } from './refusal.ts';
import type { SlackUser, SlackUsers } from './slack-users.ts';

/** Somebody named in Slack or by e-mail, matched to a DocSpace person or refused with the reason. */
export interface Match {
  /** Set when the person was named as a Slack user. */
  readonly slackUserId?: string;
  /** Lower-cased address that was looked up, if it came to that. */
  readonly email?: string;
  /** What to call them when there is no DocSpace person. */
  readonly label: string;
  readonly person?: Person;
  readonly refusal?: Refusal;
}

/** Who is to be looked up. `maxAgeMs` 0 = ask DocSpace anew. Slack's answers may be ten minutes old, but for those named below. */
export interface Lookup {
  readonly slackUserIds: readonly string[];
  readonly emails: readonly string[];
  /** Slack is asked anew; its silence fails the look-up. */
  readonly freshSlackIds?: readonly string[];
  /** Slack is asked anew, too; while it is silent, what it said before counts, at most ten minutes old. */
  readonly renewedSlackIds?: readonly string[];
  /** Called once if Slack vouches for all of `slackUserIds`, before DocSpace has answered. */
  readonly whenVouched?: () => void;
  readonly maxAgeMs: number;
  readonly signal?: AbortSignal;
}

export interface Matches {
  readonly bySlackId: ReadonlyMap<string, Match>;
  /** By address, as `emailKey` makes it. */
  readonly byEmail: ReadonlyMap<string, Match>;
}

/** Who is who: Slack user <-> DocSpace person. Throws when Slack or DocSpace do not answer: no answer is no trust. */
export interface Directory {
  lookUp(lookup: Lookup): Promise<Matches>;
  /** The Slack user behind a person, for mentions; undefined where it can't be told. Never throws. */
  slackIdOf(person: { readonly id: string; readonly email?: string }): Promise<string | undefined>;
  /** The Slack user behind a person as far as it is known without asking anybody. */
  knownSlackIdOf(personId: string): string | undefined;
  /** The address of a Slack user as far as it is known without asking anybody. */
  knownEmailOf(slackUserId: string): string | undefined;
}

export interface DirectoryOptions {
  readonly slackUsers: SlackUsers;
  readonly byEmails: (
    emails: readonly string[],
    options?: CallOptions,
  ) => Promise<ReadonlyMap<string, readonly Person[]>>;
  /** Slack user id -> DocSpace e-mail, from PEOPLE_OVERRIDES. */
  readonly overrides: ReadonlyMap<string, string>;
  readonly now?: () => number;
}

const slackUserAgeMs = 10 * 60_000;
/** A submit is answered within 2 s: so long a silent Slack is waited for where there is an earlier answer. */
const renewWithinMs = 1_000;
const cached = 5_000;

export function createDirectory(options: DirectoryOptions): Directory {
  const { slackUsers, overrides, now = Date.now } = options;
  const people = createPeopleCache(options.byEmails, now);
  const aging = { max: cached, ttl: slackUserAgeMs, ttlResolution: 0, perf: { now } };
  const slackIdByPerson = new LRUCache<string, string>(aging);
  const personBySlackId = new LRUCache<string, string>({ max: cached });
  const noSlackUser = new LRUCache<string, true>(aging);
  const users = new LRUCache<string, { readonly user: SlackUser | undefined }>({
    ...aging,
    // Concurrent look-ups of one user share the pending request; a failed one leaves the earlier answer, which ages on.
    noDeleteOnFetchRejection: true,
    fetchMethod: async (id) => ({ user: await slackUsers.read(id) }),
  });

  async function slackUser(id: string, fresh: boolean): Promise<SlackUser | undefined> {
    const entry = await users.fetch(id, { forceRefresh: fresh });
    return entry?.user;
  }

  async function renewedUser(id: string): Promise<SlackUser | undefined> {
    const earlier = users.peek(id);
    const renewed = slackUser(id, true);
    if (earlier === undefined) return renewed;
    const silent = delay(renewWithinMs, earlier.user, { ref: false });
    return Promise.race([renewed.catch(() => earlier.user), silent]);
  }

  function addressOf(id: string, user: SlackUser | undefined): { email: string } | { refusal: Refusal } {
    const override = overrides.get(id);
    const refusal = judgeSlackUser(user, override !== undefined);
    if (refusal !== undefined) return { refusal };
    return { email: emailKey(override ?? user?.email ?? '') };
  }

  /** For mentions and direct messages: an address that moved on takes them along. */
  function noteWho(slackUserId: string, personId: string | undefined): void {
    const before = personBySlackId.get(slackUserId);
    if (before !== undefined && before !== personId && slackIdByPerson.get(before) === slackUserId) {
      slackIdByPerson.delete(before);
    }
    if (personId === undefined) {
      personBySlackId.delete(slackUserId);
      return;
    }
    personBySlackId.set(slackUserId, personId);
    slackIdByPerson.set(personId, slackUserId);
  }

  function matchOf(found: readonly Person[], base: { email: string; label: string }): Match {
    return { ...base, ...judgeMatches(found) };
  }

  function slackMatchOf(
    found: readonly Person[],
    base: { email: string; label: string; slackUserId: string },
  ): Match {
    const match: Match = { ...matchOf(found, base), slackUserId: base.slackUserId };
    const isMisled = match.refusal === 'unknown-in-docspace' && overrides.has(base.slackUserId);
    return isMisled ? { ...match, refusal: 'override-unknown' } : match;
  }

  async function lookUp(lookup: Lookup): Promise<Matches> {
    const fresh = new Set(lookup.freshSlackIds);
    const renewed = new Set(lookup.renewedSlackIds);
    const askSlack = (id: string) =>
      renewed.has(id) && !fresh.has(id) ? renewedUser(id) : slackUser(id, fresh.has(id));
    const ids = [...new Set(lookup.slackUserIds)];
    // What was known before the fresh answers came is enough to ask DocSpace at the same time: one round trip less.
    const early = ids.flatMap((id) => {
      const address = addressOf(id, users.peek(id)?.user);
      return 'email' in address ? [address.email] : [];
    });
    const typed = lookup.emails.map(emailKey);
    const allKnown = ids.every((id) => users.peek(id) !== undefined);
    const askDocSpace = (emails: readonly string[]) => people.read(emails, lookup.maxAgeMs, lookup.signal);
    const earlyPeople = allKnown ? askDocSpace([...early, ...typed]) : undefined;
    earlyPeople?.catch(() => undefined);

    const slackAnswers = await Promise.all(ids.map(askSlack));
    const addresses = new Map(ids.map((id, index) => [id, addressOf(id, slackAnswers[index])] as const));
    const wanted = [...addresses.values()].flatMap((address) => ('email' in address ? [address.email] : []));
    if (wanted.length === ids.length) lookup.whenVouched?.();
    const stillTrue = earlyPeople !== undefined && wanted.every((email) => early.includes(email));
    const found = stillTrue ? await earlyPeople : await askDocSpace([...wanted, ...typed]);

    const bySlackId = new Map<string, Match>();
    for (const [index, id] of ids.entries()) {
      const address = addresses.get(id);
      const label = slackAnswers[index]?.name ?? id;
      if (address === undefined || 'refusal' in address) {
        bySlackId.set(id, { slackUserId: id, label, refusal: address?.refusal ?? 'unknown-in-slack' });
      } else {
        const { email } = address;
        bySlackId.set(id, slackMatchOf(found.get(email) ?? [], { slackUserId: id, email, label }));
      }
      noteWho(id, bySlackId.get(id)?.person?.id);
    }
    const byEmail = new Map(
      typed.map((email) => [email, matchOf(found.get(email) ?? [], { email, label: email })]),
    );
    return { bySlackId, byEmail };
  }

  async function slackIdOf(person: {
    readonly id: string;
    readonly email?: string;
  }): Promise<string | undefined> {
    const known = slackIdByPerson.get(person.id);
    if (known !== undefined || person.email === undefined || noSlackUser.has(person.id)) return known;
    const email = emailKey(person.email);
    try {
      const id = overrideOf(email) ?? (await slackUsers.findByEmail(email));
      const address = id === undefined ? undefined : addressOf(id, await slackUser(id, false));
      // Somebody whose override leads elsewhere is not the person of his Slack address.
      if (id === undefined || address === undefined || !('email' in address) || address.email !== email) {
        noSlackUser.set(person.id, true);
        return undefined;
      }
      noteWho(id, person.id);
      return id;
    } catch {
      // A mention is a nicety: without an answer the name is shown.
      return undefined;
    }
  }

  function overrideOf(email: string): string | undefined {
    for (const [slackUserId, address] of overrides) if (emailKey(address) === email) return slackUserId;
    return undefined;
  }

  return {
    lookUp,
    slackIdOf,
    knownSlackIdOf: (personId) => slackIdByPerson.get(personId),
    knownEmailOf: (slackUserId) => users.peek(slackUserId)?.user?.email,
  };
}
