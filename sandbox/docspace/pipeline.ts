import type { IncomingHttpHeaders } from 'node:http';
import { type Asked, type Reply, refusalReply, successReply } from './answers.ts';
import type { Call } from './call.ts';
import { readFields } from './fields.ts';
import { allows, carriesKey, creatorOf, requireScope, type StoredKey } from './key.ts';
import type { Limiter } from './limits.ts';
import type { Portal, StoredPerson } from './portal.ts';
import { ApiError, BareForbidden, EmptyRefusal, IpRestricted } from './refusals.ts';
import type { Match, Route } from './routes.ts';
import { isRecent, type Settings } from './settings.ts';
import { texts } from './texts.ts';
import { ProcessEnded, type Work } from './work.ts';

/** What the portal consists of. */
export interface PortalParts {
  readonly portal: Portal;
  readonly settings: Settings;
  readonly key: StoredKey;
  readonly limiter: Limiter;
}

/** A request as it arrived, with where it leads. */
export interface Arrival {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly match: Match;
}

const nobody: StoredPerson = {
  id: '',
  userName: '',
  registeredAt: 0,
  firstName: '',
  lastName: '',
  email: '',
  role: 'guest',
  status: 'active',
};

/** What the request says to the answer. */
export function askedOf(arrival: Arrival, settings: Settings): Asked {
  return {
    method: arrival.method,
    href: arrival.url.href,
    fields: readFields(arrival.url.searchParams),
    ipText: texts[settings.language].ipRestricted,
    isRecent: isRecent(settings.version),
  };
}

/**
 * Answers a request in the order of the real server: portal, route, credentials, limits, scope, payment, address, then
 * the endpoint. Undefined = the server dies of the answer. Throws `ProcessEnded` when it was stopped meanwhile.
 */
export async function answer(parts: PortalParts, arrival: Arrival, work: Work): Promise<Reply | undefined> {
  const asked = askedOf(arrival, parts.settings);
  let leave = () => {};
  try {
    const { portal } = parts.settings;
    if (portal === 'gone') throw new EmptyRefusal(404);
    if (portal === 'restoring') throw new EmptyRefusal(403);
    if (arrival.match.kind !== 'route') throw new EmptyRefusal(arrival.match.kind === 'none' ? 404 : 405);
    const { route, params } = arrival.match;
    const caller = await identify(parts, arrival, route, work);
    leave = parts.limiter.enter(caller.id, arrival.method);
    if (route.scopes !== 'open') requireScope(parts.key, route.scopes);
    if (portal === 'unpaid' && route.isFree !== true) throw new EmptyRefusal(402);
    if (parts.settings.ipRestricted && caller !== nobody) throw new IpRestricted();
    return successReply(await route.endpoint(callOf(parts, arrival, params, caller, work)), asked);
  } catch (error) {
    if (error instanceof ProcessEnded) throw error;
    return refusalReply(error, asked);
  } finally {
    leave();
  }
}

/** Who asks. Hashing the key takes its time for a wrong key, too; `/keys/@self` hashes it twice. */
async function identify(
  parts: PortalParts,
  arrival: Arrival,
  route: Route,
  work: Work,
): Promise<StoredPerson> {
  const { authorization } = arrival.headers;
  if (carriesKey(authorization)) await work.spend('key', route.path === '/keys/@self' ? 2 : 1);
  const caller = creatorOf(authorization, parts.key, parts.portal, parts.settings.now());
  if (route.scopes === 'open') {
    if (authorization === undefined || authorization === '') return nobody;
    if (caller === undefined || !allows(parts.key, ['*:read', '*:write'])) throw new BareForbidden();
    return caller;
  }
  if (caller !== undefined) return caller;
  if (authorization?.startsWith('Basic ') && !atobSafely(authorization.slice(6)).includes(':')) {
    throw new ApiError(500, 'System.Exception', -2146233088, 'Unable to get password');
  }
  throw new EmptyRefusal(401);
}

function atobSafely(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

function callOf(
  parts: PortalParts,
  arrival: Arrival,
  params: readonly string[],
  caller: StoredPerson,
  work: Work,
): Call {
  return {
    portal: parts.portal,
    settings: parts.settings,
    key: parts.key,
    caller,
    params,
    query: arrival.url.searchParams,
    fields: readFields(arrival.url.searchParams),
    body: arrival.body,
    contentType: arrival.headers['content-type'],
    origin: arrival.url.origin,
    texts: texts[parts.settings.language],
    work,
  };
}
