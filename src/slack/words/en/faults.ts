/** What went wrong, as the ledger stored it or as it was just seen. */
export interface FaultWords {
  /** DocSpaceError's reason, `slack` for Slack's directory, `cancelled`, or anything else = unexpected. */
  readonly reason: string;
}

/** What DocSpace or Slack did, as a whole sentence; what it means for the change is said by the caller. */
const causes: Readonly<Record<string, string>> = {
  unreachable: 'DocSpace can’t be reached.',
  'timed-out': 'DocSpace did not answer in time.',
  'key-refused':
    'DocSpace refuses the bot’s API key. Tell whoever runs the bot: DOCSPACE_API_KEY is wrong, expired or switched off.',
  'scope-missing':
    'The bot’s API key lacks a permission. Tell whoever runs the bot: it needs accounts:read and accounts:write.',
  'role-refused':
    'DocSpace refuses this to the owner of the bot’s API key. Tell whoever runs the bot: the key must belong to a DocSpace admin.',
  'address-refused':
    'DocSpace does not accept the bot’s network address. Tell whoever runs the bot: it must be on the portal’s list of allowed IP addresses.',
  'broken-data':
    'A group is damaged inside DocSpace, so it can’t answer. Tell a DocSpace admin: only deleting the damaged group helps.',
  'not-found': 'It is not in DocSpace any more.',
  'no-such-route':
    'There is no DocSpace at the address the bot was given. Tell whoever runs the bot: check DOCSPACE_URL.',
  'invalid-input': 'DocSpace did not accept the input.',
  'rate-limited': 'DocSpace has had too many requests and asks to wait.',
  'portal-unavailable':
    'The DocSpace portal is not available right now (not paid, suspended or being restored).',
  'server-fault': 'DocSpace had a fault of its own.',
  'not-understood': 'DocSpace gave an answer that makes no sense.',
  slack: 'Slack did not tell who is who.',
  cancelled: 'It was cancelled.',
  discarded: 'Whoever runs the bot has closed it.',
  'crash loop': 'The bot was cut off at it again and again.',
  'unknown kind': 'This version of the bot does not know this kind of change.',
  'unreadable input': 'This version of the bot can’t read what was asked for.',
  'unreadable result': 'This version of the bot can’t read what was done of it so far.',
  'store-away': 'The bot’s own memory is out of reach; in a minute it may be there again.',
  'store-unclear':
    'The bot’s own memory went out of reach just as this was written to it: it may be taken already.',
  'store-broken': 'The bot can’t write to its own memory. Tell whoever runs the bot: its log says why.',
};

export const faults = {
  cause: (fault: FaultWords): string => causes[fault.reason] ?? 'Something went wrong in the bot.',
  /** At a field of the form, everything kept. */
  inForm: (fault: FaultWords, id: string): string =>
    fault.reason === 'store-unclear'
      ? `${faults.cause(fault)} Your input is kept: submit it again in a minute, it is not done twice. (id ${id})`
      : `${faults.cause(fault)} Nothing was changed. Your input is kept: try again. (id ${id})`,
  reading: (fault: FaultWords, id: string): string =>
    `${faults.cause(fault)} Try again in a moment.   (id ${id})`,
  unexpected: (id: string): string =>
    `Something went wrong in the bot. Nothing was changed. Try again; if it stays, tell whoever runs the bot this id: ${id}`,
  formNotOpened: 'Slack did not open the form. Try again in a moment.',
  formTooOld: 'This form is too old, or was opened by somebody else. Close it and type the command again.',
  cancel: 'Cancel',
  cancelDone: 'Cancelled: it will not be done.',
  cancelTooLate: 'It can’t be cancelled any more: it is being done, or is done already.',
  cancelNotYours: 'Only the person who asked for it can cancel it.',
  waiting: (cause: string, what: string, until: string): string =>
    `${cause} ${what} as soon as that is over; I keep trying until ${until}.`,
};
