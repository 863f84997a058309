const people = (count: number) => (count === 1 ? '1 person' : `${count} people`);
const are = (count: number) => (count === 1 ? 'is' : 'are');

/** Somebody who is not as before; `who` is ready to be shown. */
const notRestored: Readonly<Record<string, (who: string) => string>> = {
  'out-again': (who) => `${who} was removed again meanwhile`,
  'in-again': (who) => `${who} was added again meanwhile`,
  'head-now': (who) => `${who} is the head now, and stays`,
  'still-in': (who) => `${who} is still in; DocSpace did not say why`,
};

/** What will be taken back, for the question before it. Plain text; names as they are. */
const question = {
  created: (name: string) =>
    `“${name}” will be deleted again. Rooms and files shared with it meanwhile lose that access.`,
  renamed: (from: string, to: string) => `“${to}” will be called “${from}” again.`,
  headBack: (name: string) => `“${name}” gets its former head back.`,
  headNone: (name: string) => `“${name}” will have no head again.`,
  added: (name: string, count: number) => `${people(count)} will be taken out of “${name}” again.`,
  removed: (name: string, count: number) => `${people(count)} will be put back into “${name}”.`,
  deleted: (name: string) =>
    `“${name}” will be created anew, with its head and members. It gets a new id; the access to rooms and files that it gave does not come back.`,
};

/** Everything that is said about taking a change back. Names and people arrive ready to be shown. */
export const undo = {
  title: 'Undo',
  question,
  button: 'Undo',
  recreate: 'Re-create',
  /** For screen readers; plain text. */
  accessible: (label: string, name: string) => `${label}: ${name}`,
  askTitle: 'Take this back?',
  askRecreate: 'Create it anew?',
  keep: 'Leave as it is',
  until: (time: string) => `Undo until ${time}`,
  recreateUntil: (time: string) =>
    `Re-create until ${time}: it gets a new id, and the shares of rooms and files are not restored`,
  takenBack: (actor: string, time: string) => `Taken back by ${actor}, ${time}`,
  recreated: (actor: string, time: string) => `Created anew by ${actor}, ${time}`,

  // Answers to a click.
  unknown: 'I don’t know this change, or it changed nothing that could be taken back.',
  switchedOff: 'Undo is switched off here. Nothing was changed.',
  over: (until: string) =>
    `The time to take this back is over: it ended ${until}. Nothing was changed. You can still change the group by a command.`,
  notOwn: (actor: string) => `Only ${actor} or a DocSpace admin can take this back. Nothing was changed.`,
  already: (actor: string, when: string) => `${actor} took this back already, ${when}.`,
  alreadyYou: (when: string) => `You took this back already, ${when}.`,
  running: (actor: string) => `${actor} is taking this back right now.`,
  runningYou: 'This is being taken back right now.',
  unclear: (actor: string) =>
    `${actor} tried to take this back, and it is unclear whether that was done. Look at the group in DocSpace first.`,
  right: 'take such changes back',

  // What was done.
  created: (name: string, actor: string) =>
    `:leftwards_arrow_with_hook: ${name} was deleted again: ${actor} took back its creation`,
  renamed: (name: string, formerName: string, actor: string) =>
    `:leftwards_arrow_with_hook: ${name} has its former name back: ${actor} took back the rename to ${formerName}`,
  head: (name: string, head: string, actor: string) =>
    `:leftwards_arrow_with_hook: ${head} is the head of ${name} again: ${actor} took back the change of head`,
  noHead: (name: string, actor: string) =>
    `:leftwards_arrow_with_hook: ${name} has no head again: ${actor} took back the change of head`,
  added: (name: string, who: string, count: number, actor: string) =>
    `:leftwards_arrow_with_hook: ${who} ${are(count)} out of ${name} again: ${actor} took back the adding`,
  removed: (name: string, who: string, count: number, actor: string) =>
    `:leftwards_arrow_with_hook: ${who} ${are(count)} back in ${name}: ${actor} took back the removal`,
  deleted: (name: string, actor: string) => `:white_check_mark: ${name} was created anew by ${actor}`,
  newId: 'It has a new id. Rooms and files that were shared with it must be shared again.',
  partly: (what: string) => `${what}, but not everything is as before`,
  people,
  list: (items: readonly string[]) => new Intl.ListFormat('en').format(items),
  otherHead: (head: string) => `${head} is the head now, and stays it.`,
  notAsBefore: (list: string) => `Not as before: ${list}`,
  notRestored: (who: string, reason: string): string | undefined => notRestored[reason]?.(who),
  somebody: 'Somebody',
  more: (count: number) => `… and ${count} more.`,

  // What was not.
  nothing: (name: string) => `Nothing about ${name} was taken back`,
  renamedSince: (name: string) => `The group was renamed since: it is called ${name} now.`,
  nameTaken: (name: string) => `Another group is called ${name} now.`,
  headSince: (head: string) => `The head was changed since: it is ${head} now.`,
  noHeadSince: 'The head was changed since: there is none now.',
  membersSince: 'The members were changed since.',
  joined: (who: string) => `Added: ${who}.`,
  left: (who: string) => `Gone: ${who}.`,
  noHeadAgain: (why: string) => `The former head can’t be head again: ${why}.`,
  asBefore: 'Somebody did so already: all is as before.',
  waitingFor: (name: string) => `The change of ${name} will be taken back`,
  history: {
    created: (name: string) => `${name} was deleted again (undo of its creation)`,
    renamed: (from: string, to: string) => `${from} → ${to} (undo)`,
    head: (name: string) => `the former head of ${name} was put back (undo)`,
    added: (name: string, count: number) => `${people(count)} taken out of ${name} again (undo)`,
    removed: (name: string, count: number) => `${people(count)} put back into ${name} (undo)`,
    deleted: (name: string, members: string) => `${name} was created anew: ${members}`,
  },
};
