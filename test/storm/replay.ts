import { z } from 'zod';
import { type Effect, effectOf } from '../../src/groups/effect.ts';
import type { StoredOperation } from '../../src/operations/operation-row.ts';
import {
  type Applied,
  applied,
  asBefore,
  created,
  difference,
  type ModelGroup,
  type Possible,
  sameEffect,
  takenBack,
} from './model.ts';
import type { AskedList, Wish } from './wish.ts';

/** Something that must not be. */
export interface Violation {
  readonly what:
    | 'lost'
    | 'doubled'
    | 'not asked'
    | 'untruthful'
    | 'existence'
    | 'name'
    | 'head'
    | 'members'
    | 'not announced'
    | 'announced twice'
    | 'breach';
  readonly detail: string;
}

const outcomeSchema = z.object({
  status: z.enum(['done', 'partly', 'nothing', 'refused']),
  group: z.object({ id: z.string() }).optional(),
  /** Of an undo that was done in part: who is not as before. */
  notRestored: z.array(z.object({ label: z.string() })).optional(),
  refusal: z.object({ kind: z.string(), obstacle: z.object({ kind: z.string() }).optional() }).optional(),
});
type Outcome = z.infer<typeof outcomeSchema>;

/** How an operation ended, as it was told. */
export type End =
  | { readonly kind: 'open' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'unclear' }
  | { readonly kind: 'told'; readonly outcome: Outcome; readonly effect?: Effect };

export function endOf({ operation }: StoredOperation): End {
  if (operation.state !== 'told' && operation.state !== 'attention') return { kind: 'open' };
  if (operation.needsAttention === true) return { kind: 'unclear' };
  const outcome = outcomeSchema.safeParse(operation.outcome);
  if (!outcome.success) return { kind: 'failed' };
  const effect = effectOf(operation.outcome);
  return { kind: 'told', outcome: outcome.data, ...(effect === undefined ? {} : { effect }) };
}

/** What the portal should be after these operations. */
export interface Replayed {
  readonly groups: ReadonlyMap<string, Possible>;
  /** Names of groups that may have been made: it was told that this is unclear. */
  readonly perhaps: readonly string[];
  readonly violations: readonly Violation[];
}

/**
 * Does, in a model, what was asked for, in the order of acceptance, as far as the bot told it as done; and compares
 * what the bot told with what the model has. Nothing that was told as refused or failed may leave a trace.
 */
export function replay(
  start: ReadonlyMap<string, ModelGroup>,
  operations: readonly StoredOperation[],
  asked: AskedList,
  /** Ids by name, of everybody whom an outcome can name. */
  people: ReadonlyMap<string, string>,
): Replayed {
  const groups = new Map<string, Possible>([...start].map(([id, group]) => [id, [group]]));
  const effects = new Map<string, Effect>();
  const perhaps: string[] = [];
  const violations: Violation[] = [];
  const wrong = (what: Violation['what'], operation: StoredOperation, detail: string) =>
    violations.push({ what, detail: `${operation.operation.kind} ${operation.operation.id}: ${detail}` });

  for (const stored of operations) {
    const { operation } = stored;
    const wish = asked.find(operation.dedupeKey)?.wish;
    if (wish === undefined || wish.kind !== operation.kind) {
      wrong('not asked', stored, `nobody asked for it (${operation.dedupeKey})`);
      continue;
    }
    const end = endOf(stored);
    if (end.kind === 'open') wrong('lost', stored, `it is still ${operation.state}`);
    if (end.kind === 'open' || end.kind === 'failed') continue;
    if (end.kind === 'told' && end.outcome.status === 'refused') {
      checkRefusal(stored, wish, end.outcome);
      continue;
    }
    const target = targetOf(wish, end);
    if (target === undefined) {
      if (end.kind !== 'unclear') wrong('untruthful', stored, 'it names no group');
      else perhaps.push(nameOf(wish));
      continue;
    }
    const before = groups.get(target) ?? [undefined];
    const results = before.map((group) => ({ group, ...resultOf(wish, group, end) }));
    if (end.kind === 'unclear') {
      const after = results.flatMap((one) => ('wrong' in one ? [] : [one.after]));
      groups.set(target, [...before, ...after]);
      continue;
    }
    const claimed = end.effect;
    if (claimed !== undefined) effects.set(operation.id, claimed);
    const fitting = results.filter((one) => !('wrong' in one) && isClaimed(wish, end, one.effect, claimed));
    if (fitting.length === 0) {
      const said = results
        .map((one) => ('wrong' in one ? one.wrong : JSON.stringify(one.effect)))
        .join(' or ');
      wrong(
        'untruthful',
        stored,
        `told ${end.outcome.status} ${JSON.stringify(claimed)}; the model: ${said}`,
      );
    }
    const taken = fitting.length > 0 ? fitting : results;
    groups.set(
      target,
      taken.map((one) => ('wrong' in one ? one.group : one.after)),
    );
  }
  return { groups, perhaps, violations };

  function resultOf(
    wish: Wish,
    before: ModelGroup | undefined,
    end: End,
  ): { readonly after: ModelGroup | undefined; readonly effect?: Effect } | { readonly wrong: string } {
    if (wish.kind === 'create') {
      return before === undefined
        ? { after: created(atMost(wish, end)) }
        : { wrong: 'the group was there before' };
    }
    const result = wish.kind === 'undo' ? undone(wish, before, end) : applied(atMost(wish, end), before);
    if ('wrong' in result) return result;
    return { after: result.group, ...(result.effect === undefined ? {} : { effect: result.effect }) };
  }

  function undone(wish: Extract<Wish, { kind: 'undo' }>, before: ModelGroup | undefined, end: End): Applied {
    const effect = effects.get(wish.operationId);
    if (effect === undefined) return { wrong: 'there was nothing to take back' };
    const result = takenBack(effect, before);
    if ('wrong' in result || result.group === undefined || end.kind !== 'told') return result;
    const { notRestored = [] } = end.outcome;
    const left = notRestored.flatMap(({ label }) => people.get(label) ?? []);
    return { ...result, group: asBefore(result.group, before, left) };
  }

  function nameOf(wish: Wish): string {
    if ('name' in wish) return wish.name;
    const effect = wish.kind === 'undo' ? effects.get(wish.operationId) : undefined;
    return effect !== undefined && 'name' in effect ? effect.name : '';
  }

  /** The id of the group that it is about: a new one's is known from the outcome only. */
  function targetOf(wish: Wish, end: End): string | undefined {
    const effect = wish.kind === 'undo' ? effects.get(wish.operationId) : undefined;
    const isNew = wish.kind === 'create' || effect?.kind === 'deleted';
    if (isNew) return end.kind === 'told' ? end.outcome.group?.id : undefined;
    return wish.kind === 'undo' ? effect?.groupId : 'groupId' in wish ? wish.groupId : undefined;
  }

  function isClaimed(
    wish: Wish,
    end: End,
    expected: Effect | undefined,
    claimed: Effect | undefined,
  ): boolean {
    if (end.kind !== 'told') return true;
    if (wish.kind === 'undo') return true;
    if (wish.kind === 'create') {
      const group = created(atMost(wish, end));
      const effect: Effect = {
        kind: 'created',
        groupId: end.outcome.group?.id ?? '',
        name: group.name,
        memberIds: [...group.memberIds],
        ...(group.headId === undefined ? {} : { headId: group.headId }),
      };
      return sameEffect(effect, claimed);
    }
    if (end.outcome.status === 'nothing') return changesNothing(expected);
    return sameEffect(expected, claimed);
  }

  function checkRefusal(stored: StoredOperation, wish: Wish, outcome: Outcome): void {
    if (outcome.refusal?.obstacle?.kind !== 'gone') return;
    const target = targetOf(wish, { kind: 'unclear' });
    if (target !== undefined && groups.get(target)?.every((group) => group !== undefined) === true) {
      wrong('untruthful', stored, 'it was told that the group is gone, and it is there');
    }
  }
}

