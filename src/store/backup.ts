import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'libsql';
import { storeFileIn } from './beside.ts';
import { isSound, openSqliteFile } from './sqlite.ts';
import { StoreError, toStoreError } from './store-error.ts';

/** A copy that was made. */
export interface Backup {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Copies the file of the data folder, as it is at one moment and without holding up a bot that runs, to a new file
 * that only its owner can read; flushed to disk and checked. Throws `StoreError`; then there is no new file.
 */
export function backUp(dataDir: string, target: string): Backup {
  const source = storeFileIn(dataDir);
  const path = resolve(target);
  if (isThere(path)) throw new StoreError('is there already', path);
  // Under another name until it is whole: half a copy must not pass for a backup.
  const part = `${path}.part-${process.pid}`;
  try {
    closeSync(openSync(part, 'wx', 0o600));
  } catch (error) {
    throw new StoreError('file not writable', path, error);
  }
  try {
    copy(source, part);
    const { size: bytes } = statSync(part);
    if (isThere(path)) throw new StoreError('is there already', path);
    renameSync(part, path);
    flush(dirname(path));
    return { path, bytes };
  } catch (error) {
    rmSync(part, { force: true });
    throw toStoreError(error, path);
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function copy(source: string, part: string): void {
  const database = openSqliteFile(source);
  try {
    // https://www.sqlite.org/lang_vacuum.html: a transaction that reads; the target may be an empty file.
    database.prepare('vacuum into ?').run(part);
  } finally {
    database.close();
  }
  flush(part);
  const made = new Database(part);
  try {
    if (!isSound(made.pragma('quick_check(1)'))) throw new StoreError('file is damaged', part);
  } finally {
    made.close();
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
