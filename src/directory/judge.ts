import type { Person } from '../docspace/model.ts';
import type { DocSpaceRefusal, Refusal, SlackRefusal } from './refusal.ts';
import type { SlackUser } from './slack-users.ts';

/** Slackbot's flags say that it is no bot (Slack's documentation: `is_bot` is false for USLACKBOT). */
const slackbot = 'USLACKBOT';

/** Why this Slack account can't stand for a DocSpace person; undefined = its address may be looked up. */
export function judgeSlackUser(user: SlackUser | undefined, hasOverride: boolean): SlackRefusal | undefined {
  if (user === undefined) return 'unknown-in-slack';
  if (user.isBot || user.id === slackbot) return 'bot';
  if (user.deactivated) return 'deactivated-in-slack';
  if (user.isExternal) return 'external';
  if (user.isGuest) return 'slack-guest';
  // An override is the admin's own word for the address, so Slack's need not be there or confirmed.
  if (hasOverride) return undefined;
  if (user.email === undefined || user.email.trim() === '') return 'no-email';
  if (!user.emailConfirmed) return 'email-unconfirmed';
  return undefined;
}

/** One person for one address, or why not. Two matches are never guessed between. */
export function judgeMatches(
  matches: readonly Person[],
): { person: Person; refusal?: DocSpaceRefusal } | { refusal: DocSpaceRefusal } {
  const [person, second] = matches;
  if (person === undefined) return { refusal: 'unknown-in-docspace' };
  if (second !== undefined) return { refusal: 'several-matches' };
  const refusal = judgeMember(person);
  return refusal === undefined ? { person } : { person, refusal };
}

/** Why a person can't be a member or head. DocSpace 3.7: create fails as a whole, update skips them silently. */
export function judgeMember(person: Person): DocSpaceRefusal | undefined {
  if (person.status === 'disabled') return 'disabled-in-docspace';
  if (person.role === 'guest') return 'guest-in-docspace';
  return undefined;
}

/** Why a person may not act, whatever the role. */
export function judgeActor(person: Person): Refusal | undefined {
  return judgeMember(person) ?? (person.status === 'pending' ? 'pending-in-docspace' : undefined);
}
