import type { Send } from './call.ts';
import { DocSpaceError, type DocSpaceReason } from './errors.ts';
import type { DocSpace } from './model.ts';
import { ANSWER } from './wire.ts';

/** The key the calls are made with. */
export function keyCalls(send: Send): DocSpace['keys'] {
  return {
    self: (options) => send({ method: 'GET', route: '/keys/@self', answer: ANSWER.key }, options),
  };
}

/** Answers only a DocSpace gives: it is there, though it does not tell its version. */
const THERE: ReadonlySet<DocSpaceReason> = new Set([
  'key-refused',
  'scope-missing',
  'role-refused',
  'address-refused',
  'rate-limited',
  'portal-unavailable',
]);

/**
 * Asks for the version without the key: DocSpace 3.7 answers 403 here to a key of few scopes, and so to a wrong
 * one. What it says is a hint only; a bare build says 3.1.0.
 */
export function versionCall(send: Send): DocSpace['version'] {
  const call = {
    method: 'GET',
    route: '/settings/version/build',
    anonymous: true,
    answer: ANSWER.version,
  } as const;
  return async (options) => {
    try {
      return (await send(call, options)).docSpace ?? undefined;
    } catch (error) {
      if (error instanceof DocSpaceError && THERE.has(error.reason)) return undefined;
      throw error;
    }
  };
}
