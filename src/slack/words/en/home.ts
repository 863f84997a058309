/** What stands on buttons that start a verb; a verb without an entry is called by its name. */
const labels: Readonly<Record<string, string>> = {
  create: 'Create group',
  show: 'Find a group',
  list: 'List groups',
  mine: 'My groups',
  rename: 'Rename',
  head: 'Change head',
  add: 'Add members',
  remove: 'Remove members',
  delete: 'Delete',
  history: 'History',
  whoami: 'Who am I',
  help: 'Help',
};

/** Buttons and the menu that start verbs without typing. */
export const start = {
  label: (verb: string): string => labels[verb] ?? verb,
  /** For screen readers, where several groups have the same button. */
  labelOn: (label: string, group: string): string => `${label}: ${group}`,
  unknown: 'This button comes from another version of the bot. Type the command instead.',
  menuTitle: 'DocSpace groups',
  close: 'Close',
  answered: 'The answer is in your direct messages with me.',
  reading: 'One moment: I look up who is named in the message.',
  nobody: 'Nobody is named in this message whom a group could take in.',
  onlyFirst: (shown: number, all: number) =>
    `The message names ${all} people. The form has the first ${shown} of them.`,
};

/** The field for a channel, where a form is opened outside one. */
export const postTo = {
  label: 'Post to',
  hint: 'The channel that gets the result. Left empty, the result comes to you as a direct message.',
  placeholder: 'Pick a channel',
};

/** Everything that App Home says. Names arrive ready to be shown. */
export const home = {
  title: 'DocSpace groups',
  loading: 'One moment: I look up who you are and what your groups are.',
  askAdmins: (whoMay: string) => `Whom you can ask: ${whoMay}.`,
  answersGoTo: 'Forms open right here; answers come as direct messages.',
  headed: 'Groups you are the head of',
  noneHeaded: 'You are not the head of any group.',
  member: 'Groups you belong to',
  noneMember: 'You do not belong to any group.',
  more: (count: number) => `and ${count} more`,
  group: (name: string, members: string) => `${name} · ${members}`,
  show: 'Show',
  refresh: 'Refresh',
  last: 'What you changed last',
  noneLast: 'Nothing yet.',
  operation: (icon: string, what: string, at: string) => `${icon} ${what} · ${at}`,
  away: (cause: string, id: string) =>
    `:warning: ${cause} Your groups can’t be shown right now: try again in a moment.   (id ${id})`,
  unexpected: (id: string) =>
    `:warning: Something went wrong in the bot. Try again; if it stays, tell whoever runs the bot this id: ${id}`,
  asOf: (at: string) => `As of ${at}`,
};
