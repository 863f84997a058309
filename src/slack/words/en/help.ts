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
    rename: {
      purpose: 'Rename a group',
      example: 'rename Marketing Growth',
      detail:
        'Takes the group and the new name. A name with spaces stands in quotes: rename "Sales EMEA" Sales Europe.',
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
