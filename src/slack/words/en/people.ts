import type { Refusal } from '../../../directory/refusal.ts';
import type { PersonRole } from '../../../docspace/model.ts';

const orList = (items: readonly string[]): string =>
  new Intl.ListFormat('en', { type: 'disjunction' }).format(items);

/** Roles as DocSpace's own screens call them. */
export const roles: Readonly<Record<PersonRole, string>> = {
  owner: 'the owner of this DocSpace',
  admin: 'a DocSpace admin',
  roomAdmin: 'a room admin',
  user: 'a user',
  guest: 'a guest',
};

/** Why somebody can't be head or member: the end of "Gus Guest …", with the remedy. */
const asMember: Readonly<Record<Refusal, string>> = {
  'unknown-in-slack': 'is not known to Slack. Pick somebody else.',
  'deactivated-in-slack': 'is deactivated in Slack. Leave this account out.',
  bot: 'is a bot. Bots can’t be in DocSpace groups: leave it out.',
  'slack-guest': 'is a guest in Slack. Add this person by e-mail instead, or leave them out.',
  external:
    'is from another company. Leave this person out, or add them by the e-mail they have in DocSpace.',
  'no-email': 'has no e-mail in Slack. Add this person by e-mail instead.',
  'email-unconfirmed':
    'has not confirmed their e-mail in Slack. Ask them to confirm it, or add them by e-mail.',
  'unknown-in-docspace': 'is not in DocSpace. Invite this person to DocSpace first, or leave them out.',
  'override-unknown':
    'stands in the bot’s settings with an address that nobody in DocSpace has. Ask whoever runs the bot to mend PEOPLE_OVERRIDES.',
  'disabled-in-docspace':
    'is disabled in DocSpace. Enable the account there first, or leave this person out.',
  'guest-in-docspace':
    'is a guest in DocSpace; guests can’t join groups. Make them a user first, or leave them out.',
  'several-matches': 'has an e-mail that two DocSpace accounts share. Mend that in DocSpace first.',
  'pending-in-docspace': 'has not accepted the invitation to DocSpace yet.',
};

/** Not the person's own fault, but how the change went (see groups/further-writes.ts). */
type WithoutFault = 'left-out' | 'right-lost' | 'refused-by-docspace' | 'out-of-time';

/** The same, shortened for "Not added: @gus is a guest in DocSpace". `left-out`: DocSpace gave no reason. */
const skipped: Readonly<Record<Refusal | WithoutFault, string>> = {
  'unknown-in-slack': 'is not known to Slack',
  'deactivated-in-slack': 'is deactivated in Slack',
  bot: 'is a bot',
  'slack-guest': 'is a guest in Slack',
  external: 'is from another company',
  'no-email': 'has no e-mail in Slack',
  'email-unconfirmed': 'has not confirmed their e-mail in Slack',
  'unknown-in-docspace': 'is not in DocSpace',
  'override-unknown': 'stands in the bot’s settings with an address that nobody in DocSpace has',
  'disabled-in-docspace': 'is disabled in DocSpace',
  'guest-in-docspace': 'is a guest in DocSpace; guests can’t join groups',
  'several-matches': 'has an e-mail that two DocSpace accounts share',
  'pending-in-docspace': 'has not accepted the invitation to DocSpace yet',
  'left-out': 'was left out by DocSpace without a reason',
  'right-lost': 'was not reached: whoever asked for it has lost the right meanwhile',
  'refused-by-docspace': 'was not reached: DocSpace refused to go on',
  'out-of-time': 'was not reached in time',
};

/** Why the bot won't act for somebody, said to that person. */
const asActor: Readonly<Record<Refusal, string>> = {
  'unknown-in-slack': 'Slack does not tell me who you are. Try again in a moment.',
  'deactivated-in-slack': 'Your Slack account is deactivated, so I can’t act for you.',
  bot: 'I only work for people, not for bots.',
  'slack-guest': 'You are a guest in this Slack workspace. Guests can’t work with DocSpace groups here.',
  external:
    'You belong to another workspace. Only people of this workspace can work with its DocSpace groups.',
  'no-email':
    'Slack does not tell me your e-mail, so I can’t tell who you are in DocSpace. Ask a Slack admin to add it to your profile.',
  'email-unconfirmed':
    'Your e-mail is not confirmed in Slack, so I can’t tell who you are in DocSpace. Confirm it in Slack, then try again.',
  'unknown-in-docspace':
    'I can’t find you in DocSpace by your Slack e-mail. Ask a DocSpace admin to invite you under that address.',
  'override-unknown':
    'The bot’s settings give you an address that nobody in DocSpace has. Ask whoever runs the bot to mend PEOPLE_OVERRIDES.',
  'disabled-in-docspace': 'Your DocSpace account is disabled. Ask a DocSpace admin to enable it.',
  'guest-in-docspace':
    'You are a guest in DocSpace. Guests can’t see or change groups: ask a DocSpace admin to make you a user.',
  'several-matches':
    'Two DocSpace accounts share your e-mail, so I can’t tell which is you. Ask a DocSpace admin to mend that.',
  'pending-in-docspace':
    'You have not accepted your invitation to DocSpace yet. Open the invitation e-mail first, then try again.',
};

const orgWide =
  'I am installed for a whole organisation, and I work for one workspace only. Ask a Slack admin to install me in the workspace alone.';

function isRefusal(reason: string): reason is Refusal {
  return Object.hasOwn(asActor, reason);
}

function isKnown(reason: string): reason is keyof typeof skipped {
  return Object.hasOwn(skipped, reason);
}

export const people = {
  roles,
  orList,
  asMember: (name: string, reason: string): string =>
    `${name} ${isRefusal(reason) ? asMember[reason] : skipped[isKnown(reason) ? reason : 'left-out']}`,
  asActor: (refusal: string): string =>
    isRefusal(refusal) ? asActor[refusal] : 'I can’t tell who you are in DocSpace.',
  skipped: (who: string, reason: string): string =>
    `${who} ${skipped[isKnown(reason) ? reason : 'left-out']}`,
  /** Why a request from outside is not served: its sender's workspace, or a whole organisation's installation. */
  outside: (kind: 'external' | 'org-wide'): string => (kind === 'external' ? asActor.external : orgWide),
  /** Said to somebody whose role is too small. `whoMay` are mentions or names, ready to be shown. */
  lacksRight: (
    what: string,
    role: PersonRole | undefined,
    whoMay: readonly string[],
    headMay = false,
  ): string => {
    const you = role === undefined ? '' : ` You are ${roles[role]}.`;
    const ask = whoMay.length === 0 ? ' Ask one of them.' : `\nAsk ${orList(whoMay)}.`;
    return `Only DocSpace admins${headMay ? ', and the head of a group,' : ''} can ${what}.${you}${ask}`;
  },
};
