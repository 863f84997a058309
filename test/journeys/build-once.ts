import { bundle } from '../../build.ts';

/** Builds the bot once before the journeys: they start the program that users start, `dist/main.js`. */
export async function setup(): Promise<void> {
  await bundle();
}
