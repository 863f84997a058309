import type { Endpoint } from './call.ts';
import { addMembers, moveMembers, removeMembers, replaceMembers, setManager } from './group-members.ts';
import { getGroup, listGroups, listGroupsOfItem, listGroupsOfPerson } from './groups-read.ts';
import { createGroup, deleteGroup, updateGroup } from './groups-write.ts';
import { routeGuid } from './guid.ts';
import { createWebhook, keyPermissions, keySelf, portalVersion, signIn } from './others.ts';
import {
  filterPeople,
  filterPeopleSimply,
  listPeople,
  listPeopleByStatus,
  searchPeople,
  searchPeopleByPath,
  searchPeopleByStatus,
} from './people-lists.ts';
import { personByEmail, personById, personExists, personSelf } from './people-lookup.ts';

/** Which permissions of a key are enough (any one); `anyKey` = every key; `open` = also without one. */
type Scopes = readonly string[] | 'anyKey' | 'open';

/** An endpoint with what the server and the watch over the client must know of it. */
export interface Route {
  readonly method: string;
  /** Below `/api/2.0`; `{guid}` matches only a GUID, `{text}` anything without a slash. */
  readonly path: string;
  readonly scopes: Scopes;
  readonly endpoint: Endpoint;
  /** Answers with groups or people: without `fields` that is megabytes. */
  readonly answersPeople?: boolean;
  /** Leaves no trace in DocSpace's audit, sends no webhook. */
  readonly isUntraced?: boolean;
  /** Works in a portal that is not paid. */
  readonly isFree?: boolean;
}

const groupsRead = ['*:read', '*:write', 'accounts:read'];
const groupsWrite = ['*:write', 'accounts:write'];
const people = ['*:read', '*:write', 'accounts:read', 'accounts:write'];
const self = ['*:read', '*:write', 'accounts.self:read', 'accounts.self:write'];
const globalRead = ['*:read', '*:write'];

const shown = { answersPeople: true };
const untraced = { answersPeople: true, isUntraced: true };

const get = (path: string, scopes: Scopes, endpoint: Endpoint, more: Partial<Route> = {}): Route => ({
  method: 'GET',
  path,
  scopes,
  endpoint,
  ...more,
});

const write = (method: string, path: string, endpoint: Endpoint, more: Partial<Route> = {}): Route => ({
  method,
  path,
  scopes: groupsWrite,
  endpoint,
  ...more,
});

/** All endpoints of the stand-in; the first that fits is taken. */
const routes: readonly Route[] = [
  get('/group', groupsRead, listGroups, shown),
  get('/group/user/{guid}', groupsRead, listGroupsOfPerson, shown),
  get('/group/room/{text}', groupsRead, listGroupsOfItem, shown),
  get('/group/folder/{text}', groupsRead, listGroupsOfItem, shown),
  get('/group/file/{text}', groupsRead, listGroupsOfItem, shown),
  get('/group/{guid}', groupsRead, getGroup, shown),
  write('POST', '/group', createGroup, shown),
  write('PUT', '/group/{guid}', updateGroup, shown),
  write('DELETE', '/group/{guid}', deleteGroup),
  write('PUT', '/group/{guid}/members', addMembers, untraced),
  write('POST', '/group/{guid}/members', replaceMembers, untraced),
  write('DELETE', '/group/{guid}/members', removeMembers, untraced),
  write('PUT', '/group/{guid}/members/{guid}', moveMembers, untraced),
  write('PUT', '/group/{guid}/manager', setManager, untraced),
  get('/people', people, listPeople, shown),
  get('/people/email', people, personByEmail, shown),
  get('/people/exists', 'anyKey', personExists, { isFree: true }),
  get('/people/@self', self, personSelf, { ...shown, isFree: true }),
  get('/people/filter', people, filterPeople, { ...shown, isFree: true }),
  get('/people/simple/filter', people, filterPeopleSimply, shown),
  get('/people/search', people, searchPeople, shown),
  get('/people/@search/{text}', people, searchPeopleByPath, shown),
  get('/people/status/{text}', people, listPeopleByStatus, shown),
  get('/people/status/{text}/search', people, searchPeopleByStatus, shown),
  get('/people/{text}', 'anyKey', personById, { ...shown, isFree: true }),
  get('/keys/@self', 'anyKey', keySelf),
  get('/keys/permissions', globalRead, keyPermissions),
  get('/settings/version/build', 'open', portalVersion),
  { method: 'POST', path: '/settings/webhook', scopes: ['*:write'], endpoint: createWebhook },
  { method: 'POST', path: '/authentication', scopes: 'open', endpoint: signIn },
];

/** What a path leads to: an endpoint, nothing, or endpoints of other methods only. */
export type Match =
  | { readonly kind: 'route'; readonly route: Route; readonly params: readonly string[] }
  | { readonly kind: 'none' | 'otherMethod' };

/** Finds the endpoint; paths are compared without case, a trailing slash does no harm. */
export function findRoute(method: string, pathname: string): Match {
  const below = /^\/api\/2\.0(\/.*?)\/?$/i.exec(pathname)?.[1];
  if (below === undefined) return { kind: 'none' };
  const parts = below.split('/');
  let isKnown = false;
  for (const route of routes) {
    const params = matchParts(route.path.split('/'), parts);
    if (params === undefined) continue;
    if (route.method === method) return { kind: 'route', route, params };
    isKnown = true;
  }
  return { kind: isKnown ? 'otherMethod' : 'none' };
}

function matchParts(pattern: readonly string[], parts: readonly string[]): readonly string[] | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: string[] = [];
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (expected === '{guid}') {
      const id = routeGuid(decoded(part));
      if (id === undefined) return undefined;
      params.push(id);
    } else if (expected === '{text}') params.push(decoded(part));
    else if (expected.toLowerCase() !== part.toLowerCase()) return undefined;
  }
  return params;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
