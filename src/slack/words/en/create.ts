/** Everything that `create` says. Names arrive ready to be shown. */
export const create = {
  title: 'Create group',
  submit: 'Create group',
  close: 'Cancel',
  closeDone: 'Close',
  loading: 'One moment: I look up what you may do.',
  working: (name: string) =>
    `Working… ${name} is being created. You can close this window; the result comes to the channel.`,
  workingHere: (name: string) =>
    `Working… ${name} is being created. You can close this window; the result comes as a message.`,
  fields: {
    name: 'Group name',
    namePlaceholder: 'For example: Marketing',
    head: 'Head of group',
    headHint: 'DocSpace calls this person the manager, too. A head is also a member.',
    headPlaceholder: 'Pick a person',
    members: 'Members',
    membersPlaceholder: 'Pick people',
    emails: 'E-mails',
    emailsHint: 'People who are in DocSpace but not in Slack, one a line.',
    reason: 'Reason',
    reasonHint: 'Kept in the history and shown with the result.',
  },
  nameEmpty: 'Give the group a name.',
  nameTooLong: (length: number) => `The name has ${length} characters; DocSpace takes at most 128.`,
  nameFourByte: 'DocSpace can’t store emoji or other rare signs in a name. Leave them out.',
  nameTaken: (name: string) => `There is a group “${name}” already. Pick another name.`,
  nameBeingCreated: (name: string) =>
    `Another group is getting the name “${name}” right now. Pick another name.`,
  emailMalformed: (line: number, text: string) => `Line ${line}: “${text}” is no e-mail address.`,
  tooManyPeople: (limit: number) =>
    `That is more than ${limit} people. Create the group with fewer and add the others later.`,
  morePeople: (count: number) => `… and ${count} more.`,
  done: (name: string, actor: string) => `:white_check_mark: ${name} was created by ${actor}`,
  partly: (name: string, actor: string) =>
    `:warning: ${name} was created by ${actor}, but not everything was done`,
  notAdded: (list: string) => `Not added: ${list}`,
  headNotSet: 'The head was not set.',
  refusedTaken: (name: string) =>
    `${name} was not created: a group of this name came up meanwhile. Pick another name.`,
  refusedHead: (why: string) => `Nothing was created: ${why}`,
  failedUnclear: (name: string, cause: string) =>
    `:grey_question: It is unclear whether ${name} was created. ${cause}`,
  waitingFor: (name: string) => `${name} will be created`,
  notCreated: (name: string) => `${name} was not created`,
  nothing: (name: string) => `${name} was not created.`,
  typed: (name: string, head: string | undefined, members: string | undefined) =>
    [`You had typed: ${name}`, head && `head ${head}`, members && `members ${members}`]
      .filter(Boolean)
      .join(', '),
  right: 'create groups',
};
