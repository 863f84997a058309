import { createWriteStream, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Kysely } from 'kysely';
import { csvLine, csvStart } from '../csv.ts';
import type { AuditRow } from '../operations/audit.ts';
import { type AuditSpan, auditRows } from '../operations/audit-rows.ts';
import type { Schema } from '../store/schema.ts';
import { StoreError, toStoreError } from '../store/store-error.ts';
import type { Call } from './command.ts';
import { counted } from './text.ts';

/** How rows are written: a JSON object a line, or a table for spreadsheets. */
interface Format {
  readonly start: string;
  line(row: AuditRow): string;
}

const formats = {
  jsonl: {
    start: '',
    line: (row) => {
      const { sequence, at, event, operationId, actor, data, hash } = row;
      return `${JSON.stringify({ sequence, time: time(row), at, event, operationId, actor, data, hash })}\n`;
    },
  },
  csv: {
    start: csvStart + csvLine(['sequence', 'time', 'event', 'operation', 'who', 'name', 'data', 'hash']),
    line: (row) => {
      const { who, name } = whoOf(row);
      const data = JSON.stringify(row.data);
      return csvLine([`${row.sequence}`, time(row), row.event, row.operationId, who, name, data, row.hash]);
    },
  },
} as const satisfies Readonly<Record<string, Format>>;

/** The formats of an export, by name. */
export function isFormat(name: string): name is keyof typeof formats {
  return Object.hasOwn(formats, name);
}

/**
 * Writes the rows of the time to a new file that only its owner can read, or to standard output; as many as there
 * are, without holding them. Throws `StoreError`; then there is no new file.
 */
export async function exportAudit(
  { write }: Pick<Call, 'write'>,
  db: Kysely<Schema>,
  format: keyof typeof formats,
  span: AuditSpan,
  file?: string,
): Promise<0> {
  const { start, line }: Format = formats[format];
  let count = 0;
  async function* lines(): AsyncGenerator<string> {
    yield start;
    for await (const row of auditRows(db, span)) {
      count += 1;
      yield line(row);
    }
  }
  if (file === undefined) {
    for await (const text of lines()) await write(text);
    return 0;
  }
  const path = resolve(file);
  await writeNew(path, lines());
  await write(`${counted(count, 'row')} in ${path}\n`);
  return 0;
}

async function writeNew(path: string, lines: AsyncIterable<string>): Promise<void> {
  let made = false;
  const stream = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  stream.once('open', () => {
    made = true;
  });
  try {
    await pipeline(lines, stream);
  } catch (error) {
    if (made) {
      rmSync(path, { force: true });
      throw toStoreError(error, path);
    }
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw new StoreError(isThere ? 'is there already' : 'file not writable', path, error);
  }
}

function time({ at }: AuditRow): string {
  return new Date(at).toISOString();
}

function whoOf({ actor }: AuditRow): { readonly who: string; readonly name: string } {
  if ('operator' in actor) return { who: 'operator', name: actor.operator };
  if ('bot' in actor) return { who: 'bot', name: '' };
  return { who: actor.slackUserId, name: actor.personName ?? '' };
}
