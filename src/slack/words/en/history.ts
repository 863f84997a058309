/** How an operation stands, or how it ended. */
export type HistoryMark =
  | 'done'
  | 'partly'
  | 'nothing'
  | 'refused'
  | 'failed'
  | 'unclear'
  | 'cancelled'
  | 'waiting'
  | 'running';

const icons: Readonly<Record<HistoryMark, string>> = {
  done: ':white_check_mark:',
  partly: ':warning:',
  nothing: ':heavy_minus_sign:',
  refused: ':no_entry_sign:',
  failed: ':x:',
  unclear: ':grey_question:',
  cancelled: ':heavy_multiplication_x:',
  waiting: ':hourglass_flowing_sand:',
  running: ':hourglass_flowing_sand:',
};

/** What `history` says. Names and people arrive ready to be shown. */
export const history = {
  icons,
  /** In the file. */
  outcomes: {
    done: 'done',
    partly: 'partly done',
    nothing: 'nothing to do',
    refused: 'refused',
    failed: 'failed',
    unclear: 'unclear',
    cancelled: 'cancelled',
    waiting: 'waiting',
    running: 'running',
    undone: 'undone',
  },
  title: (name: string) => `*History of* ${name}`,
  titleAll: '*History of all groups*',
  page: (from: number, to: number, total: number) =>
    total === to - from + 1 ? `${total} in all, newest first` : `${from}–${to} of ${total}, newest first`,
  gone: 'This group is not in DocSpace any more.',
  line: (icon: string, when: string, who: string, what: string) => `${icon} ${when} · ${who}: ${what}`,
  reason: (text: string) => `      Reason: ${text}`,
  undone: (what: string) => `${what} (undone later)`,
  none: (name: string) =>
    `Nothing was done to ${name} through me yet. What is done in DocSpace itself is not here.`,
  noneAtAll: 'Nothing was changed through me yet.',
  unknown: (typed: string) => `I know no group “${typed}”, neither in DocSpace nor from before.`,
  which: (typed: string, count: number) => `${count} groups are or were called “${typed}”. Whose history?`,
  whichPlaceholder: 'Pick a group',
  deleted: (day: string) => `not in DocSpace any more; last change ${day}`,
  allRight: 'look at the history of all groups',
  nameOne: (command: string) =>
    `The history of one group is for everybody who may look at it: \`${command} history Marketing\`.`,
  asked: (kind: string, name: string) =>
    name === '' ? `“${kind}” was asked for` : `“${kind}” was asked for ${name}`,
  notDone: (what: string, why: string) => `${what}: ${why}`,
  failed: (what: string, cause: string) => `${what}. ${cause}`,
  unclear: (what: string, cause: string) => `${what}, or perhaps it was: look in DocSpace. ${cause}`,
  cancelled: (what: string) => `${what}: it was cancelled`,
  waiting: (what: string) => `${what} (waits for its turn, or for DocSpace)`,
  running: (what: string) => `${what} (being done right now)`,
  nothingToDo: 'there was nothing to do',
  refused: 'it was refused',
  obstacles: {
    actor: 'the bot may not act for the person who asked',
    right: 'the right for it was missing',
    gone: 'the group was not in DocSpace any more',
    ldap: 'the group is managed in LDAP',
    system: 'the group is built into DocSpace',
    damaged: 'the group, or one beside it, is damaged inside DocSpace',
  },
  created: (name: string, facts: string) => `${name} was created: ${facts}`,
  leftOut: (count: number) => (count === 1 ? '1 person left out' : `${count} people left out`),
  nameTaken: 'another group had the name already',
  headUnfit: (who: string) => `${who} can’t be the head`,
  renamed: (from: string, to: string) => `${from} → ${to}`,
  sameName: 'it had that name already',
  renamedMeanwhile: 'somebody else had renamed it meanwhile',
  csv: {
    button: 'CSV',
    accessible: 'Get this history as a CSV file',
    columns: {
      time: 'time',
      who: 'who',
      email: 'e-mail',
      slackId: 'Slack id',
      what: 'what',
      group: 'group',
      groupId: 'group id',
      outcome: 'outcome',
      before: 'before',
      after: 'after',
      reason: 'reason',
      id: 'id',
    },
    added: (count: number) => `${count} added`,
    removed: (count: number) => `${count} removed`,
    title: (name: string) => `History of ${name}`,
    titleAll: 'History of all groups',
    note: (title: string, count: number) => `${title}: ${count} operations, newest first`,
    newest: (title: string, count: number, total: number) =>
      `${title}: the newest ${count} of ${total} operations, newest first`,
    sent: 'The file is in your direct messages with me.',
    noScope:
      'I can’t send files: the Slack app lacks the optional scope `files:write`. Whoever runs me can apply `manifest.yml` again and reinstall the app. All else works without it.',
    notSent: (id: string) => `Slack did not take the file. Try again in a moment.   (id ${id})`,
    right: 'export the history',
  },
};
