import { LRUCache } from 'lru-cache';
import type { GroupRow } from '../docspace/model.ts';
import { type ActorAnswer, whoActs } from '../groups/gate.ts';
import { hasFourByteCharacter, maxNameLength } from '../groups/name.ts';
import { may, type Right } from '../groups/rights.ts';
import { groupOptions } from './blocks/group-options.ts';
import type { Option, SuggestCall } from './calls.ts';
import type { SlackDeps } from './deps.ts';
import { callbacks } from './ids.ts';

/** Slack drops an answer after 3 s; whatever DocSpace does, something is answered before. */
const usualAnswerWithinMs = 2_200;
const rightsAgeMs = 60_000;

/** What the suggestions stand on. `answerWithinMs` is for tests. */
type Deps = Pick<SlackDeps, 'directory' | 'lookup' | 'settings' | 'words' | 'edge'> & {
  readonly answerWithinMs?: number;
};

/** Which right a modal's group field asks for. */
function rightFor(callbackId: string): Right {
  if (callbackId === callbacks.add || callbackId === callbacks.remove) return 'members';
  return callbackId === callbacks.show ? 'read' : 'change';
}

/**
 * Type-ahead over all groups: one request a query, kept and shared by what was typed. Late or failing DocSpace = what
 * is known of it, else nothing; a late answer is there for the next query. A newer query of the same person in the
 * same field ends the older one's wait.
 */
export function createGroupSuggestions(deps: Deps): (call: SuggestCall) => Promise<readonly Option[]> {
  const { lookup, directory, settings, words, edge, answerWithinMs = usualAnswerWithinMs } = deps;
  const waiting = new LRUCache<string, AbortController>({ max: 1_000 });

  /** Undefined = DocSpace did not answer in time, or not at all. */
  function inTime<Answer>(call: SuggestCall, over: Promise<undefined>, ask: Promise<Answer>) {
    return Promise.race([ask, over]).catch((error: unknown) => {
      edge.noteFault('suggest groups', call.slackUserId, error);
      return undefined;
    });
  }

  return async (call) => {
    const query = call.query.trim().slice(0, maxNameLength);
    if (hasFourByteCharacter(query)) return [];
    const field = `${call.slackUserId} ${call.callbackId} ${call.actionId}`;
    waiting.get(field)?.abort();
    const mine = new AbortController();
    waiting.set(field, mine);
    const signal = AbortSignal.any([mine.signal, AbortSignal.timeout(answerWithinMs)]);
    const over = new Promise<undefined>((resolve) => {
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    const [actor, found] = await Promise.all([
      inTime(call, over, whoActs(directory, call.slackUserId, { maxAgeMs: rightsAgeMs })),
      inTime(call, over, lookup.find(query)),
    ]);
    if (waiting.get(field) === mine) waiting.delete(field);
    const groups = found ?? lookup.known(query) ?? [];
    return groupOptions(words, offered(groups, actor, rightFor(call.callbackId), settings));
  };
}

/** The groups with which this person may begin; who he is must be known. */
function offered(
  groups: readonly GroupRow[],
  actor: ActorAnswer | undefined,
  right: Right,
  settings: SlackDeps['settings'],
): readonly GroupRow[] {
  if (actor === undefined || 'refusal' in actor) return [];
  const { person } = actor;
  return groups.filter(
    (group) =>
      // What is managed in LDAP can be looked at, but no change starts there.
      (right === 'read' || !group.isLdap) &&
      may(person, right, settings, group.head === undefined ? {} : { headId: group.head.id }),
  );
}
