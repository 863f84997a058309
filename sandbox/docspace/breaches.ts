import { hasFourByteCharacter } from './collation.ts';
import { deadlyFields, readFields } from './fields.ts';
import { ZERO } from './guid.ts';
import type { Meeting } from './in-flight.ts';
import type { Portal } from './portal.ts';
import type { LoggedRequest } from './request-log.ts';
import type { Match } from './routes.ts';

/**
 * What a well-behaved client never does.
 * - `deadlyFields`: a name in `fields` ends at a person; ends the real server
 * - `noFields`: groups or people asked for, or written, without `fields`
 * - `longRequestLine`: over 8,000 bytes; `longLookUp`: over 50 terms or 6,000 bytes in one look-up of people
 * - `headChangesAtOnce`: two on one group; `groupWritesAtOnce`: two writes on one group; `writesAtOnce`: over 15
 * - `systemGroup`, `ldapGroup`: a write on one; `nullHead`: `groupManager: null`; `blankName`: on PUT
 * - `emoji`: in a name or look-up; `manyPeople`: over 100 added and removed by one PUT
 * - `moveToItself`; `untracedWrite`: an endpoint that leaves no trace in DocSpace's audit
 * - `followedRedirect`; `keyOnVersion`: `Authorization` sent to the version endpoint
 * - `unknownRoute`, `wrongMethod`; `invalidRequest`: refused by model validation or for its media type
 */
export type BreachKind =
  | 'deadlyFields'
  | 'noFields'
  | 'longRequestLine'
  | 'longLookUp'
  | 'headChangesAtOnce'
  | 'groupWritesAtOnce'
  | 'writesAtOnce'
  | 'systemGroup'
  | 'ldapGroup'
  | 'nullHead'
  | 'blankName'
  | 'emoji'
  | 'manyPeople'
  | 'moveToItself'
  | 'untracedWrite'
  | 'followedRedirect'
  | 'keyOnVersion'
  | 'unknownRoute'
  | 'wrongMethod'
  | 'invalidRequest';

/** A breach and the request that committed it. */
export interface Breach {
  readonly kind: BreachKind;
  readonly request: LoggedRequest;
}

/** DocSpace's limit of writes at once for a key's creator. */
const MOST_WRITES_AT_ONCE = 15;

/** The breaches that a request's own words show. */
export function breachesOf(
  request: LoggedRequest,
  match: Match,
  portal: Portal,
  hasAuthorization: boolean,
): readonly BreachKind[] {
  if (match.kind !== 'route') return [match.kind === 'none' ? 'unknownRoute' : 'wrongMethod'];
  const { route, params } = match;
  const query = new URL(request.path, 'http://localhost').searchParams;
  const fields = readFields(query);
  const found: BreachKind[] = [];
  const check = (kind: BreachKind, isBreach: boolean) => {
    if (isBreach) found.push(kind);
  };
  check('deadlyFields', deadlyFields(fields).length > 0);
  check('noFields', route.answersPeople === true && fields === undefined);
  check('untracedWrite', route.isUntraced === true);
  check('keyOnVersion', route.path === '/settings/version/build' && hasAuthorization);
  if (route.method === 'GET') {
    const text = [...query].filter(([name]) => name !== 'fields').map(([, value]) => value);
    check('emoji', text.some(hasFourByteCharacter));
    check('longLookUp', route.path.startsWith('/people') && isLong(query));
    return found;
  }
  const groups = route.path.startsWith('/group') ? params.flatMap((id) => portal.groups.get(id) ?? []) : [];
  check(
    'systemGroup',
    groups.some((group) => group.isSystem),
  );
  check(
    'ldapGroup',
    groups.some((group) => group.isLdap),
  );
  check('moveToItself', params.length === 2 && params[0] === params[1]);
  const body = bodyOf(request);
  const name = body.groupName;
  check('nullHead', body.groupManager === null);
  check('blankName', request.method === 'PUT' && typeof name === 'string' && name.trim() === '');
  check('emoji', typeof name === 'string' && hasFourByteCharacter(name));
  const size = (value: unknown) => (Array.isArray(value) ? value.length : 0);
  check('manyPeople', size(body.membersToAdd) + size(body.membersToRemove) > 100);
  return found;
}

/** More e-mails than fit into one look-up. */
function isLong(query: URLSearchParams): boolean {
  const value = query.get('filterValue') ?? '';
  const separator = query.get('filterSeparator') ?? '';
  const terms = separator === '' ? 1 : value.split(separator).length;
  return terms > 50 || encodeURIComponent(value).length > 6000;
}

/** The breaches that come from what else the server is working on. */
export function breachesOfMeeting(meeting: Meeting, isWrite: boolean): readonly BreachKind[] {
  return [
    ...(isWrite && meeting.atOnce > MOST_WRITES_AT_ONCE ? (['writesAtOnce'] as const) : []),
    ...(meeting.writeOnGroup ? (['groupWritesAtOnce'] as const) : []),
    ...(meeting.headChangeOnGroup ? (['headChangesAtOnce'] as const) : []),
  ];
}

/** True for a request that may change a head. */
export function changesHead(request: LoggedRequest, match: Match): boolean {
  if (match.kind !== 'route' || request.method !== 'PUT') return false;
  const head = bodyOf(request).groupManager;
  return match.route.path.endsWith('/manager') || (typeof head === 'string' && head !== ZERO);
}

function bodyOf(request: LoggedRequest): Readonly<Record<string, unknown>> {
  const { body } = request;
  return typeof body === 'object' && body !== null ? Object.fromEntries(Object.entries(body)) : {};
}
