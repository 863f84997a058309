import type { Kysely } from 'kysely';
import {
  type AuditBreak,
  type AuditFinding,
  type KnownRow,
  verifyAudit,
} from '../operations/audit-verify.ts';
import type { Schema } from '../store/schema.ts';
import type { Call } from './command.ts';
import { counted, utc } from './text.ts';

/** Verifies the audit and says what was found; 1 if it is not sound. */
export async function verify(
  { write }: Pick<Call, 'write'>,
  db: Kysely<Schema>,
  known?: KnownRow,
): Promise<0 | 1> {
  const finding = await verifyAudit(db, known);
  if (finding.kind === 'broken') {
    await write(
      `The audit is NOT sound: ${breaks[finding.how](finding.sequence)}\nThe rows before are as they were written.\n`,
    );
    return 1;
  }
  await write(`${soundText(finding)}\n`);
  return 0;
}

const breaks: Readonly<Record<AuditBreak, (row: number) => string>> = {
  changed: (row) => `row ${row} is not the one that was written there.`,
  missing: (row) => `row ${row} is missing.`,
  'cut off': (row) => `row ${row}, and all behind it, are missing.`,
  added: (row) => `row ${row} was not written by the bot.`,
  head: (row) => `row ${row} is not the last one that the bot wrote.`,
  anchor: (row) =>
    `it begins behind row ${row}, but the audit does not say that the rows up to there were pruned.`,
  'not known': (row) => `row ${row} is not the one that you know.`,
  'known gone': (row) => `row ${row}, which you know, was pruned: compare a later one.`,
};

function soundText({ rows, first, last, anchor }: Extract<AuditFinding, { readonly kind: 'sound' }>): string {
  const pruned =
    anchor.sequence === 0
      ? []
      : [
          `Rows 1 to ${anchor.sequence} were pruned for their age${anchor.at === undefined ? '' : `, last on ${utc(anchor.at)}`}.`,
        ];
  if (first === undefined || last === undefined) {
    return ['The audit is sound: it has no rows yet.', ...pruned].join('\n');
  }
  return [
    `The audit is sound: ${counted(rows, 'row')}, ${first.sequence} to ${last.sequence}, from ${utc(first.at)} to ${utc(last.at)}.`,
    ...pruned,
    'Keep this elsewhere. With it, a later verify also tells whether all was written anew:',
    `  --known ${last.sequence}:${last.hash}`,
  ].join('\n');
}
