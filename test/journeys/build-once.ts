import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Compiles the bot once before the tests, because the journeys start the program that users start: `dist/main.js`. */
export function setup(): void {
  const tsc = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
}
