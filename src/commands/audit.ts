import { runCommand } from './command.ts';
import { readAudit } from './read-audit.ts';

await runCommand(readAudit);
