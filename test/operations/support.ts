import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor, OperationRequest } from '../../src/operations/kind.ts';
import { openStore, type Store } from '../../src/store/store.ts';

/** A database that can be opened, closed and opened again, and is gone after `remove`. */
export interface TestDatabase {
  open(): Promise<Store>;
  remove(): Promise<void>;
}

export function aTempFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'operations-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function sqliteInTempFolder(): TestDatabase {
  const { folder, remove } = aTempFolder();
  return { open: () => openStore({ dataDir: folder }), remove: async () => remove() };
}

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
