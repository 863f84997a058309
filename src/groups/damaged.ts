import type { DocSpace, GroupRow, Page } from '../docspace/model.ts';
import { effectOf } from './effect.ts';
import { isDamaged, isGone } from './faults.ts';
import type { PastOperations } from './history.ts';
import { foldName } from './name.ts';

/**
 * A group that DocSpace can't show. `damaged` = it has two heads; `beside` = it has not: its head or some of its people
 * belong to one that has, and it can be shown again once that is deleted; `unclear` = one of both.
 */
export interface UnshownGroup {
  readonly id: string;
  /** As the ledger knew it last. */
  readonly name?: string;
  readonly state: 'damaged' | 'beside' | 'unclear';
}

/** What is asked to tell a damaged group from one beside it. */
export interface Judged {
  readonly groups: Pick<DocSpace['groups'], 'get' | 'ofPerson'>;
  readonly people: Pick<DocSpace['people'], 'byId' | 'idsOfGroup'>;
}

type Deps = {
  readonly docspace: Judged;
  readonly past: Pick<PastOperations, 'groupsCalled' | 'byGroup'>;
};

/** Members that are asked for to tell a damaged group from one beside it: each costs a request. */
const membersRead = 3;
/** Groups of the ledger that are read to find out which can't be shown: each costs a request. */
const mostRead = 5;

/**
 * Reads a group by its id; undefined = it can be shown, or is gone. DocSpace 3.7 can show no member of a damaged
 * group: one who can be shown tells that this group is whole. With `prove` (some ten requests more) it is `damaged`
 * where it is the only one of a member's groups that can't be shown: a healthy one would have a damaged one beside it.
 */
export async function readUnshown(
  deps: Deps,
  groupId: string,
  how: { readonly prove?: true } = {},
): Promise<UnshownGroup | undefined> {
  const id = groupId.toLowerCase();
  if ((await isShown(deps.docspace.groups.get(id))) !== false) return undefined;
  const [state, name] = await Promise.all([stateOf(deps.docspace, id, how), lastNameOf(deps.past, id)]);
  return { id, state, ...(name === undefined ? {} : { name }) };
}

/** What can be found out of a group whose own read says that something is damaged. */
export async function stateOf(
  { groups, people }: Judged,
  groupId: string,
  how: { readonly prove?: true },
): Promise<UnshownGroup['state']> {
  const members = await people.idsOfGroup({ groupId, count: membersRead });
  const shown = await Promise.all(members.map((id) => isShown(people.byId(id))));
  if (shown.includes(true)) return 'beside';
  if (how.prove !== true) return 'unclear';
  for (const personId of members) {
    const { total, unreadable = [] } = await groups.ofPerson({ personId, headed: false });
    if (unreadable.length === 1 && total <= wholePage) return 'damaged';
  }
  return 'unclear';
}

const wholePage = 100;

/** False = it, or somebody in it, belongs to what is damaged; undefined = it is gone. */
async function isShown(read: Promise<unknown>): Promise<boolean | undefined> {
  try {
    await read;
    return true;
  } catch (error) {
    if (isDamaged(error)) return false;
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** What a group was called after the last of its operations that are looked at; undefined = the ledger has none. */
export async function lastNameOf(past: Deps['past'], groupId: string): Promise<string | undefined> {
  const { items } = await past.byGroup(groupId, { offset: 0, limit: 10 });
  const names = items.map((operation) => {
    const effect = effectOf(operation.outcome);
    return effect?.kind === 'renamed' ? effect.to : operation.groupName;
  });
  return names.find((name) => name !== undefined);
}

/** Which groups a page of those with `text` in their names lacks. No list of DocSpace tells: see `unshownAmong`. */
export async function unshownOf(
  deps: Deps,
  page: Page<GroupRow>,
  from: number,
  text = '',
): Promise<readonly UnshownGroup[]> {
  if (page.unreadable === undefined) return [];
  const spans = spansOf(page, page.unreadable, from);
  const listed = new Set(page.items.map((group) => group.id.toLowerCase()));
  const wanted = foldName(text);
  return unshownAmong(
    deps,
    (name) => foldName(name).includes(wanted) && spans.some((span) => isWithin(name, span)),
    (id) => !listed.has(id),
  );
}

/** Groups that can't be shown now and whose last known name begins so. */
export function unshownCalled(deps: Deps, typed: string): Promise<readonly UnshownGroup[]> {
  const begins = foldName(typed);
  return unshownAmong(deps, (name) => foldName(name).startsWith(begins));
}

/**
 * The ledger knows the ids of groups that were changed through the bot: of those that may be meant at most five are
 * read, first the ones that had such a name, then the last changed ones.
 */
async function unshownAmong(
  deps: Deps,
  isMeant: (name: string) => boolean,
  mayBe: (id: string) => boolean = () => true,
): Promise<readonly UnshownGroup[]> {
  const called = await deps.past.groupsCalled(() => true);
  const byName = [...called.filter(({ name }) => isMeant(name)), ...called];
  const ids = [...new Set(byName.map(({ groupId }) => groupId.toLowerCase()))]
    .filter(mayBe)
    .slice(0, mostRead);
  const found = await Promise.all(ids.map((id) => readUnshown(deps, id)));
  return found.flatMap((one) => (one?.name !== undefined && isMeant(one.name) ? [one] : []));
}

interface Span {
  readonly after: string | undefined;
  readonly before: string | undefined;
}

/** Lists are sorted by name: what is missing stands between its neighbours. */
function spansOf(page: Page<GroupRow>, unreadable: readonly number[], from: number): readonly Span[] {
  return unreadable.map((at, index) => {
    const rowsBefore = at - from - index;
    return { after: page.items[rowsBefore - 1]?.name, before: page.items[rowsBefore]?.name };
  });
}

/** The database's order is not exactly this one: a name that falls out comes later. */
const order = new Intl.Collator('en', { sensitivity: 'base' });

function isWithin(name: string, { after, before }: Span): boolean {
  return (
    (after === undefined || order.compare(after, name) <= 0) &&
    (before === undefined || order.compare(name, before) <= 0)
  );
}
