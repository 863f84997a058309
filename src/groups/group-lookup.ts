import { LRUCache } from 'lru-cache';
import type { CallOptions, DocSpace, GroupRow } from '../docspace/model.ts';
import { cleanName, foldName } from './name.ts';

/** Groups by a part of their name, for type-ahead: what was found is kept and shared. */
export interface GroupLookup {
  /** The first 100 by name: from the cache for 30 s, else by one request that all who ask share. Throws `DocSpaceError`. */
  find(text: string): Promise<readonly GroupRow[]>;
  /** What is known without asking, up to ten minutes old: for this text, or for a shorter beginning of it. */
  known(text: string): readonly GroupRow[] | undefined;
  /** A group was made, changed or deleted: from now on all is asked anew. */
  changed(): void;
}

interface Entry {
  readonly groups: readonly GroupRow[];
  /** No further page follows. */
  readonly isComplete: boolean;
  /** It has groups that DocSpace can't show: finding out which took requests. */
  readonly hasUnreadable: boolean;
  readonly at: number;
  /** How many changes were known when it was asked for. */
  readonly changes: number;
}

const page = 100;
const goodForMs = 30_000;
const keptForMs = 10 * 60_000;
/** A hundred groups are about 30 kB. */
const groupsKept = 20_000;
/** Longer than anybody waits: a late answer is there for the next query. */
const budgetMs = 6_000;

/** `now` gives Unix ms. */
export function createGroupLookup(
  search: (
    search: { text?: string; count: number },
    options: CallOptions,
  ) => ReturnType<DocSpace['groups']['search']>,
  now: () => number,
): GroupLookup {
  const cache = new LRUCache<string, Entry>({
    maxSize: groupsKept,
    sizeCalculation: ({ groups }) => groups.length + 1,
    ttl: keptForMs,
  });
  const pending = new Map<string, Promise<Entry>>();
  let changes = 0;

  const isFresh = (entry: Entry | undefined): entry is Entry =>
    entry !== undefined && entry.changes === changes && now() - entry.at < goodForMs;

  async function ask(text: string, key: string): Promise<Entry> {
    const asked = { at: now(), changes };
    const {
      items,
      total,
      unreadable = [],
    } = await search(text === '' ? { count: page } : { text, count: page }, {
      budgetMs,
    });
    const isComplete = items.length + unreadable.length >= total;
    const entry = { groups: items, isComplete, hasUnreadable: unreadable.length > 0, ...asked };
    const other = cache.get(key);
    // An answer that was overtaken by a newer one is of no use.
    if (other === undefined || other.at <= entry.at) cache.set(key, entry);
    return entry;
  }

  function shared(text: string, key: string): Promise<Entry> {
    // What was asked before a change does not know of it.
    const place = `${changes} ${key}`;
    const running = pending.get(place);
    if (running !== undefined) return running;
    const asking = ask(text, key).finally(() => pending.delete(place));
    pending.set(place, asking);
    return asking;
  }

  /** The entry of the longest beginning of this text that fits. */
  function beginning(key: string, fits: (entry: Entry) => boolean): Entry | undefined {
    for (let length = key.length - 1; length >= 0; length -= 1) {
      const entry = cache.get(key.slice(0, length).trim());
      if (entry !== undefined && fits(entry)) return entry;
    }
    return undefined;
  }

  return {
    async find(text) {
      const key = foldName(text);
      const entry = cache.get(key);
      if (isFresh(entry)) return entry.groups;
      // A list with a damaged group costs up to 20 requests: not again with every further letter.
      const wider = beginning(key, (one) => isFresh(one) && one.isComplete && one.hasUnreadable);
      if (wider !== undefined) return withText(wider.groups, key);
      return (await shared(cleanName(text), key)).groups;
    },
    known(text) {
      const key = foldName(text);
      const entry = cache.get(key);
      if (entry !== undefined) return entry.groups;
      const wider = beginning(key, () => true);
      return wider && withText(wider.groups, key);
    },
    changed() {
      changes += 1;
    },
  };
}

/** DocSpace looks for a part of a name without regard to case and accents. */
function withText(groups: readonly GroupRow[], key: string): readonly GroupRow[] {
  const wanted = withoutAccents(key);
  return groups.filter(({ name }) => withoutAccents(foldName(name)).includes(wanted));
}

/** Accents only: the vowel signs of other scripts are marks, too, and make another word. */
function withoutAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .normalize('NFC');
}
