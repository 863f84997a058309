import { LRUCache } from 'lru-cache';
import type { GroupRow } from '../docspace/model.ts';
import { whoActs } from '../groups/gate.ts';
import { hasFourByteCharacter } from '../groups/name.ts';
import { may, type Right } from '../groups/rights.ts';
import { groupOptions } from './blocks/group-options.ts';
import type { Option, SuggestCall } from './calls.ts';
import type { SlackDeps } from './deps.ts';
import { callbacks } from './ids.ts';

/** Slack drops an answer after 3 s; whatever DocSpace does, something is answered before. */
const answerWithinMs = 2_200;
const goodForMs = 30_000;
const rightsAgeMs = 60_000;

interface Entry {
  readonly groups: readonly GroupRow[];
  readonly at: number;
}

/** Which right a modal's group field asks for. */
function rightFor(callbackId: string): Right {
  if (callbackId === callbacks.add || callbackId === callbacks.remove) return 'members';
  return callbackId === callbacks.show ? 'read' : 'change';
}

/**
 * Type-ahead over all groups: one request a query, cached by what was typed. Late or failing DocSpace = what the
 * cache has, else nothing. A newer query of the same person ends the older one's wait.
 */
export function createGroupSuggestions(deps: SlackDeps): (call: SuggestCall) => Promise<readonly Option[]> {
  const cache = new LRUCache<string, Entry>({ max: 500, ttl: 10 * 60_000 });
  const waiting = new LRUCache<string, AbortController>({ max: 1_000 });

  async function ask(call: SuggestCall, query: string, signal: AbortSignal): Promise<readonly GroupRow[]> {
    const known = cache.get(query);
    const fresh = known !== undefined && deps.now() - known.at < goodForMs;
    const [actor, page] = await Promise.all([
      whoActs(deps.directory, call.slackUserId, { maxAgeMs: rightsAgeMs }),
      fresh
        ? known.groups
        : deps.docspace.groups.search(query === '' ? { count: 100 } : { text: query, count: 100 }, {
            signal,
          }),
    ]);
    const groups = 'items' in page ? page.items : page;
    if (!fresh) cache.set(query, { groups, at: deps.now() });
    if ('refusal' in actor) return [];
    const { person } = actor;
    const right = rightFor(call.callbackId);
    const offered = groups.filter((group) =>
      may(person, right, deps.settings, group.head === undefined ? {} : { headId: group.head.id }),
    );
    // What is managed in LDAP can be looked at, but no change starts there.
    return right === 'read' ? offered : offered.filter((group) => !group.isLdap);
  }

  return async (call) => {
    const query = call.query.normalize('NFC').trim().toLowerCase().slice(0, 128);
    if (hasFourByteCharacter(query)) return [];
    waiting.get(call.slackUserId)?.abort();
    const mine = new AbortController();
    waiting.set(call.slackUserId, mine);
    const signal = AbortSignal.any([mine.signal, AbortSignal.timeout(answerWithinMs)]);
    const late = new Promise<readonly GroupRow[]>((resolve) => {
      signal.addEventListener('abort', () => resolve([]), { once: true });
    });
    try {
      return groupOptions(deps.words, await Promise.race([ask(call, query, signal), late]));
    } catch (error) {
      deps.edge.noteFault('suggest groups', call.slackUserId, error);
      return [];
    }
  };
}
