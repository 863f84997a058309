import { readStoreConfig } from '../config.ts';
import { backUp } from '../store/backup.ts';
import { readArguments } from './arguments.ts';
import { type Command, CommandFault } from './command.ts';
import { counted } from './text.ts';

const usage = `Usage: npm run backup -- <file>

Copies the bot's data to a new file, while the bot runs or not. To put it back: stop the bot, make it the
operations.db of an otherwise empty DATA_DIR, start the bot.

Without npm: node dist/backup.js <file>`;

/** Copies the SQLite file. */
export const backUpStore: Command = async ({ args, env, write }) => {
  const { values, positionals } = readArguments(usage, args, { help: { type: 'boolean', default: false } });
  if (values.help) {
    await write(`${usage}\n`);
    return 0;
  }
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new CommandFault(usage);
  const { dataDir, databaseUrl } = readStoreConfig(env);
  if (databaseUrl !== undefined) {
    throw new CommandFault(
      'DATABASE_URL is set: the data is in PostgreSQL. Back that up with its own tool, pg_dump.',
    );
  }
  const { path, bytes } = backUp(dataDir, file);
  await write(`Backed up to ${path} (${counted(bytes, 'byte')}); the copy was checked.\n`);
  return 0;
};
