import type { Effect } from '../../src/groups/effect.ts';
import type { Wish } from './wish.ts';

/** A group as it should be; people by DocSpace id. */
export interface ModelGroup {
  readonly name: string;
  readonly headId?: string;
  readonly memberIds: ReadonlySet<string>;
}

/**
 * What a group may be: one state, or several after an operation that ended unclear; `undefined` = it is not there.
 */
export type Possible = readonly (ModelGroup | undefined)[];

/** A wish that was told as done, and what the model has to say to it. */
export type Applied =
  | { readonly group: ModelGroup | undefined; readonly effect?: Effect }
  | { readonly wrong: string };

/** The group that a create makes. */
export function created(wish: Extract<Wish, { kind: 'create' }>): ModelGroup {
  const { name, headId } = wish;
  const memberIds = new Set([...(headId === undefined ? [] : [headId]), ...wish.memberIds]);
  return { name, memberIds, ...(headId === undefined ? {} : { headId }) };
}

/** What becomes of the group by a wish that is done, and the effect that the outcome should name. */
export function applied(
  wish: Exclude<Wish, { kind: 'create' | 'undo' }>,
  before: ModelGroup | undefined,
): Applied {
  if (before === undefined) return { wrong: `${wish.kind} was told as done for a group that was gone` };
  const { groupId } = wish;
  switch (wish.kind) {
    case 'rename':
      return {
        group: { ...before, name: wish.name },
        effect: { kind: 'renamed', groupId, from: before.name, to: wish.name },
      };
    case 'head':
      return withHead(wish, before);
    case 'add': {
      const ids = wish.ids.filter((id) => !before.memberIds.has(id));
      const memberIds = new Set([...before.memberIds, ...ids]);
      return { group: { ...before, memberIds }, effect: { kind: 'members-added', groupId, ids } };
    }
    case 'remove':
      return without(before, groupId, wish.ids);
    case 'delete': {
      const { name, headId } = before;
      const memberIds = [...before.memberIds];
      const head = headId === undefined ? {} : { headId };
      return { group: undefined, effect: { kind: 'deleted', groupId, name, memberIds, ...head } };
    }
  }
}

function withHead(wish: Extract<Wish, { kind: 'head' }>, before: ModelGroup): Applied {
  const { groupId, headId: to, leaves } = wish;
  const { name, headId: from } = before;
  const goes = from !== undefined && leaves && from !== to;
  const memberIds = new Set([...before.memberIds, ...(to === undefined ? [] : [to])]);
  if (goes) memberIds.delete(from);
  return {
    group: { name, memberIds, ...(to === undefined ? {} : { headId: to }) },
    effect: {
      kind: 'head-changed',
      groupId,
      joined: to !== undefined && !before.memberIds.has(to),
      left: goes && before.memberIds.has(from),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    },
  };
}

function without(before: ModelGroup, groupId: string, asked: readonly string[]): Applied {
  const ids = asked.filter((id) => before.memberIds.has(id));
  const memberIds = new Set([...before.memberIds].filter((id) => !ids.includes(id)));
  const { name, headId } = before;
  const headLeaves = headId !== undefined && ids.includes(headId);
  return {
    group: { name, memberIds, ...(headId === undefined || headLeaves ? {} : { headId }) },
    effect: { kind: 'members-removed', groupId, ids, ...(headLeaves ? { headId } : {}) },
  };
}

