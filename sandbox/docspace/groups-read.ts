import { accessAsManager, groupAt } from './access.ts';
import { type Call, type Endpoint, one, param, whole } from './call.ts';
import { compareNames, fold, hasFourByteCharacter } from './collation.ts';
import type { StoredGroup } from './portal.ts';
import { fullGroup } from './present-group.ts';
import { groupSummary } from './present-person.ts';
import { type Paging, paged, pageOf, queryBoolean, queryGuid, queryPaging, queryText } from './query.ts';
import { mixedCollations, notFound } from './refusals.ts';

/** `GET /group`: a page of ordinary groups, without members. */
export const listGroups: Endpoint = async (call) => {
  const paging = queryPaging(call);
  const userId = queryGuid(call, 'userId');
  const headed = queryBoolean(call, 'manager') ?? false;
  const text = queryText(call, 'filterValue')?.trim() ?? '';
  accessAsManager(call);
  if (hasFourByteCharacter(text)) throw mixedCollations();
  const groups = sort(call, matching(call, userId, headed, fold(text)), paging);
  const page = pageOf(groups, paging);
  await call.work.spend('listed', page.length);
  return paged(
    page.map((group) => fullGroup(call, group, false)),
    groups.length,
    paging,
  );
};

/** `GET /group/{id}`; members unless `includeMembers=false`. */
export const getGroup: Endpoint = (call) => {
  const withMembers = queryBoolean(call, 'includeMembers') ?? true;
  accessAsManager(call);
  return one(fullGroup(call, groupAt(call, 0), withMembers));
};

/** `GET /group/user/{userid}`: all ordinary groups of a person; none for an unknown one. */
export const listGroupsOfPerson: Endpoint = (call) => {
  accessAsManager(call);
  return whole(call.portal.groupsOf(param(call, 0)).map((group) => groupSummary(call, group)));
};

/** `GET /group/room|folder|file/{id}`: the stand-in has no rooms and no files. */
export const listGroupsOfItem: Endpoint = (call) => {
  throw notFound(call.texts.itemNotFound);
};

function matching(
  call: Call,
  userId: string | undefined,
  headed: boolean,
  folded: string,
): readonly StoredGroup[] {
  const { portal } = call;
  const all =
    userId === undefined
      ? portal.sorted
      : headed
        ? portal.sorted.filter((group) => group.headIds.includes(userId))
        : portal.groupsOf(userId);
  return folded === '' ? all : all.filter((group) => group.folded.includes(folded));
}

function sort(call: Call, groups: readonly StoredGroup[], paging: Paging): readonly StoredGroup[] {
  const by = queryText(call, 'sortBy')?.toLowerCase();
  let sorted = groups;
  if (by === 'manager') {
    const name = (group: StoredGroup) => call.portal.people.get(group.headIds[0] ?? '')?.firstName ?? '';
    sorted = groups.toSorted((one, other) => compareNames(name(one), name(other)));
  }
  if (by === 'memberscount')
    sorted = groups.toSorted((one, other) => one.memberIds.size - other.memberIds.size);
  if (paging.isDescending) sorted = sorted.toReversed();
  // Equal names have no second key in the database: every other page may see them the other way round.
  const isOddPage = Math.floor(Math.max(0, paging.startIndex) / paging.count) % 2 === 1;
  return call.settings.swapTies && isOddPage ? swapTies(sorted) : sorted;
}

function swapTies(groups: readonly StoredGroup[]): readonly StoredGroup[] {
  return groups.toSorted((one, other) =>
    compareNames(one.name, other.name) === 0 ? groups.indexOf(other) - groups.indexOf(one) : 0,
  );
}
