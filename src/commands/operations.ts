import { runCommand } from './command.ts';
import { settle } from './settle.ts';

await runCommand(settle);
