/** What all verbs that change a group say. Names arrive ready to be shown. */
export const change = {
  close: 'Cancel',
  closeDone: 'Close',
  loading: 'One moment: I look up the group and what you may do.',
  group: 'Group',
  groupPlaceholder: 'Type a part of the name; keep typing to narrow it down',
  groupMissing: 'Pick a group.',
  reason: 'Reason',
  reasonHint: 'Kept in the history and shown with the result.',
  which: (typed: string, count: number) => `${count} groups match “${typed}”. Which one?`,
  whichPlaceholder: 'Pick a group',
  none: (typed: string) => `I can’t find “${typed}”. Pick the group in the form.`,
  didYouMean: (typed: string) => `I can’t find “${typed}”. Did you mean one of these?`,
  anotherGroup: 'Another group',
  gone: 'This group is not in DocSpace any more. Nothing was changed.',
  ldap: (name: string) => `${name} is managed in LDAP: change it in your directory, not here.`,
  system: (name: string) => `${name} is built into DocSpace and can’t be changed.`,
  working: (what: string) => `Working… ${what}. You can close this window; the result comes to the channel.`,
  workingHere: (what: string) =>
    `Working… ${what}. You can close this window; the result comes as a message.`,
  nothingChanged: 'Nothing was changed.',
  inputKept: 'Your input is kept: change it or try again.',
  quote: (id: string) => `(id ${id})`,
  reasonGiven: (text: string) => `Reason: ${text}`,
  facts: (head: string, members: string) => `${head} · ${members}`,
  head: (person: string) => `Head: ${person}`,
  noHead: 'No head',
  members: (count: number) => (count === 1 ? '1 member' : `${count} members`),
  resultTitle: 'Done',
  partlyTitle: 'Partly done',
  failed: (what: string, cause: string) => `:x: ${what}. ${cause}`,
  unclear: (what: string, cause: string) =>
    `:grey_question: ${what}: it is unclear whether that was done. ${cause}`,
  cancelled: (what: string) => `${what}: it was cancelled.`,
};

export const rename = {
  title: 'Rename group',
  submit: 'Rename',
  newName: 'New name',
  newNamePlaceholder: 'For example: Marketing EMEA',
  same: (name: string) => `It is called “${name}” already.`,
  working: (from: string, to: string) => `${from} is being renamed to ${to}`,
  done: (from: string, to: string, actor: string) =>
    `:white_check_mark: ${from} was renamed to ${to} by ${actor}`,
  changed: (name: string) =>
    `Somebody else renamed this group meanwhile: it is called ${name} now. Check and submit again.`,
  notRenamed: (name: string) => `${name} was not renamed`,
  taken: (name: string) => `Another group is called ${name} already.`,
  waitingFor: (from: string, to: string) => `${from} will be renamed to ${to}`,
  typed: (to: string) => `You had typed: ${to}`,
  right: 'rename groups',
};