/** Of a wish that was told as done in part: the part that it was told to be, as far as it was asked for. */
function atMost<Any extends Wish>(wish: Any, end: End): Any;
function atMost(wish: Wish, end: End): Wish {
  if (end.kind !== 'told' || end.outcome.status !== 'partly') return wish;
  const { effect } = end;
  if (wish.kind === 'add' || wish.kind === 'remove') {
    const told = effect?.kind === 'members-added' || effect?.kind === 'members-removed' ? effect.ids : [];
    return { ...wish, ids: wish.ids.filter((id) => told.includes(id)) };
  }
  // What DocSpace refused after the group was made.
  if (wish.kind === 'create' && effect?.kind === 'created') {
    const { headId, ...rest } = wish;
    const asked = [...(headId === undefined ? [] : [headId]), ...wish.memberIds];
    const memberIds = asked.filter((id) => effect.memberIds?.includes(id));
    return { ...rest, memberIds, ...(headId !== undefined && headId === effect.headId ? { headId } : {}) };
  }
  // Who was to stay a member without the role could not be added again.
  if (wish.kind === 'head' && effect?.kind === 'head-changed') return { ...wish, leaves: effect.left };
  return wish;
}

function changesNothing(effect: Effect | undefined): boolean {
  switch (effect?.kind) {
    case 'members-added':
    case 'members-removed':
      return effect.ids.length === 0;
    case 'head-changed':
      return effect.from === effect.to && !effect.left;
    default:
      return false;
  }
}

/** Compares what the portal has with what it should have. */
export function compare(
  wanted: ReadonlyMap<string, Possible>,
  found: ReadonlyMap<string, ModelGroup>,
  perhaps: readonly string[],
): readonly Violation[] {
  const violations: Violation[] = [];
  for (const [id, possible] of wanted) {
    const differences = possible.map((group) => difference(group, found.get(id)));
    if (differences.includes(undefined)) continue;
    const [first] = differences;
    if (first !== undefined) violations.push({ what: first.what, detail: `${id}: ${first.detail}` });
  }
  for (const [id, group] of found) {
    if (!wanted.has(id) && !perhaps.includes(group.name))
      violations.push({ what: 'doubled', detail: `${id}: nobody asked for this ${group.name}` });
  }
  const names = [...found.values()].map((group) => group.name.toLowerCase());
  for (const name of new Set(names.filter((one, at) => names.indexOf(one) !== at))) {
    violations.push({ what: 'doubled', detail: `several groups are called ${name}` });
  }
  return violations;
}
