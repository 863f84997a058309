import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = import.meta.dirname;

/** zod carries its messages in fifty languages; nobody reads them here. The English ones are imported elsewhere. */
const withoutZodLocales: Plugin = {
  name: 'without-zod-locales',
  setup(building) {
    building.onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({ contents: 'export {};' }));
  },
};

/** iconv-lite carries the tables of a hundred character sets for express; Slack and DocSpace speak UTF-8. */
const withoutCharacterTables: Plugin = {
  name: 'without-character-tables',
  setup(building) {
    building.onLoad(
      { filter: /iconv-lite\/encodings\/(dbcs-data|sbcs-data|sbcs-data-generated)\.js$/ },
      () => ({
        contents: 'module.exports = {};',
      }),
    );
  },
};

/**
 * Bundles the program into `dist/main.js`, and each operators' command into a file beside it: one file starts in half
 * the time that a thousand take. Types are checked by `npm run types`. Stays outside: libsql, which is native code, and
 * pino-pretty, which production does not have.
 */
export async function bundle(): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: {
      main: join(root, 'src/main.ts'),
      // Operators' commands: an installation without development packages has no tsx.
      operations: join(root, 'src/commands/operations.ts'),
      audit: join(root, 'src/commands/audit.ts'),
      backup: join(root, 'src/commands/backup.ts'),
    },
    outdir: join(root, 'dist'),
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: ['libsql', 'pg', 'pg-boss', 'pino-pretty'],
    plugins: [withoutZodLocales, withoutCharacterTables],
    // Names stay, for stack traces; white space costs memory.
    minifyWhitespace: true,
    minifySyntax: true,
    keepNames: true,
    legalComments: 'none',
    // Packages in CommonJS ask for `require`.
    banner: {
      js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  await mkdir(join(root, 'dist'), { recursive: true });
  for (const { path, contents } of outputFiles) {
    // A bot that starts meanwhile finds the old program or the new one, never half of it.
    await writeFile(`${path}.${process.pid}`, contents);
    await rename(`${path}.${process.pid}`, path);
  }
}

if (process.argv[1] === import.meta.filename) await bundle();
