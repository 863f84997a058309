import { LRUCache } from 'lru-cache';
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

/** Who is to be looked up. `maxAgeMs` 0 = ask DocSpace anew; Slack's answers may be ten minutes old but for `freshSlackIds`. */
export interface Lookup {
  readonly slackUserIds: readonly string[];
  readonly emails: readonly string[];
  readonly freshSlackIds?: readonly string[];
  readonly maxAgeMs: number;
  readonly signal?: AbortSignal;
}

export interface Matches {
  readonly bySlackId: ReadonlyMap<string, Match>;
  /** By lower-cased address. */
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
const cached = 5_000;

export function createDirectory(options: DirectoryOptions): Directory {
  const { slackUsers, overrides } = options;
  const people = createPeopleCache(options.byEmails, options.now ?? Date.now);
  const slackIdByPerson = new LRUCache<string, string>({ max: cached });
  const noSlackUser = new LRUCache<string, true>({ max: cached, ttl: slackUserAgeMs });
  const users = new LRUCache<string, { readonly user: SlackUser | undefined }>({
    max: cached,
    ttl: slackUserAgeMs,
    // Concurrent look-ups of one user share the pending request; a failed one is not kept.
    fetchMethod: async (id) => ({ user: await slackUsers.read(id) }),
  });

  async function slackUser(id: string, fresh: boolean): Promise<SlackUser | undefined> {
    const entry = await users.fetch(id, { forceRefresh: fresh });
    return entry?.user;
  }

  function addressOf(id: string, user: SlackUser | undefined): { email: string } | { refusal: Refusal } {
    const override = overrides.get(id);
    const refusal = judgeSlackUser(user, override !== undefined);
    if (refusal !== undefined) return { refusal };
    return { email: (override ?? user?.email ?? '').trim().toLowerCase() };
  }

  function matchOf(
    found: readonly Person[],
    base: { email: string; label: string; slackUserId?: string },
  ): Match {
    const match: Match = { ...base, ...judgeMatches(found) };
    if (match.person !== undefined && base.slackUserId !== undefined) {
      slackIdByPerson.set(match.person.id, base.slackUserId);
    }
    return match;
  }

  async function lookUp(lookup: Lookup): Promise<Matches> {
    const fresh = new Set(lookup.freshSlackIds ?? []);
    const ids = [...new Set(lookup.slackUserIds)];
    // What was known before the fresh answers came is enough to ask DocSpace at the same time: one round trip less.
    const early = ids.flatMap((id) => {
      const address = addressOf(id, users.peek(id)?.user);
      return 'email' in address ? [address.email] : [];
    });
    const typed = lookup.emails.map((email) => email.trim().toLowerCase());
    const allKnown = ids.every((id) => users.peek(id) !== undefined);
    const askDocSpace = (emails: readonly string[]) => people.read(emails, lookup.maxAgeMs, lookup.signal);
    const earlyPeople = allKnown ? askDocSpace([...early, ...typed]) : undefined;
    earlyPeople?.catch(() => undefined);

    const slackAnswers = await Promise.all(ids.map((id) => slackUser(id, fresh.has(id))));
    const addresses = new Map(ids.map((id, index) => [id, addressOf(id, slackAnswers[index])] as const));
    const wanted = [...addresses.values()].flatMap((address) => ('email' in address ? [address.email] : []));
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
        bySlackId.set(id, matchOf(found.get(email) ?? [], { slackUserId: id, email, label }));
      }
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
    const known = slackIdByPerson.get(person.id) ?? overrideOf(person.email);
    if (known !== undefined || person.email === undefined || noSlackUser.has(person.id)) return known;
    try {
      const id = await slackUsers.findByEmail(person.email.toLowerCase());
      const user = id === undefined ? undefined : await slackUser(id, false);
      if (id === undefined || judgeSlackUser(user, false) !== undefined) {
        noSlackUser.set(person.id, true);
        return undefined;
      }
      slackIdByPerson.set(person.id, id);
      return id;
    } catch {
      // A mention is a nicety: without an answer the name is shown.
      return undefined;
    }
  }

  function overrideOf(email: string | undefined): string | undefined {
    if (email === undefined) return undefined;
    for (const [slackUserId, address] of overrides) {
      if (address.toLowerCase() === email.toLowerCase()) return slackUserId;
    }
    return undefined;
  }

  return {
    lookUp,
    slackIdOf,
    knownSlackIdOf: (personId) => slackIdByPerson.get(personId),
    knownEmailOf: (slackUserId) => users.peek(slackUserId)?.user?.email,
  };
}
