import type { GroupRow, Page, Person } from '../../docspace/model.ts';
import { type ActorAnswer, whoActs } from '../../groups/gate.ts';
import { may } from '../../groups/rights.ts';
import type { Operation } from '../../operations/kind.ts';
import type { SlackDeps } from '../deps.ts';
import { unshownLines } from '../unshown.ts';
import type { Verb } from '../verbs/verb.ts';
import { whoMayChange } from '../who-may.ts';

/** What App Home stands on, besides what the verbs stand on. */
export interface HomeDeps extends SlackDeps {
  readonly allVerbs: readonly Verb[];
  /** What this Slack user asked for last, newest first. */
  readonly lastOperations: (slackUserId: string, limit: number) => Promise<readonly Operation[]>;
}

/** Groups of each kind on the page; the rest is counted. */
export const groupsShown = 10;
const operationsShown = 5;
/** A person looks at the page while this is waited for. */
const budgetMs = 5_000;

/** What App Home shows of somebody. */
export type HomeFacts =
  | {
      readonly kind: 'known';
      readonly person: Person;
      readonly headed: Page<GroupRow>;
      readonly member: Page<GroupRow>;
      /** For admins: what of these DocSpace can't show. */
      readonly unshown: readonly string[];
      readonly operations: readonly Operation[];
    }
  | { readonly kind: 'refused'; readonly refusal: string; readonly whoMay: readonly string[] }
  | {
      readonly kind: 'away';
      /** The key of a sentence in words/faults. */
      readonly reason: string;
      readonly id: string;
      /** Missing where it is not known who asks: they have names of groups in them. */
      readonly operations?: readonly Operation[];
    };

/** Who it is, then his groups and last operations side by side. Never throws: without DocSpace it says so. */
export async function readHome(
  deps: HomeDeps,
  slackUserId: string,
  options: { readonly maxAgeMs: number },
): Promise<HomeFacts> {
  const away = (error: unknown) =>
    ({ kind: 'away', ...deps.edge.noteFault('home: read', slackUserId, error) }) as const;
  try {
    const actor = await whoActs(deps.directory, slackUserId, options);
    if ('refusal' in actor) return await refusedFacts(deps, actor);
    const [groups, operations] = await Promise.all([
      groupsOf(deps, actor.person).catch(away),
      lastOperations(deps, slackUserId),
    ]);
    return { ...groups, operations };
  } catch (error) {
    return away(error);
  }
}

async function groupsOf(deps: HomeDeps, person: Person) {
  const ofPerson = (headed: boolean) =>
    deps.docspace.groups.ofPerson({ personId: person.id, headed, count: groupsShown }, { budgetMs });
  const [headed, member] = await Promise.all([ofPerson(true), ofPerson(false)]);
  const unshown = await unshownLines(deps, person, [
    { ...headed, from: 0 },
    { ...member, from: 0 },
  ]);
  return { kind: 'known', person, headed, member, unshown } as const;
}

/** Who could be let in learns whom to ask; people from outside do not. */
async function refusedFacts(
  deps: HomeDeps,
  { refusal }: Extract<ActorAnswer, { refusal: unknown }>,
): Promise<HomeFacts> {
  const outside = ['external', 'slack-guest', 'bot', 'deactivated-in-slack', 'unknown-in-slack'];
  const whoMay = outside.includes(refusal) ? [] : await whoMayChange(deps.docspace, deps.directory);
  return { kind: 'refused', refusal, whoMay };
}

/** The page is of use without them, too. */
async function lastOperations(deps: HomeDeps, slackUserId: string): Promise<readonly Operation[]> {
  return deps.lastOperations(slackUserId, operationsShown).catch((error: unknown) => {
    deps.edge.noteFault('home: operations', slackUserId, error);
    return [];
  });
}

/** Whether somebody may look at a group of his. */
export function mayShow(deps: Pick<HomeDeps, 'settings'>, person: Person, group: GroupRow): boolean {
  return may(person, 'read', deps.settings, group.head === undefined ? {} : { headId: group.head.id });
}
