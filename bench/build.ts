import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../build.ts';

const root = join(import.meta.dirname, '..');

/** Builds the bot where `dist/` is missing or older than the sources. */
export async function buildIfNeeded(): Promise<void> {
  const built = join(root, 'dist/main.js');
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const newest = Math.max(...sources.map((name) => statSync(join(root, 'src', name)).mtimeMs));
  if (!existsSync(built) || statSync(built).mtimeMs < newest) await bundle();
}
