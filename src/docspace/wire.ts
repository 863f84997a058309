import { decodeHTMLStrict } from 'entities';
import { z } from 'zod';
import type {
  Group,
  GroupEcho,
  GroupRow,
  GroupWithMembers,
  KeyInfo,
  Page,
  Person,
  PersonRef,
  PersonRole,
  PersonStatus,
} from './model.ts';

// What DocSpace answers, as little of it as is used. Null properties are left out on the wire, so all but ids and
// names is optional; unknown properties are dropped.

const text = z.string().nullish();
const flag = z.boolean().nullish();
const count = z.number().int().nonnegative();

const names = { firstName: text, lastName: text, displayName: text, email: text };

const personWire = z.object({
  id: z.guid(),
  ...names,
  status: z.number(),
  isOwner: flag,
  isAdmin: flag,
  isRoomAdmin: flag,
  isVisitor: flag,
  isCollaborator: flag,
});

const personRefWire = z.object({ id: z.guid(), ...names, status: z.number().nullish() });

const groupWire = z.object({
  id: z.guid(),
  name: z.string(),
  membersCount: count,
  isLDAP: flag,
  isSystem: flag,
  manager: personRefWire.nullish(),
});

type Names = { readonly [K in keyof typeof names]?: string | null | undefined };

/**
 * First and last name as they are; where both are empty (a pending person) the display name, which DocSpace sends
 * HTML-encoded with numeric entities.
 */
function shownName({ firstName, lastName, displayName, email }: Names): string {
  const name = `${firstName ?? ''} ${lastName ?? ''}`.trim();
  return name || decodeHTMLStrict(displayName ?? '').trim() || (email ?? '');
}

// An unknown status or no role at all is read as the one that may do least.
function statusOf(status: number): PersonStatus {
  if (status === 1) return 'active';
  return status === 4 ? 'pending' : 'disabled';
}

function roleOf(person: z.infer<typeof personWire>): PersonRole {
  if (person.isOwner) return 'owner';
  if (person.isAdmin) return 'admin';
  if (person.isRoomAdmin) return 'roomAdmin';
  if (person.isVisitor) return 'guest';
  return person.isCollaborator ? 'user' : 'guest';
}

function toPersonRef(wire: z.infer<typeof personRefWire>): PersonRef {
  const { id, email, status } = wire;
  return {
    id,
    name: shownName(wire),
    ...(email ? { email } : {}),
    ...(typeof status === 'number' ? { status: statusOf(status) } : {}),
  };
}

function toGroupRow({ id, name, membersCount, isLDAP, manager }: z.infer<typeof groupWire>): GroupRow {
  return {
    id,
    name,
    membersCount,
    isLdap: isLDAP ?? false,
    ...(manager ? { head: toPersonRef(manager) } : {}),
  };
}

function toGroup(wire: z.infer<typeof groupWire>): Group {
  return { ...toGroupRow(wire), isSystem: wire.isSystem ?? false };
}

function uniqueById<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

/** Members may be left out only where there are none: taking them for none would invent removals. */
function membersAreThere({ members, membersCount }: { members?: unknown; membersCount: number }): boolean {
  return Boolean(members) || membersCount === 0;
}

const single = <T>(item: z.ZodType<T>) =>
  z
    .object({ response: z.unknown() })
    .transform(({ response }) => response)
    .pipe(item);

const page = <T extends { readonly id: string }>(item: z.ZodType<T>) =>
  z.object({ response: z.array(item), total: count.nullish() }).transform(
    // `count` is not read: DocSpace computes it wrongly on some lists.
    ({ response, total }): Page<T> => ({ items: uniqueById(response), total: total ?? response.length }),
  );

const person = personWire.transform(
  (wire): Person => ({
    id: wire.id,
    email: wire.email ?? '',
    name: shownName(wire),
    role: roleOf(wire),
    status: statusOf(wire.status),
  }),
);

const groupWithMembers = groupWire
  .extend({ members: z.array(personRefWire).nullish() })
  .refine(membersAreThere, { path: ['members'] })
  .transform(
    (wire): GroupWithMembers => ({
      ...toGroup(wire),
      members: uniqueById((wire.members ?? []).map(toPersonRef)),
    }),
  );

const groupEcho = groupWire
  .extend({ members: z.array(z.object({ id: z.guid() })).nullish() })
  .refine(membersAreThere, { path: ['members'] })
  .transform(
    ({ id, name, membersCount, manager, members }): GroupEcho => ({
      id,
      name,
      membersCount,
      ...(manager ? { headId: manager.id } : {}),
      memberIds: [...new Set((members ?? []).map((member) => member.id))],
    }),
  );

const READS_GROUPS = ['*', '*:read', '*:write', 'accounts:read'];
const WRITES_GROUPS = ['*', '*:write', 'accounts:write'];

const key = z
  .object({
    name: z.string(),
    createBy: z.object({ id: z.guid() }),
    isActive: z.boolean(),
    expiresAt: text,
    permissions: z.array(z.string()).nullish(),
  })
  .transform(({ name, createBy, isActive, expiresAt, permissions }): KeyInfo => {
    const scopes = permissions ?? [];
    // DocSpace 3.7: no permissions at all means every permission.
    const may = (wanted: readonly string[]) =>
      scopes.length === 0 || scopes.some((scope) => wanted.includes(scope));
    return {
      name,
      creatorId: createBy.id,
      isActive,
      ...(expiresAt ? { expiresAt } : {}),
      mayReadGroups: may(READS_GROUPS),
      mayWriteGroups: may(WRITES_GROUPS),
    };
  });

/** The answers of DocSpace, each read into the model. */
export const ANSWER = {
  groups: page(groupWire.transform(toGroupRow)),
  group: single(groupWire.transform(toGroup)),
  groupWithMembers: single(groupWithMembers),
  groupEcho: single(groupEcho),
  people: page(person),
  ids: page(z.object({ id: z.guid() })),
  person: single(person),
  key: single(key),
  version: single(z.object({ docSpace: text })),
  /** 204: there is nothing to read. */
  nothing: z.undefined(),
} as const;
