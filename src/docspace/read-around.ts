import { LRUCache } from 'lru-cache';
import { DocSpaceError } from './errors.ts';
import type { CallOptions, Page } from './model.ts';

/** From the first place up to, but not with, the last. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** An entry that can't be shown, and the ids beside it: they tell whether it still stands there. */
interface Gap {
  readonly at: number;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

interface KnownList {
  readonly total: number;
  readonly gaps: readonly Gap[];
}

/** One list, however much of it is asked for. */
export interface ListRead<T> {
  /** What tells this list from others: the query without its window. */
  readonly key: string;
  readonly startIndex: number;
  readonly count: number;
  read(
    window: { readonly startIndex: number; readonly count: number },
    options: CallOptions,
  ): Promise<Page<T>>;
}

type Entry = { readonly id: string };

/** Reads a page of a list, around what DocSpace can't show. Throws as the list's own `read`. */
export type ReadAround = <T extends Entry>(list: ListRead<T>, options?: CallOptions) => Promise<Page<T>>;

/** A page of 100 with one damaged entry takes at most 14 more requests, one of 10 with any number of them 18. */
const mostExtraRequests = 20;
/** DocSpace 3.7 answers beyond the end with nothing and the true total. */
const beyondEveryEnd = 1_000_000;
const rememberMs = 5 * 60_000;
const listsRemembered = 500;
/** Once so much of the call's time is over, nothing is split any further. */
const shareForSplitting = 0.7;

/** The list that was asked for while places in it were known to be unreadable looks otherwise now. */
class Moved extends Error {}

/**
 * DocSpace 3.7 answers 403 `System.InvalidOperationException` to every page with a group that has two heads, or whose
 * head is in such a group. The page is then halved until only such entries are left; they are skipped and their places
 * told. The places are remembered for 5 minutes, as long as total and neighbours are the same. `readMs` is the time
 * limit of a whole page where the caller gives none.
 */
export function createReadAround(readMs: number): ReadAround {
  const known = new LRUCache<string, KnownList>({ max: listsRemembered, ttl: rememberMs });

  return async (list, options = {}) => {
    const until = performance.now() + (options.budgetMs ?? readMs);
    const remembered = known.get(list.key);
    try {
      return await readList(list, options, until, remembered, (now) => known.set(list.key, now));
    } catch (error) {
      if (!(error instanceof Moved)) throw error;
      known.delete(list.key);
      return readList(list, options, until, undefined, (now) => known.set(list.key, now));
    }
  };
}

async function readList<T extends Entry>(
  list: ListRead<T>,
  options: CallOptions,
  until: number,
  remembered: KnownList | undefined,
  remember: (list: KnownList) => void,
): Promise<Page<T>> {
  const wanted = { from: list.startIndex, to: list.startIndex + list.count };
  const skipped = (remembered?.gaps ?? []).filter(({ at }) => at >= wanted.from && at < wanted.to);
  const splittingUntil = until - (until - performance.now()) * (1 - shareForSplitting);
  const rows = new Map<number, T>();
  let total: number | undefined;
  let extra = mostExtraRequests;

  async function ask({ from, to }: Range): Promise<readonly T[]> {
    const budgetMs = Math.max(1, until - performance.now());
    const page = await list.read({ startIndex: from, count: to - from }, { ...options, budgetMs });
    if (remembered !== undefined && skipped.length > 0 && page.total !== remembered.total) throw new Moved();
    total = page.total;
    return page.items;
  }

  /** False = something in it can't be shown. */
  async function isRead(range: Range): Promise<boolean> {
    try {
      for (const [index, row] of (await ask(range)).entries()) rows.set(range.from + index, row);
      return true;
    } catch (error) {
      if (isBroken(error)) return false;
      throw error;
    }
  }

  const clip = ({ from, to }: Range): Range => ({ from, to: Math.min(to, total ?? to) });
  const maySplit = () => extra > 0 && performance.now() < splittingUntil;

  const parts = around(wanted, skipped);
  const read = await Promise.all(parts.map(isRead));
  /** Each holds something that can't be shown. */
  const spoilt = parts.filter((_, index) => read[index] === false);
  const unread: Range[] = [];
  for (let next = takeLargest(spoilt, clip); next !== undefined; next = takeLargest(spoilt, clip)) {
    if (!maySplit()) {
      unread.push(next);
      continue;
    }
    const middle = next.from + Math.ceil((next.to - next.from) / 2);
    const [first, second] = [
      { from: next.from, to: middle },
      { from: middle, to: next.to },
    ];
    extra -= 1;
    const isFirstFine = await isRead(first);
    if (!isFirstFine) spoilt.push(first);
    // With a fine first half it is in the other one: no need to ask, but for a single entry, which is to be sure.
    if (isFirstFine && sizeOf(second) > 1) spoilt.push(second);
    else if (!maySplit()) unread.push(second);
    else {
      extra -= 1;
      if (!(await isRead(second))) spoilt.push(second);
    }
  }
  if (total === undefined) await ask({ from: beyondEveryEnd, to: beyondEveryEnd + 1 });
  const whole = total ?? remembered?.total ?? 0;

  const found = spoilt.map(clip).flatMap(places);
  const gaps = [...skipped.map(({ at }) => at), ...found].map(
    (at): Gap => ({ at, before: rows.get(at - 1)?.id, after: rows.get(at + 1)?.id }),
  );
  if (!skipped.every((gap) => standsStill(gap, gaps))) throw new Moved();
  if (gaps.length > 0) remember(together(remembered, { total: whole, gaps }));
  const items = [...rows].sort(([one], [other]) => one - other).map(([, row]) => row);
  const unreadable = [...gaps.map(({ at }) => at), ...unread.map(clip).flatMap(places)].sort((a, b) => a - b);
  return { items: uniqueById(items), total: whole, ...(unreadable.length === 0 ? {} : { unreadable }) };
}

function isBroken(error: unknown): boolean {
  return error instanceof DocSpaceError && error.reason === 'broken-data';
}

/** What is left of a range without these places, in order: up to its end, as the list may have grown. */
function around({ from, to }: Range, skipped: readonly Gap[]): readonly Range[] {
  const parts: Range[] = [];
  let start = from;
  for (const { at } of skipped.toSorted((one, other) => one.at - other.at)) {
    parts.push({ from: start, to: at });
    start = at + 1;
  }
  parts.push({ from: start, to });
  return parts.filter((part) => part.from < part.to);
}

/** Takes out the longest range that can still be split; single places stay. */
function takeLargest(ranges: Range[], clip: (range: Range) => Range): Range | undefined {
  const sizes = ranges.map((range) => sizeOf(clip(range)));
  const largest = Math.max(0, ...sizes);
  if (largest < 2) return undefined;
  const [range] = ranges.splice(sizes.indexOf(largest), 1);
  return range && clip(range);
}

function sizeOf({ from, to }: Range): number {
  return to - from;
}

function places({ from, to }: Range): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

/** The same ids are still beside it, as far as they are known. */
function standsStill(was: Gap, gaps: readonly Gap[]): boolean {
  const now = gaps.find(({ at }) => at === was.at);
  const isSame = (one: string | undefined, other: string | undefined) =>
    one === undefined || other === undefined || one === other;
  return now === undefined || (isSame(was.before, now.before) && isSame(was.after, now.after));
}

/** What was known of other pages, and of neighbours that this one does not show, stays known. */
function together(before: KnownList | undefined, now: KnownList): KnownList {
  if (before?.total !== now.total) return now;
  const places = new Map(before.gaps.map((gap) => [gap.at, gap]));
  for (const { at, ...beside } of now.gaps) {
    const was = places.get(at);
    places.set(at, { at, before: beside.before ?? was?.before, after: beside.after ?? was?.after });
  }
  return { total: now.total, gaps: [...places.values()] };
}

function uniqueById<T extends Entry>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}
