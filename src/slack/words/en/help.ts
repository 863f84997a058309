import { roles } from './people.ts';

/** Everything that `help`, `whoami` and unknown verbs say. */
export const help = {
  intro: 'Run the groups of your DocSpace from here. What you type behind a verb pre-fills its form.',
  more: (command: string) => `\`${command} help create\` tells more about one verb.`,
  example: (example: string) => `\`${example}\``,
  alsoAs: (aliases: readonly string[]) => `Also: ${aliases.map((alias) => `\`${alias}\``).join(', ')}`,
  unknown: (typed: string) => `I don’t know “${typed}”.`,
  didYouMean: (verbs: readonly string[]) =>
    `Did you mean ${verbs.map((verb) => `\`${verb}\``).join(' or ')}?`,
  verbs: {
    create: {
      purpose: 'Create a group with a head and members',
      example: 'create Marketing',
      detail:
        'Opens a form with the name filled in. Who can’t join (guests, disabled or unknown people) is named before anything is created. The result is posted to the channel.',
    },
    show: {
      purpose: 'Show a group: head, members, flags',
      example: 'show Marketing',
      detail: 'Takes a name, the beginning of a name, an id or a DocSpace link. Only you see the answer.',
    },
    list: {
      purpose: 'List groups, all or those with a text in the name',
      example: 'list sales',
      detail: 'Sorted by name, ten a page, with head and size. Only you see the answer.',
    },
    mine: {
      purpose: 'List the groups you head or belong to',
      example: 'mine',
      detail: 'For everybody who is in DocSpace. Only you see the answer.',
    },
    history: {
      purpose: 'Show who changed what through me, when and why',
      example: 'history Marketing',
      detail:
        'Newest first, also of groups that are deleted. Without a group: of all groups, for DocSpace admins, who can get it as a CSV file, too. Only you see the answer.',
    },
    watch: {
      purpose: 'Post what is changed in a group to this channel, too',
      example: 'watch Marketing',
      detail: 'For everybody who may look at the group. Without a group: what this channel watches.',
    },
    unwatch: {
      purpose: 'Stop posting a group’s changes to this channel',
      example: 'unwatch Marketing',
      detail: 'Only you see the answer.',
    },
    rename: {
      purpose: 'Rename a group',
      example: 'rename Marketing Growth',
      detail:
        'Takes the group and the new name. A name with spaces stands in quotes: rename "Sales EMEA" Sales Europe.',
    },
    head: {
      purpose: 'Change the head of a group, or leave it without one',
      example: 'head Marketing @bob',
      detail:
        'Takes the group and a mention of the new head. The former head stays a member unless you tick otherwise. Both get a direct message.',
    },
    add: {
      purpose: 'Add people to a group',
      example: 'add Marketing @cid petra@example.com',
      detail:
        'Takes the group, then mentions and e-mails: up to 500 people at once. Who can’t join (guests, disabled or unknown people) is named before anything is changed; who is in already is left as is.',
    },
    remove: {
      purpose: 'Remove people from a group',
      example: 'remove Marketing @cid',
      detail:
        'Takes the group, then mentions and e-mails. The form searches in the group’s members only. Taking the head out needs an extra tick: the group has no head then.',
    },
    delete: {
      purpose: 'Delete a group for good',
      example: 'delete Marketing',
      detail:
        'Shows what goes, and asks for the group’s name once more. Rooms and files shared with the group lose that access. For a while the group can be created anew with its people, but not with what was shared with it.',
    },
    whoami: {
      purpose: 'Show which DocSpace person I take you for, and what you may do',
      example: 'whoami',
      detail: 'Tells how your Slack account was matched to DocSpace, your role there, and what it allows.',
    },
    help: {
      purpose: 'Show this list, or more about one verb',
      example: 'help create',
      detail: 'Lists what I can do, with an example each.',
    },
  },
};

export const whoami = {
  matched: (name: string, email: string) => `In DocSpace you are *${name}* (${email}).`,
  byEmail: 'Matched by the e-mail of your Slack profile.',
  byOverride: 'Matched by a rule of whoever runs the bot, as your e-mails differ.',
  role: (role: keyof typeof roles) => `Your role there: ${roles[role]}.`,
  may: (list: string) => `You may: ${list}.`,
  mayNothing: 'You may not look at or change groups, except look at groups you are the head of.',
  rights: {
    read: 'look at all groups',
    change: 'create and change groups',
    members: 'add and remove members of groups you head',
  },
};
