import type { Directory } from '../../directory/directory.ts';
import type { DocSpace, GroupRow, PersonRole } from '../../docspace/model.ts';
import { groupsNamed } from '../find.ts';
import { type ActorAnswer, actorOf } from '../gate.ts';
import { may, type RightsSettings } from '../rights.ts';
import { lookUpAll, matchFor, type Named, renewing, uniqueById, type Who } from '../who.ts';
import type { Skipped } from './shape.ts';

export interface CreateCheckDeps {
  readonly directory: Directory;
  readonly groups: DocSpace['groups'];
  readonly settings: RightsSettings;
}

/** What was asked for, before anything is known of the people. */
export interface CreateWish {
  readonly actorSlackId: string;
  readonly name: string;
  readonly head?: Who;
  readonly members: readonly Who[];
}

/** Everything that DocSpace and Slack say about the wish, as data. */
export interface CreateFindings {
  readonly actor: ActorAnswer;
  /** The actor's role when it is too small for creating. */
  readonly lacksRight?: PersonRole;
  readonly head?: Named;
  readonly headFault?: Skipped;
  readonly members: readonly Named[];
  readonly memberFaults: readonly (Skipped & { readonly who: Who })[];
  readonly taken?: GroupRow;
}

/** Two reads side by side: one batch of people (the actor among them), one look-up of the name. */
export async function checkCreate(
  deps: CreateCheckDeps,
  wish: CreateWish,
  signal?: AbortSignal,
): Promise<CreateFindings> {
  const people = wish.head === undefined ? wish.members : [wish.head, ...wish.members];
  const [matches, namesakes] = await Promise.all([
    lookUpAll(renewing(deps.directory, people), people, {
      actorSlackId: wish.actorSlackId,
      maxAgeMs: 0,
      ...(signal === undefined ? {} : { signal }),
    }),
    groupsNamed(deps.groups, wish.name, signal === undefined ? {} : { signal }),
  ]);
  const actor = actorOf(matches.bySlackId.get(wish.actorSlackId), wish.actorSlackId);
  const judged = wish.members.map((who) => ({ who, ...judge(who) }));
  const head = wish.head === undefined ? undefined : judge(wish.head);
  const [taken] = namesakes;

  function judge(who: Who): { named: Named } | { fault: Skipped } {
    const match = matchFor(matches, who);
    const slackUserId = match.slackUserId === undefined ? {} : { slackUserId: match.slackUserId };
    if (match.refusal !== undefined || match.person === undefined) {
      const label = match.person?.name ?? match.label;
      return { fault: { label, reason: match.refusal ?? 'unknown-in-docspace', ...slackUserId } };
    }
    return { named: { personId: match.person.id, name: match.person.name, ...slackUserId } };
  }

  return {
    actor,
    ...('person' in actor && !may(actor.person, 'change', deps.settings)
      ? { lacksRight: actor.person.role }
      : {}),
    ...(head !== undefined && 'named' in head ? { head: head.named } : {}),
    ...(head !== undefined && 'fault' in head ? { headFault: head.fault } : {}),
    members: uniqueById(judged.flatMap((one) => ('named' in one ? [one.named] : []))),
    memberFaults: judged.flatMap((one) => ('fault' in one ? [{ who: one.who, ...one.fault }] : [])),
    ...(taken === undefined ? {} : { taken }),
  };
}
