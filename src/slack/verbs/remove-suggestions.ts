import { LRUCache } from 'lru-cache';
import type { GroupWithMembers, PersonRef } from '../../docspace/model.ts';
import { whoActs } from '../../groups/gate.ts';
import { foldName } from '../../groups/name.ts';
import { may } from '../../groups/rights.ts';
import { limits } from '../blocks/limits.ts';
import type { Option, SuggestCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { unpackContext } from '../form-context.ts';
import { memberOptions, membersField } from './remove-form.ts';

/** Slack drops an answer after 3 s; whatever DocSpace does, something is answered before. */
const answerWithinMs = 2_200;
/** Names and e-mails are shown, so who heads the group and what he may must be of this moment; long enough for typing. */
const goodForMs = 5_000;

/**
 * Type-ahead over the members of the group that the form was opened with: one request a group, good for 5 s, shared
 * by all queries; a late one fills the cache for the next. A newer query of the same person ends the older one's wait.
 */
export function createMemberSuggestions(deps: SlackDeps): (call: SuggestCall) => Promise<readonly Option[]> {
  const groups = new LRUCache<string, GroupWithMembers>({
    max: 100,
    ttl: goodForMs,
    fetchMethod: (id) => deps.docspace.groups.getWithMembers(id),
  });
  const waiting = new LRUCache<string, AbortController>({ max: 1_000 });

  async function ask(call: SuggestCall): Promise<readonly PersonRef[]> {
    const context = unpackContext(deps.seal, call.privateMetadata, call.slackUserId);
    const id = context?.group?.id;
    if (id === undefined || call.actionId !== membersField(id)) return [];
    const [actor, group] = await Promise.all([
      whoActs(deps.directory, call.slackUserId, { maxAgeMs: goodForMs }),
      groups.fetch(id),
    ]);
    if (group === undefined || 'refusal' in actor) return [];
    const head = group.head === undefined ? {} : { headId: group.head.id };
    if (!may(actor.person, 'members', deps.settings, head)) return [];
    return membersWith(group.members, call.query);
  }

  return async (call) => {
    waiting.get(call.slackUserId)?.abort();
    const mine = new AbortController();
    waiting.set(call.slackUserId, mine);
    const signal = AbortSignal.any([mine.signal, AbortSignal.timeout(answerWithinMs)]);
    const late = new Promise<readonly PersonRef[]>((resolve) => {
      signal.addEventListener('abort', () => resolve([]), { once: true });
    });
    try {
      const found = await Promise.race([ask(call), late]);
      return memberOptions(deps.words, found.slice(0, limits.options));
    } catch (error) {
      deps.edge.noteFault('suggest members', call.slackUserId, error);
      return [];
    }
  };
}

/** Members whose name or e-mail has every typed word in it, ignoring case and accents, by name. */
function membersWith(members: readonly PersonRef[], query: string): readonly PersonRef[] {
  const wanted = fold(query).split(' ').filter(Boolean);
  return members
    .filter(({ name, email }) => {
      const text = fold(`${name} ${email ?? ''}`);
      return wanted.every((word) => text.includes(word));
    })
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

function fold(text: string): string {
  return foldName(text).normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ');
}
