/** Why the store cannot be used. Part of the message; also good for tests and exit codes. */
export type StoreFault =
  | 'in use by another process'
  | 'folder not writable'
  | 'disk full'
  | 'file is damaged'
  | 'written by a newer version'
  | 'written by an older version'
  | 'no such file'
  | 'file not writable'
  | 'is there already'
  | 'out of reach'
  | 'lost at the commit'
  | 'login refused'
  | 'no such database'
  | 'no rights'
  | 'server too old'
  | 'no secure connection';

const remedies: Readonly<Record<StoreFault, string>> = {
  'in use by another process':
    'Stop the other process, or give this one a data folder of its own (DATA_DIR).',
  'folder not writable':
    'Let the user that runs this process write there, or choose another folder (DATA_DIR).',
  'disk full': 'Free some space on that disk; nothing that was accepted is lost.',
  'file is damaged': 'It was left as it is. Put back a backup, or move it away to start with an empty one.',
  'written by a newer version': 'It was left as it is. Install that version again, or a later one.',
  'written by an older version': 'Start the bot once: it brings the tables up to date.',
  'no such file': 'Check DATA_DIR: it names the data folder of the bot.',
  'file not writable': 'Let the user that runs this command write there, or choose another place.',
  'is there already': 'It was left as it is. Choose another name.',
  'out of reach': 'Start the database, or mend the way to it; it is tried again until then.',
  'lost at the commit':
    'Start the database, or mend the way to it. What was being written may be there, or not.',
  'login refused': 'Correct user and password in DATABASE_URL, or let this host in (pg_hba.conf).',
  'no such database': 'Create the database, or correct its name in DATABASE_URL.',
  'no rights': 'Let the user of DATABASE_URL own the database: he has to create tables and a schema in it.',
  'server too old': 'Use PostgreSQL 13 or later.',
  'no secure connection':
    'Correct sslmode in DATABASE_URL, or the server’s certificate (NODE_EXTRA_CA_CERTS names an authority of your own).',
};

/** The durable store cannot be opened or used. The message names the place and the remedy, and never a password. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly reason: StoreFault;
  /** A path, or `DATABASE_URL` with host and database. */
  readonly path: string;

  constructor(reason: StoreFault, path: string, cause?: unknown) {
    super(`${path}: ${reason}. ${remedies[reason]}`, cause === undefined ? undefined : { cause });
    this.reason = reason;
    this.path = path;
  }
}

/** The store is away for a while: the same may work in a minute. Nothing was written, but see `isCommitUnclear`. */
export function isStoreAway(error: unknown): error is StoreError {
  return error instanceof StoreError && (error.reason === 'out of reach' || isCommitUnclear(error));
}

/** The store went away in the commit: it may have been written. */
export function isCommitUnclear(error: unknown): boolean {
  return error instanceof StoreError && error.reason === 'lost at the commit';
}

// SQLite's primary result codes; the extended ones carry them in their low byte.
const bySqliteCode: Readonly<Record<number, StoreFault>> = {
  5: 'in use by another process',
  6: 'in use by another process',
  8: 'folder not writable',
  11: 'file is damaged',
  13: 'disk full',
  14: 'folder not writable',
  26: 'file is damaged',
};

const byErrno: Readonly<Record<string, StoreFault>> = {
  EACCES: 'folder not writable',
  EPERM: 'folder not writable',
  EROFS: 'folder not writable',
  ENOENT: 'folder not writable',
  ENOTDIR: 'folder not writable',
  EEXIST: 'folder not writable',
  ENOSPC: 'disk full',
  EDQUOT: 'disk full',
};

/** Gives libsql's and the file system's errors a name; anything else is returned as it is. */
export function toStoreError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error;
  const reason = faultOf(error);
  return reason === undefined ? error : new StoreError(reason, path, error);
}

function faultOf(error: Error): StoreFault | undefined {
  if ('rawCode' in error && typeof error.rawCode === 'number') return bySqliteCode[error.rawCode & 0xff];
  if ('code' in error && typeof error.code === 'string') return byErrno[error.code];
  // libsql has no code for a file that cannot be opened, only SQLite's number at the end of the text.
  const code = /^ConnectionFailed\(.*: (\d+)"\)$/s.exec(error.message)?.[1];
  return code === undefined ? undefined : bySqliteCode[Number(code) & 0xff];
}
