import type { CallOptions, DocSpace, Group, GroupRow } from '../docspace/model.ts';
import type { Operation } from '../operations/kind.ts';
import { isGone } from './faults.ts';
import { findGroup } from './find.ts';
import type { GroupRef } from './group-ref.ts';
import { sameName } from './name.ts';

/** Port: what the ledger tells of the past, newest first. */
export interface PastOperations {
  /** Those that were accepted under these keys, in no order. */
  byDedupeKeys(keys: readonly string[]): Promise<readonly Operation[]>;
  recent(page: PastPage): Promise<PastOperationPage>;
  byGroup(groupId: string, page: PastPage): Promise<PastOperationPage>;
  /** Groups that were changed under a name that matches, the last changed first; deleted ones, too. */
  groupsCalled(
    matches: (name: string) => boolean,
  ): Promise<readonly { readonly groupId: string; readonly name: string; readonly lastAt: number }[]>;
}

interface PastPage {
  readonly offset: number;
  readonly limit: number;
}

export interface PastOperationPage {
  readonly items: readonly Operation[];
  readonly total: number;
}

/** A group that is meant: as DocSpace has it, or, when it is not there any more, as the ledger knew it. */
export type PastGroup =
  | { readonly id: string; readonly group: GroupRow }
  | { readonly id: string; readonly name: string; readonly lastAt: number };

/** What came of looking a group up that may be deleted, or be called otherwise now. */
export type FoundPast =
  | { readonly kind: 'one'; readonly id: string; readonly group?: Group }
  | { readonly kind: 'several'; readonly groups: readonly PastGroup[] }
  | { readonly kind: 'none'; readonly near: readonly GroupRow[] };

/** Former groups of one name that are looked up in DocSpace; each costs a request. */
const mostFormer = 10;

/** By id: the group, there or not. By name: DocSpace's groups, and those that the ledger knew under this name. */
export async function findPast(
  groups: DocSpace['groups'],
  past: Pick<PastOperations, 'groupsCalled'>,
  ref: GroupRef,
  options?: CallOptions,
): Promise<FoundPast> {
  if (ref.by === 'id') return one(ref.id, await readGroup(groups, ref.id, options));
  const [found, called] = await Promise.all([
    findGroup(groups, ref, options),
    past.groupsCalled((name) => sameName(name, ref.name)),
  ]);
  const live = found.kind === 'one' ? [found.group] : found.kind === 'several' ? found.groups : [];
  const known = new Set(live.map((group) => group.id));
  const others = called
    .filter(({ groupId }) => !known.has(groupId) && known.add(groupId))
    .slice(0, mostFormer);
  const read = await Promise.all(others.map(({ groupId }) => readGroup(groups, groupId, options)));
  const all: readonly PastGroup[] = [
    ...live.map((group) => ({ id: group.id, group })),
    ...others.map(({ groupId, name, lastAt }, index) => {
      const group = read[index];
      return group === undefined ? { id: groupId, name, lastAt } : { id: groupId, group };
    }),
  ];
  const [only, second] = all;
  if (only === undefined) return { kind: 'none', near: found.kind === 'none' ? found.near : [] };
  if (second !== undefined) return { kind: 'several', groups: all };
  return one(only.id, found.kind === 'one' ? found.group : read[0]);
}

/** The group, or undefined when it is not in DocSpace any more. */
export async function readGroup(
  groups: Pick<DocSpace['groups'], 'get'>,
  id: string,
  options?: CallOptions,
): Promise<Group | undefined> {
  try {
    return await groups.get(id, options);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function one(id: string, group: Group | undefined): FoundPast {
  return group === undefined ? { kind: 'one', id } : { kind: 'one', id, group };
}
