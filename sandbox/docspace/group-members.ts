import { accessAsAdmin, groupAt } from './access.ts';
import { type Endpoint, isAdmin, one } from './call.ts';
import { addPeople, removePeople, setHead } from './group-steps.ts';
import { type BodyShape, readBody } from './json-body.ts';
import { fullGroup } from './present-group.ts';
import { accessDenied, badArgument, notFound, nullArgument, nullReference } from './refusals.ts';

const membersShape: BodyShape = {
  type: 'ASC.People.ApiModels.RequestDto.MembersRequest',
  properties: { members: 'guids' },
  whenEmpty: 'Members',
};

const managerShape: BodyShape = {
  type: 'ASC.People.ApiModels.RequestDto.SetManagerRequest',
  properties: { userId: 'guid' },
  required: 'userId',
  whenEmpty: 'SetManager',
};

/** `PUT /group/{id}/members`: adds; invalid ids are skipped silently. */
export const addMembers: Endpoint = async (call) => {
  const members = readBody(call.body, call.contentType, membersShape).guids('members');
  accessAsAdmin(call);
  const group = groupAt(call, 0);
  if (members === null || members === undefined) throw nullReference();
  await call.work.moment();
  await addPeople(call, group, members);
  return one(fullGroup(call, group, true));
};

/** `DELETE /group/{id}/members`: wants a JSON body. */
export const removeMembers: Endpoint = async (call) => {
  const members = readBody(call.body, call.contentType, membersShape).guids('members');
  accessAsAdmin(call);
  await call.work.moment();
  const group = groupAt(call, 0);
  await removePeople(call, group, members ?? []);
  return one(fullGroup(call, group, true));
};

/** `POST /group/{id}/members`: removes all visible members, then adds; the head is lost even when listed. */
export const replaceMembers: Endpoint = async (call) => {
  const members = readBody(call.body, call.contentType, membersShape).guids('members');
  if (members === null || members === undefined) throw nullArgument('source');
  if (!members.some((id) => call.portal.validMember(id) !== undefined)) throw badArgument('Members');
  accessAsAdmin(call);
  await call.work.moment();
  const group = groupAt(call, 0);
  const present = call.portal.visibleMembers(group).map((person) => person.id);
  const strangers = group.headIds.filter((id) => call.portal.people.get(id)?.status !== 'disabled');
  await removePeople(call, group, [...present, ...strangers]);
  await addPeople(call, group, members);
  return one(fullGroup(call, group, true));
};

/** `PUT /group/{from}/members/{to}`: a move to itself empties the group. Answers the destination. */
export const moveMembers: Endpoint = async (call) => {
  accessAsAdmin(call);
  await call.work.moment();
  const source = groupAt(call, 0);
  const destination = groupAt(call, 1);
  const moved = call.portal.visibleMembers(source).map((person) => person.id);
  await addPeople(call, destination, moved);
  await removePeople(call, source, moved);
  call.portal.setHeads(source, []);
  return one(fullGroup(call, destination, true));
};

/**
 * `PUT /group/{id}/manager`: checks no right itself. Whoever may not write groups is refused only after the head has
 * been changed, and the new head is then no member.
 */
export const setManager: Endpoint = async (call) => {
  const userId = readBody(call.body, call.contentType, managerShape).guid('userId') ?? '';
  const group = groupAt(call, 0);
  if (!call.portal.people.has(userId)) throw notFound(call.texts.userNotFound);
  if (call.portal.validMember(userId) !== undefined) {
    await setHead(call, group, userId);
    if (!isAdmin(call.caller)) throw accessDenied();
    await addPeople(call, group, [userId]);
  }
  return one(fullGroup(call, group, true));
};