/** What becomes of the group when an effect is taken back: exactly what it changed, and nothing else. */
export function takenBack(effect: Effect, before: ModelGroup | undefined): Applied {
  if (effect.kind === 'deleted') {
    const { name, headId } = effect;
    return {
      group: { name, memberIds: new Set(effect.memberIds), ...(headId === undefined ? {} : { headId }) },
    };
  }
  if (before === undefined) return { wrong: 'an undo was told as done for a group that was gone' };
  const { name, headId } = before;
  const head = headId === undefined ? {} : { headId };
  switch (effect.kind) {
    case 'created':
      return before.name === effect.name && isSame(before.memberIds, effect.memberIds ?? [])
        ? { group: undefined }
        : { wrong: 'an undo deleted a group that others had changed since' };
    case 'renamed':
      return name === effect.to
        ? { group: { ...before, name: effect.from } }
        : { wrong: 'an undo renamed a group that others had renamed since' };
    case 'head-changed':
      return headId === effect.to
        ? { group: withFormerHead(effect, before) }
        : { wrong: 'an undo changed a head that others had changed since' };
    case 'members-added': {
      const out = new Set(effect.ids.filter((id) => id !== headId));
      return {
        group: { name, ...head, memberIds: new Set([...before.memberIds].filter((id) => !out.has(id))) },
      };
    }
    case 'members-removed': {
      const memberIds = new Set([...before.memberIds, ...effect.ids]);
      const back = headId ?? effect.headId;
      return { group: { name, memberIds, ...(back === undefined ? {} : { headId: back }) } };
    }
  }
}

/** The group after an undo that left these people as they were before it. */
export function asBefore(
  after: ModelGroup,
  before: ModelGroup | undefined,
  ids: readonly string[],
): ModelGroup {
  const memberIds = new Set(after.memberIds);
  for (const id of ids) {
    if (before?.memberIds.has(id) === true) memberIds.add(id);
    else memberIds.delete(id);
  }
  const { name, headId } = after;
  const head = headId !== undefined && ids.includes(headId) ? before?.headId : headId;
  return head === undefined ? { name, memberIds } : { name, memberIds, headId: head };
}

function withFormerHead(
  { from, to, joined }: Extract<Effect, { kind: 'head-changed' }>,
  { name, memberIds: before }: ModelGroup,
): ModelGroup {
  const memberIds = new Set([...before, ...(from === undefined ? [] : [from])]);
  // Whoever became a member by becoming head leaves again.
  if (to !== undefined && joined) memberIds.delete(to);
  return { name, memberIds, ...(from === undefined ? {} : { headId: from }) };
}

/** What the group lacks or has too much; undefined = it is as it should be. */
export function difference(
  wanted: ModelGroup | undefined,
  found: ModelGroup | undefined,
): { readonly what: 'existence' | 'name' | 'head' | 'members'; readonly detail: string } | undefined {
  if (wanted === undefined || found === undefined) {
    if (wanted === found) return undefined;
    const detail = wanted === undefined ? `${found?.name} should be gone` : `${wanted.name} should be there`;
    return { what: 'existence', detail };
  }
  if (wanted.name !== found.name) return { what: 'name', detail: `${found.name} should be ${wanted.name}` };
  if (wanted.headId !== found.headId) {
    return { what: 'head', detail: `${found.name}: ${found.headId} should be ${wanted.headId}` };
  }
  const missing = [...wanted.memberIds].filter((id) => !found.memberIds.has(id));
  const surplus = [...found.memberIds].filter((id) => !wanted.memberIds.has(id));
  if (missing.length + surplus.length === 0) return undefined;
  return { what: 'members', detail: `${found.name}: missing ${missing}; too many ${surplus}` };
}

/** Two effects that say the same; lists in any order. */
export function sameEffect(one: Effect | undefined, other: Effect | undefined): boolean {
  return canonical(one) === canonical(other);
}

function canonical(effect: Effect | undefined): string {
  const sorted = Object.entries(effect ?? {}).map(([key, value]): [string, unknown] => [
    key,
    Array.isArray(value) ? [...new Set(value.map(String))].sort((a, b) => a.localeCompare(b)) : value,
  ]);
  return JSON.stringify(sorted.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isSame(one: ReadonlySet<string>, other: readonly string[]): boolean {
  return one.size === new Set(other).size && other.every((id) => one.has(id));
}
