import { randomUUID } from 'node:crypto';
import { accessAsAdmin, groupAt } from './access.ts';
import { type Endpoint, one } from './call.ts';
import { addPeople, removePeople, requireStorable, setHead } from './group-steps.ts';
import { ZERO } from './guid.ts';
import { type BodyShape, readBody } from './json-body.ts';
import { fullGroup } from './present-group.ts';
import { badArgument, nullArgument, ValidationError } from './refusals.ts';
import { isRecent } from './settings.ts';

const createShape: BodyShape = {
  type: 'ASC.People.ApiModels.RequestDto.GroupRequestDto',
  properties: { groupName: 'string', groupManager: 'guid', members: 'guids' },
  required: 'groupName',
  whenEmpty: '',
};

const updateShape: BodyShape = {
  type: 'ASC.People.ApiModels.RequestDto.UpdateGroupRequest',
  properties: { groupName: 'string', groupManager: 'guid', membersToAdd: 'guids', membersToRemove: 'guids' },
  whenEmpty: 'Update',
};

/**
 * `POST /group`: everyone named is checked, then the group is stored and visible while it is being filled.
 * The head joins the members.
 */
export const createGroup: Endpoint = async (call) => {
  const body = readBody(call.body, call.contentType, createShape);
  const name = body.text('groupName');
  if (name !== null && name !== undefined && (name.length < 1 || name.length > 128)) {
    const text =
      'The field GroupName must be a string with a minimum length of 1 and a maximum length of 128.';
    throw new ValidationError('GroupName', text);
  }
  accessAsAdmin(call);
  if (name === null || name === undefined) throw nullArgument('inDto.GroupName');
  if (name.trim() === '') {
    const text = 'The value cannot be an empty string or composed entirely of whitespace.';
    throw badArgument(`${text} (Parameter 'inDto.GroupName')`);
  }
  const head = body.guid('groupManager') ?? ZERO;
  const members = body.guids('members') ?? [];
  const named = head === ZERO ? members : [head, ...members];
  const strangers = named.filter((id) => call.portal.validMember(id) === undefined);
  if (strangers.length > 0 && isRecent(call.settings.version)) throw badArgument(call.texts.userNotFound);
  requireStorable(name);
  await call.work.moment();
  call.work.step();
  const group = call.portal.addGroup({ id: randomUUID(), name, memberIds: [] });
  if (head !== ZERO && !strangers.includes(head)) {
    await addPeople(call, group, [head]);
    await setHead(call, group, head);
  }
  await addPeople(
    call,
    group,
    members.filter((id) => id !== head),
  );
  return one(fullGroup(call, group, true));
};

/**
 * `PUT /group/{id}`: name, head, additions, removals, in this order, each kept if a later one fails.
 * Invalid people are skipped silently; an empty name passes. The new head joins the members.
 */
export const updateGroup: Endpoint = async (call) => {
  const body = readBody(call.body, call.contentType, updateShape);
  const name = body.text('groupName');
  if (typeof name === 'string' && name.length > 128) {
    const text = 'The field GroupName must be a string with a maximum length of 128.';
    throw new ValidationError('Update.GroupName', text);
  }
  accessAsAdmin(call);
  await call.work.moment();
  const group = groupAt(call, 0);
  if (typeof name === 'string') {
    requireStorable(name);
    call.work.step();
    call.portal.rename(group, name);
  }
  const head = body.guid('groupManager') ?? ZERO;
  if (call.portal.validMember(head) !== undefined) {
    await setHead(call, group, head);
    call.portal.addMember(group, head);
  }
  await addPeople(call, group, body.guids('membersToAdd') ?? []);
  await removePeople(call, group, body.guids('membersToRemove') ?? []);
  return one(fullGroup(call, group, true));
};

/** `DELETE /group/{id}`: also repairs what a group with two heads has broken. Built-in groups stay. */
export const deleteGroup: Endpoint = async (call) => {
  accessAsAdmin(call);
  await call.work.moment();
  const group = groupAt(call, 0);
  if (!group.isSystem) call.portal.deleteGroup(group);
  return { kind: 'none' };
};
