import { distance } from 'fastest-levenshtein';
import type { CallOptions, DocSpace, Group, GroupRow } from '../docspace/model.ts';
import { isGone } from './faults.ts';
import type { GroupRef } from './group-ref.ts';
import { cleanName, foldName, hasFourByteCharacter, sameName } from './name.ts';

/** What came of looking a group up. `unshown` = so many more might have matched: DocSpace can't show them. */
export type Found =
  | { readonly kind: 'one'; readonly group: Group }
  | {
      readonly kind: 'several';
      readonly groups: readonly GroupRow[];
      readonly total: number;
      readonly unshown?: number;
    }
  | { readonly kind: 'none'; readonly near: readonly GroupRow[]; readonly unshown?: number };

type Groups = DocSpace['groups'];

const pageSize = 100;
/** A name typed by hand that has more hits than this is answered with a picker, not with more pages. */
const pagesRead = 3;

/** Exact name first (the exact case wins over others), then unique prefix; by id without any search. */
export async function findGroup(groups: Groups, ref: GroupRef, options?: CallOptions): Promise<Found> {
  if (ref.by === 'id') return byId(groups, ref.id, options);
  const name = cleanName(ref.name);
  if (name === '' || hasFourByteCharacter(name)) return { kind: 'none', near: [] };
  const { hits, unshown } = await searchPages(groups, name, pagesRead, options);
  const more = unshown === 0 ? {} : { unshown };
  const match = pickByName(hits, name);
  if (match.length > 1) return { kind: 'several', groups: match, total: match.length, ...more };
  const [only] = match;
  if (only !== undefined) return byId(groups, only.id, options);
  return { kind: 'none', near: await nearNames(groups, name, hits, options), ...more };
}

function pickByName(hits: readonly GroupRow[], name: string): readonly GroupRow[] {
  const same = hits.filter((group) => sameName(group.name, name));
  const exact = same.filter((group) => cleanName(group.name) === name);
  if (exact.length === 1) return exact;
  if (same.length > 0) return same;
  return hits.filter((group) => foldName(group.name).startsWith(foldName(name)));
}

async function byId(groups: Groups, id: string, options?: CallOptions): Promise<Found> {
  try {
    return { kind: 'one', group: await groups.get(id, options) };
  } catch (error) {
    if (isGone(error)) return { kind: 'none', near: [] };
    throw error;
  }
}

/** All groups of exactly this name (ignoring case), over all pages; one that DocSpace can't show is none. */
export async function groupsNamed(
  groups: Groups,
  name: string,
  options?: CallOptions,
): Promise<readonly GroupRow[]> {
  return (await allNamed(groups, name, options)).named;
}

/** The same, and how many there are that may have this name, or one that holds it, and can't be shown. */
export async function allNamed(
  groups: Groups,
  name: string,
  options?: CallOptions,
): Promise<{ readonly named: readonly GroupRow[]; readonly unshown: number }> {
  const { hits, unshown } = await searchPages(groups, cleanName(name), Number.POSITIVE_INFINITY, options);
  return { named: hits.filter((group) => sameName(group.name, name)), unshown };
}

/** All hits of a search, page by page, each group once. */
async function searchPages(
  groups: Groups,
  text: string,
  maxPages: number,
  options?: CallOptions,
): Promise<{ readonly hits: readonly GroupRow[]; readonly unshown: number }> {
  const found = new Map<string, GroupRow>();
  let unshown = 0;
  for (let page = 0; page < maxPages; page += 1) {
    const startIndex = page * pageSize;
    const answer = await groups.search({ text, startIndex, count: pageSize }, options);
    for (const group of answer.items) found.set(group.id, group);
    unshown += answer.unreadable?.length ?? 0;
    if (startIndex + pageSize >= answer.total) break;
  }
  return { hits: [...found.values()], unshown };
}

/** Up to three names that may have been meant: at most three more requests, never the whole portal. */
async function nearNames(
  groups: Groups,
  name: string,
  hits: readonly GroupRow[],
  options?: CallOptions,
): Promise<readonly GroupRow[]> {
  const candidates = new Map(hits.map((group) => [group.id, group]));
  for (const part of partsOf(name)) {
    const answer = await groups.search({ text: part, count: pageSize }, options);
    for (const group of answer.items) candidates.set(group.id, group);
    if (rank(candidates.values(), name).length >= 3) break;
  }
  return rank(candidates.values(), name).slice(0, 3);
}

/** A slip is seldom at both ends: the first half, the last half and the first letters find the rest. */
function partsOf(name: string): readonly string[] {
  const letters = [...name];
  const half = Math.ceil(letters.length / 2);
  const parts = [
    letters.slice(0, half).join(''),
    letters.slice(-half).join(''),
    letters.slice(0, 2).join(''),
  ];
  return [...new Set(parts.map((part) => part.trim()))].filter((part) => part.length > 0 && part !== name);
}

function rank(groups: Iterable<GroupRow>, name: string): readonly GroupRow[] {
  const wanted = foldName(name);
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  return [...groups]
    .map((group) => ({ group, far: nearness(foldName(group.name), wanted) }))
    .filter((one) => one.far <= limit)
    .sort((one, other) => one.far - other.far || one.group.name.localeCompare(other.group.name))
    .map((one) => one.group);
}

/** "Marketng" is near "Marketing EMEA", too: the beginning of a longer name counts almost like the name. */
function nearness(candidate: string, wanted: string): number {
  const beginning = candidate.slice(0, wanted.length + 1);
  return Math.min(distance(candidate, wanted), distance(beginning, wanted) + 0.5);
}

/** The first page of groups that have this text in their name. */
export async function groupsWithin(
  groups: Groups,
  text: string,
  options?: CallOptions,
): Promise<readonly GroupRow[]> {
  if (text.trim() === '' || hasFourByteCharacter(text)) return [];
  return (await groups.search({ text, count: pageSize }, options)).items;
}
