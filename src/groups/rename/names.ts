import { LRUCache } from 'lru-cache';
import type { CallOptions, DocSpace, Group, GroupRow } from '../../docspace/model.ts';
import { groupsNamed } from '../find.ts';
import { cleanName, foldName, sameName } from '../name.ts';

/** One page; more hits than this, and two exact questions are cheaper than pages. */
const onePage = 100;
/** Searches that had more than a page, by portal: a portal with so many groups does not soon have fewer. */
const tooWide = new WeakMap<DocSpace['groups'], LRUCache<string, true>>();
const rememberedForMs = 10 * 60_000;

/** The group by its id, and another group that has the wished name already. */
export interface NamesRead {
  readonly group: Group;
  readonly taken?: { readonly name: string };
}

/**
 * Reads the group and whether the new name is free, with one search for the part that both names share: every
 * request costs the portal 25 ms for the key alone. Where they share nothing, that is the list of all groups, which
 * in most portals is one page. What it leaves open is asked side by side.
 */
export async function readForRename(
  groups: DocSpace['groups'],
  group: { readonly id: string; readonly name: string },
  newName: string,
  options?: CallOptions,
): Promise<NamesRead> {
  const { row, namesakes } = await readShared(groups, group, newName, options);
  const [read, others] = await Promise.all([
    row ?? groups.get(group.id, options),
    namesakes ?? groupsNamed(groups, newName, options),
  ]);
  return withTaken(read, others, newName);
}

/** What one search for the part that both names share tells of the two questions; nothing where it is too wide. */
async function readShared(
  groups: DocSpace['groups'],
  group: { readonly id: string; readonly name: string },
  newName: string,
  options?: CallOptions,
): Promise<{ readonly row?: Group; readonly namesakes?: readonly GroupRow[] }> {
  const shared = sharedPart(foldName(group.name), foldName(newName)).trim();
  if (known(groups).has(shared)) return {};
  const page = await groups.search({ ...(shared === '' ? {} : { text: shared }), count: onePage }, options);
  const isWhole = page.total <= page.items.length;
  const row = page.items.find((one) => one.id === group.id);
  if (row === undefined && !isWhole) known(groups).set(shared, true);
  return {
    // No system group is in a list (DocSpace 3.7), so a listed one is none.
    ...(row === undefined ? {} : { row: { ...row, isSystem: false } }),
    ...(isWhole ? { namesakes: page.items } : {}),
  };
}

function known(groups: DocSpace['groups']): LRUCache<string, true> {
  const before = tooWide.get(groups) ?? new LRUCache({ max: 1_000, ttl: rememberedForMs });
  tooWide.set(groups, before);
  return before;
}

function withTaken(
  group: Group,
  others: readonly { readonly id: string; readonly name: string }[],
  newName: string,
): NamesRead {
  const taken = others.find((one) => one.id !== group.id && sameName(one.name, newName));
  return taken === undefined ? { group } : { group, taken: { name: taken.name } };
}

/** The longest part that both have; '' = none. Names have at most 128 characters, so the plain way is quick. */
function sharedPart(one: string, other: string): string {
  let best = '';
  for (let start = 0; start < one.length; start += 1) {
    for (let end = one.length; end - start > best.length; end -= 1) {
      const part = one.slice(start, end);
      if (other.includes(part)) {
        best = part;
        break;
      }
    }
  }
  return cleanName(best);
}
