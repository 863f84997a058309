import type { StoredEcho } from '../create/write.ts';
import type { Effect } from '../effect.ts';
import type { Named } from '../who.ts';
import { asNamed } from './check.ts';
import type { HeadInput, HeadOutcome, HeadPlan, Missed } from './shape.ts';
import type { Back } from './write.ts';

/** What a run came to. */
export interface Ending {
  readonly asked: Pick<HeadInput, 'former'>;
  readonly plan: HeadPlan;
  /** DocSpace's answer to the first write. */
  readonly echo: StoredEcho;
  /** What became of adding the former head again; missing = it was not needed. */
  readonly back?: Back | undefined;
  /** The former head with the Slack user behind him, where that is known. */
  readonly former?: Named | undefined;
}

/** Compares what DocSpace has with what was asked: the head, and whether the former one is a member. */
export function conclude(ending: Ending): HeadOutcome {
  const { plan, back, former } = ending;
  if (back?.kind === 'restored' && former !== undefined) {
    return { status: 'refused', refusal: { kind: 'put-back', former, reason: back.reason } };
  }
  const echo = back?.kind === 'added' ? back.echo : ending.echo;
  // DocSpace hides the membership of somebody disabled; and an unclear write leaves it open.
  const isHidden = plan.former?.disabled === true || (back?.kind === 'not-added' && back.unclear);
  const isMember =
    plan.former === undefined || isHidden ? undefined : echo.memberIds.includes(plan.former.personId);
  const left = hasLeft(ending, isMember);
  if (echo.headId === plan.former?.personId && !left) return unmoved(plan, former);
  const next = plan.next?.personId === echo.headId ? plan.next : undefined;
  const missed = missedIn(ending, echo, isMember);
  const effect = effectOf(ending, echo, left);
  return {
    status: missed.length === 0 ? 'done' : 'partly',
    group: { id: echo.id, name: echo.name },
    membersCount: echo.membersCount,
    joined: next !== undefined && hasJoined(next, echo),
    missed: [...missed],
    ...(next === undefined ? {} : { head: asNamed(next) }),
    ...(former === undefined ? {} : { former }),
    ...(isMember === undefined ? {} : { formerIsMember: isMember }),
    ...(effect === undefined ? {} : { effect }),
  };
}

/** A head who is taken in the middle of it may have the role, and no membership. */
function hasJoined(next: NonNullable<HeadPlan['next']>, echo: StoredEcho): boolean {
  return next.joins && echo.memberIds.includes(next.personId);
}

/** DocSpace 3.7 says 200 and changes nothing where it does not take the new head. */
function unmoved(plan: HeadPlan, former: Named | undefined): HeadOutcome {
  if (plan.next !== undefined)
    return { status: 'refused', refusal: { kind: 'unfit', who: unfit(plan.next) } };
  if (former !== undefined) return { status: 'refused', refusal: { kind: 'unmoved', former } };
  throw new Error('a group without a head was to be left without one');
}

/** Somebody disabled is hidden as a member before and after: who was sent out is out. */
function hasLeft({ asked, plan, back }: Ending, isMember: boolean | undefined): boolean {
  if (plan.former === undefined) return false;
  if (isMember === undefined) return asked.former === 'leaves' || plan.next === undefined;
  return plan.former.member && !isMember && back?.kind !== 'added';
}

function missedIn({ asked, plan, back }: Ending, echo: StoredEcho, isMember?: boolean): readonly Missed[] {
  const other = echo.headId !== undefined && echo.headId !== plan.next?.personId;
  const notHead = plan.next !== undefined && echo.headId !== plan.next.personId;
  return [
    ...(notHead && plan.next !== undefined ? [{ kind: 'not-head' as const, who: unfit(plan.next) }] : []),
    ...(other && echo.headId !== plan.former?.personId ? [{ kind: 'other-head' as const }] : []),
    ...(asked.former === 'leaves' && isMember === true ? [{ kind: 'still-member' as const }] : []),
    ...(back?.kind === 'not-added'
      ? [{ kind: 'not-added-back' as const, reason: back.reason, unclear: back.unclear }]
      : []),
  ];
}

function unfit({ name, slackUserId }: Named) {
  return { label: name, reason: 'left-out', ...(slackUserId === undefined ? {} : { slackUserId }) };
}

/** Only what this operation did; undefined = what is there now is somebody else's work. */
function effectOf({ plan }: Ending, echo: StoredEcho, left: boolean): Effect | undefined {
  const { former, next } = plan;
  const isNext = next !== undefined && echo.headId === next.personId;
  if (echo.headId !== undefined && !isNext) return undefined;
  return {
    kind: 'head-changed',
    groupId: echo.id,
    joined: isNext && hasJoined(next, echo),
    left,
    ...(former === undefined ? {} : { from: former.personId }),
    ...(isNext ? { to: next.personId } : {}),
  };
}
