import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor, OperationRequest } from '../../src/operations/kind.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { PostgresServer } from '../support/postgres.ts';

/** A database that can be opened, closed and opened again, and is gone after `remove`. */
export interface TestDatabase {
  /** Where a file is kept. */
  readonly folder?: string;
  /** Of PostgreSQL: the address, of a database that is made if need be. */
  readonly url?: () => Promise<string>;
  open(): Promise<Store>;
  remove(): Promise<void>;
}

export function aTempFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'operations-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function sqliteInTempFolder(): TestDatabase {
  const { folder, remove } = aTempFolder();
  return { folder, open: () => openStore({ dataDir: folder }), remove: async () => remove() };
}

/** Databases of a server; one that was removed is emptied for the next test, which is quicker than a new one. */
export function databasesOn(server: PostgresServer): () => TestDatabase {
  const free: string[] = [];
  return () => {
    let databaseUrl: string | undefined;
    const url = async () => {
      databaseUrl ??= free.pop() ?? (await server.createDatabase());
      return databaseUrl;
    };
    const open = async () => openStore({ dataDir: '', databaseUrl: await url() });
    const remove = async () => {
      if (databaseUrl === undefined) return;
      await server.sql(empty, nameOf(databaseUrl));
      free.push(databaseUrl);
    };
    return { url, open, remove };
  };
}

/** The name in a database's address. */
export function nameOf(databaseUrl: string): string {
  return new URL(databaseUrl).pathname.slice(1);
}

const empty = `truncate operation, operation_step, audit, watch, delivery;
  update audit_head set sequence = 0, hash = '', pruned_through = 0, pruned_hash = '', pruned_rows = 0, pruned_at = null;
  do $$ begin
    if to_regclass('docspace_groups_jobs.job') is not null then delete from docspace_groups_jobs.job; end if;
  end $$`;

export const ann: Actor = { slackUserId: 'U1', personId: 'p1', personName: 'Ann Arbor' };
export const bob: Actor = { slackUserId: 'U2', personId: 'p2', personName: 'Bob Bell' };

let requests = 0;

export function aRequest(change: Partial<OperationRequest> = {}): OperationRequest {
  requests += 1;
  return {
    dedupeKey: `key-${requests}`,
    kind: 'note',
    lock: `lock-${requests}`,
    actor: ann,
    destination: { channelId: 'C1', answer: 'sealed-answer', viewId: 'V1' },
    input: { text: 'hello' },
    ...change,
  };
}

export interface Clock {
  now(): number;
  pass(ms: number): void;
}

/** A clock that stands still unless it is told to pass. */
export function aClock(start = 1_000_000): Clock {
  let at = start;
  return {
    now: () => at,
    pass: (ms) => {
      at += ms;
    },
  };
}

/** 1, 2, 3 ... as ids. */
export function countingIds(prefix: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}${count}`;
  };
}
