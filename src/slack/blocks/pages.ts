import type { Button } from '@slack/types';
import type { Page } from '../../docspace/model.ts';
import type { Words } from '../words/index.ts';
import { plain } from './fields.ts';

/** A page of a list as it was read, with where it begins. */
export interface PageAt<Item> extends Page<Item> {
  readonly from: number;
}

/**
 * Reads the page that holds the entry `from`. What was there when a button was made may be gone: beyond the end,
 * the last page is read instead.
 */
export async function pageAt<Item>(
  from: number,
  size: number,
  read: (start: number) => Promise<Omit<PageAt<Item>, 'from'>>,
): Promise<PageAt<Item>> {
  const start = from - (from % size);
  const page = await read(start);
  if (start < page.total || start === 0 || page.total === 0) return { ...page, from: start };
  const last = Math.max(0, Math.floor((page.total - 1) / size) * size);
  return { ...(await read(last)), from: last };
}

/** Previous and Next, as far as there is something; `value` is what the button carries for a page's first entry. */
export function pageButtons(
  words: Words,
  actionId: string,
  size: number,
  page: Pick<PageAt<unknown>, 'from' | 'total'>,
  value: (from: number) => string,
): Button[] {
  const button = (label: string, from: number, which: string): Button => ({
    type: 'button',
    action_id: `${actionId}:${which}`,
    text: plain(label),
    value: value(from),
  });
  const { from, total } = page;
  return [
    ...(from > 0 ? [button(words.show.previous, Math.max(0, from - size), 'previous')] : []),
    ...(from + size < total ? [button(words.show.next, from + size, 'next')] : []),
  ];
}
