import { type Call, isAdmin, isManager, param } from './call.ts';
import type { StoredGroup } from './portal.ts';
import { accessDenied, notFound } from './refusals.ts';

/** 403 unless the caller may read groups. */
export function accessAsManager(call: Call): void {
  if (!isManager(call.caller)) throw accessDenied();
}

/** 403 unless the caller may change groups. */
export function accessAsAdmin(call: Call): void {
  if (!isAdmin(call.caller)) throw accessDenied();
}

/** The group named by the nth part of the path, or 404. */
export function groupAt(call: Call, index: number): StoredGroup {
  const group = call.portal.groups.get(param(call, index));
  if (group === undefined) throw notFound(call.texts.groupNotFound);
  return group;
}
