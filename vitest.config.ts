import { defineConfig } from 'vitest/config';

/** The demo and its page, with a browser: `npm run test:page`. */
const page = ['test/sandbox/page/**'];
/** Real processes that are killed and waited for. */
const journeys = [
  'test/journeys/**',
  'test/hostile/wire/**',
  'test/operations/kill.test.ts',
  'test/operations/freeze.test.ts',
];
/** Bots that are killed again and again: `npm run test:storm` is the long form. */
const storm = ['test/storm/**'];
/** nock changes `node:http` for the whole process: these files stay apart from all others. */
const intercepting = ['test/docspace/**'];

const files = (globs: readonly string[]) =>
  globs.map((glob) => (glob.endsWith('.ts') ? glob : `${glob}/*.test.ts`));

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Groups run one after another, so that what a browser needs does not slow down what Slack gives 3 s for.
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...page, ...journeys, ...storm, ...intercepting],
          // One load of the modules for all files of a worker: loading costs more than the tests.
          isolate: false,
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: { name: 'docspace', include: files(intercepting), maxWorkers: 5, sequence: { groupOrder: 2 } },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: files(journeys),
          globalSetup: ['test/journeys/build-once.ts'],
          // Journeys wait more than they work: more of them at once than there are cores.
          maxWorkers: 5,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'storm',
          include: files(storm),
          globalSetup: ['test/journeys/build-once.ts'],
          testTimeout: 150_000,
          maxWorkers: 5,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: { name: 'page', include: files(page), maxWorkers: 2, sequence: { groupOrder: 3 } },
      },
    ],
  },
});
