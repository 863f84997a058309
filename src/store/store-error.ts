/** Why the store cannot be used. Part of the message; also good for tests and exit codes. */
export type StoreFault =
  | 'in use by another process'
  | 'folder not writable'
  | 'disk full'
  | 'file is damaged'
  | 'written by a newer version';

const remedies: Readonly<Record<StoreFault, string>> = {
  'in use by another process':
    'Stop the other process, or give this one a data folder of its own (DATA_DIR).',
  'folder not writable':
    'Let the user that runs this process write there, or choose another folder (DATA_DIR).',
  'disk full': 'Free some space on that disk; nothing that was accepted is lost.',
  'file is damaged': 'It was left as it is. Put back a backup, or move it away to start with an empty one.',
  'written by a newer version': 'It was left as it is. Install that version again, or a later one.',
};

/** The durable store cannot be opened or written. The message names the path and the remedy. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly reason: StoreFault;
  readonly path: string;

  constructor(reason: StoreFault, path: string, cause?: unknown) {
    super(`${path}: ${reason}. ${remedies[reason]}`, cause === undefined ? undefined : { cause });
    this.reason = reason;
    this.path = path;
  }
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
