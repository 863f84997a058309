import { statSync } from 'node:fs';

/** What others on this machine may do with the file. */
const forOthers = 0o077;

/**
 * A warning when other users of this machine can read or change the file with the settings; undefined when they
 * can't, when there is no such file, and on Windows, which has no such bits.
 */
export function openFileWarning(
  file: string,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  if (platform === 'win32') return undefined;
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
  if ((mode & forOthers) === 0) return undefined;
  const shown = (mode & 0o777).toString(8).padStart(3, '0');
  return `${file} holds secrets, and others on this machine can get at it (mode ${shown}). Run: chmod 600 ${file}`;
}
