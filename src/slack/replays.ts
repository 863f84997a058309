import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';

/** Twice what a stamp may be off: after that the stamp alone refuses it. */
const rememberedForMs = 10 * 60_000;

/**
 * Tells a signed request from its replay, by the signature: Slack signs anew what it sends again later. A signature
 * that turned out to be wrong (401) is forgotten, so that it can't stand in the way of the right request. Another
 * replica does not know it: there the delivery's own id lets it run once. Not for submits: the same one has the same
 * answer each time, and the ledger runs it once.
 */
export function createReplayGuard(): (request: IncomingMessage, response: ServerResponse) => boolean {
  const seen = new LRUCache<string, true>({ max: 20_000, ttl: rememberedForMs });
  return (request, response) => {
    const signature = String(request.headers['x-slack-signature']);
    if (seen.has(signature)) return true;
    seen.set(signature, true);
    response.once('finish', () => {
      if (response.statusCode === 401) seen.delete(signature);
    });
    return false;
  };
}
