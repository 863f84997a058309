import { backUpStore } from './back-up-store.ts';
import { runCommand } from './command.ts';

await runCommand(backUpStore);
