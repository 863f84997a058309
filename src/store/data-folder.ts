import { mkdirSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { toStoreError } from './store-error.ts';

/** Makes sure that the folder is there and can be written. */
export function prepareDataFolder(dataDir: string): void {
  try {
    makeFolder(dataDir);
    // Tried for real: permission bits say nothing about read-only mounts and full disks.
    rmdirSync(mkdtempSync(join(dataDir, '.write-check-')));
  } catch (error) {
    throw toStoreError(error, dataDir);
  }
}

// Not `mkdirSync` with `recursive`: on Node 20 it never returns where a parent is a dangling link.
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(path) === path || isThere(dirname(path))) throw error;
    makeFolder(dirname(path));
    mkdirSync(path, { mode: 0o700 });
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Holds the folder for the life of this process, with an open exclusive transaction on a small file beside
 * the real one: the operating system drops it even at kill -9, and tools can still read the real file.
 * Returns the release. Refuses a folder that another process, or another store of this one, holds (`StoreError`).
 */
export function holdDataFolder(dataDir: string): () => void {
  try {
    const lock = new Database(join(dataDir, 'bot.lock'));
    try {
      lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      throw error;
    }
    return () => {
      lock.exec('ROLLBACK');
      lock.close();
    };
  } catch (error) {
    throw toStoreError(error, dataDir);
  }
}
