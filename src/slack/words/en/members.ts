const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** "@cid and @jm"; names and people arrive ready to be shown, here and below. */
const all = (items: readonly string[]): string => list.format(items);
const count = (number: number): string => (number === 1 ? '1 person' : `${number} people`);
const wereOrWas = (number: number): string => (number === 1 ? 'was' : 'were');
const canClose = (toChannel: boolean): string =>
  `You can close this window; the result ${toChannel ? 'comes to the channel' : 'comes as a message'}.`;

/** What adding and removing members have in common. */
export const members = {
  all,
  count,
  /** "@a, @b and 14 more": the last is what `more` gave. */
  listed: (people: readonly string[], hidden: number): string =>
    hidden === 0 ? people.join(', ') : `${people.join(', ')}, and ${hidden} more`,
  more: (hidden: number): string => `and ${hidden} more`,
  notReached: (people: string, why: string): string => `Not reached: ${people}. ${why}`,
  unclear: (people: string, why: string): string =>
    `Unclear, look in DocSpace who of them is in: ${people}. ${why}`,
  tooMany: (most: number, number: number): string =>
    `That is ${number} people; at most ${most} can be done at once. Leave some out, and do them after it.`,
  typed: (people: string): string => `You had typed: ${people}`,
  progress: (done: number, total: number, doing: string, toChannel: boolean): string =>
    `Working… ${done} of ${total}: ${doing}. ${canClose(toChannel)}`,
};

/** Everything that `add` says. */
export const add = {
  title: 'Add members',
  submit: 'Add',
  right: 'add members',
  people: 'People',
  peoplePlaceholder: 'Pick people',
  emails: 'E-mails',
  moreEmailsLabel: 'More e-mails',
  emailsHint: 'People who are in DocSpace but not in Slack, one a line.',
  moreEmails: 'More room for e-mails',
  nobody: 'Pick somebody, or type an e-mail below.',
  emailMalformed: (line: number, text: string): string => `Line ${line}: “${text}” is no e-mail address.`,
  allIn: (people: readonly string[], hidden: number, group: string): string => {
    if (people.length === 1 && hidden === 0) return `${people[0]} is in “${group}” already.`;
    return `They are all in “${group}” already: ${members.listed(people, hidden)}.`;
  },
  doing: (people: string, group: string): string => `${people} added to ${group}`,
  working: (number: number, group: string): string =>
    `${count(number)} ${number === 1 ? 'is' : 'are'} being added to ${group}`,
  done: (people: string, number: number, group: string): string =>
    `${people} ${wereOrWas(number)} added to ${group}`,
  by: (icon: string, what: string, actor: string): string => `${icon} ${what} by ${actor}`,
  counts: (changed: number, already: number, skipped: number): string =>
    [
      `${changed} added`,
      ...(already === 0 ? [] : [`${already} already in`]),
      ...(skipped === 0 ? [] : [`${skipped} skipped`]),
    ].join(', '),
  changedLine: (people: string): string => `Added: ${people}`,
  already: (people: string): string => `Already in: ${people}`,
  skipped: (who: string): string => `${who} was left out by DocSpace without a reason`,
  nothing: (group: string): string => `Nobody was added to ${group}.`,
  notDone: (group: string, several: boolean): string =>
    several ? `Not everybody was added to ${group}` : `Nobody was added to ${group}`,
  waitingFor: (people: string, group: string): string => `${people} will be added to ${group}`,
};

/** Everything that `remove` says. */
export const remove = {
  title: 'Remove members',
  submit: 'Remove',
  right: 'remove members',
  members: 'Members',
  membersHint: 'Up to 100 at once.',
  membersPlaceholder: 'Type a part of a name or e-mail',
  noMembers: (group: string): string => `Nobody is in ${group}: there is nobody to remove.`,
  nobody: 'Pick the members to remove.',
  notMembers: (people: string, number: number): string =>
    number === 1 ? `${people} is not a member of this group.` : `Not members of this group: ${people}.`,
  untold: (people: string): string =>
    `Slack does not tell me who this is in DocSpace: ${people}. Search for the name below.`,
  headLeaves: 'The head is among them',
  headLeavesTick: 'Yes, take the head out, too: the group will have no head',
  headNotTicked: (head: string): string =>
    `${head} is the head of this group. Tick this to take the head out, too, or leave this person in.`,
  headNotTickedUnnamed: 'The head is among them. Tick this, or leave the head in.',
  headNow: (head: string): string =>
    `${head} is the head of this group now. Tick below to take the head out, too, or leave this person in. Nothing was changed.`,
  headIsAmong:
    'The head is among the picked members. Tick below to take the head out, too. Nothing was changed.',
  noneIn: (people: readonly string[], hidden: number, group: string): string => {
    if (people.length === 1 && hidden === 0) return `${people[0]} is not in “${group}” any more.`;
    return `None of them is in “${group}” any more: ${members.listed(people, hidden)}.`;
  },
  doing: (people: string, group: string): string => `${people} removed from ${group}`,
  working: (number: number, group: string): string =>
    `${count(number)} ${number === 1 ? 'is' : 'are'} being removed from ${group}`,
  done: (people: string, number: number, group: string): string =>
    `${people} ${wereOrWas(number)} removed from ${group}`,
  by: add.by,
  counts: (changed: number, already: number, skipped: number): string =>
    [
      `${changed} removed`,
      ...(already === 0 ? [] : [`${already} not in any more`]),
      ...(skipped === 0 ? [] : [`${skipped} could not be removed`]),
    ].join(', '),
  changedLine: (people: string): string => `Removed: ${people}`,
  already: (people: string): string => `Not in any more: ${people}`,
  skipped: (who: string): string => `${who} is still in: DocSpace gave no reason`,
  headLeft: (head: string): string => `${head} was the head: the group has no head now.`,
  nothing: (group: string): string => `Nobody was removed from ${group}.`,
  notDone: (group: string, several: boolean): string =>
    several ? `Not everybody was removed from ${group}` : `Nobody was removed from ${group}`,
  waitingFor: (people: string, group: string): string => `${people} will be removed from ${group}`,
};
