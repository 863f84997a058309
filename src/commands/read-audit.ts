import { readArguments, readTime } from './arguments.ts';
import { exportAudit, isFormat } from './audit-export.ts';
import { verify } from './audit-report.ts';
import { type Call, type Command, CommandFault, withStore } from './command.ts';

const usage = `Usage: npm run audit -- verify [--known <row>:<hash>]
       npm run audit -- export [--format jsonl|csv] [--from <day>] [--to <day>] [<file>]

verify   walks the whole audit and names the first row that was changed, added or is missing (exit code 1).
         --known takes the row and hash that an earlier verify printed: is that row still the same?
export   writes the rows to a new file, or to standard output; days are of UTC, the last one included

Without npm: node dist/audit.js verify`;

/** Verifies and exports the audit. */
export const readAudit: Command = async (call) => {
  const { values, positionals } = readArguments(usage, call.args, {
    known: { type: 'string' },
    format: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    help: { type: 'boolean', default: false },
  });
  if (values.help) {
    await call.write(`${usage}\n`);
    return 0;
  }
  const [verb, file, ...more] = positionals;
  const { known, format, from, to } = values;
  const isVerify = verb === 'verify' && file === undefined && (format ?? from ?? to) === undefined;
  if (isVerify) return verifyIt(call, known);
  if (verb !== 'export' || more.length > 0 || known !== undefined) throw new CommandFault(usage);
  const form = format ?? 'jsonl';
  if (!isFormat(form)) throw new CommandFault(`--format ${form}: there are jsonl and csv.`);
  const span = {
    ...(from !== undefined && { from: readTime('from', from) }),
    ...(to !== undefined && { to: readTime('to', to, true) }),
  };
  return withStore(call, (store) => exportAudit(call, store.db, form, span, file));
};

function verifyIt(call: Call, known: string | undefined): Promise<0 | 1> {
  const [, sequence = '', hash = ''] = /^(\d{1,12}):([0-9a-f]{64})$/.exec(known ?? '') ?? [];
  if (known !== undefined && hash === '') {
    throw new CommandFault(
      '--known: write it as verify printed it, the number of the row, a colon, its hash.',
    );
  }
  const row = known === undefined ? undefined : { sequence: Number(sequence), hash };
  return withStore(call, (store) => verify(call, store.db, row));
}
