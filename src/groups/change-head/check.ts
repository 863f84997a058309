import type { CallOptions, GroupWithMembers } from '../../docspace/model.ts';
import { type ChangeDeps, type ChangeFindings, checkChange } from '../existing.ts';
import { matchFor, type Named, renewing } from '../who.ts';
import type { Former, HeadInput, HeadPlan, HeadStop, Unfit } from './shape.ts';

/** Everything that DocSpace and Slack say about the wish, as data. */
export type HeadFindings = { readonly findings: ChangeFindings<GroupWithMembers> } & (
  | { readonly stop: HeadStop }
  | { readonly plan: HeadPlan }
);

/** A wish before anything is known of the people. */
export type HeadWish = Pick<HeadInput, 'group' | 'next' | 'former'>;

/** Two reads side by side: the actor and the new head in one batch, and the group with its members. */
export async function checkHead(
  deps: ChangeDeps,
  wish: HeadWish,
  actorSlackId: string,
  options: CallOptions = {},
): Promise<HeadFindings> {
  const at = deps.now();
  const people = wish.next === undefined ? [] : [wish.next];
  const findings = await checkChange(
    { ...deps, directory: renewing(deps.directory, people) },
    { actorSlackId, right: 'change', people },
    () => deps.groups.getWithMembers(wish.group.id, options),
    options,
  );
  const { obstacle, group } = findings;
  if (obstacle !== undefined) return { findings, stop: { kind: 'obstacle', obstacle } };
  if (group === undefined) return { findings, stop: { kind: 'obstacle', obstacle: { kind: 'gone' } } };
  const { next, unfit } = judgeNext(wish, findings, group);
  const former = formerOf(deps, group);
  const head = former === undefined ? {} : { head: asNamed(former) };
  if (isSoAlready(wish, group, next?.personId)) return { findings, stop: { kind: 'nothing', ...head } };
  if (former?.personId !== wish.group.headId) return { findings, stop: { kind: 'changed', ...head } };
  if (unfit !== undefined) return { findings, stop: { kind: 'unfit', who: unfit } };
  return {
    findings,
    plan: {
      at,
      name: group.name,
      ...(former === undefined ? {} : { former }),
      ...(next === undefined ? {} : { next }),
    },
  };
}

/** The head as an outcome shows people. */
export function asNamed({ personId, name, slackUserId }: Named): Named {
  return { personId, name, ...(slackUserId === undefined ? {} : { slackUserId }) };
}

function judgeNext(
  wish: HeadWish,
  { matches }: ChangeFindings,
  group: GroupWithMembers,
): { readonly next?: Named & { readonly joins: boolean }; readonly unfit?: Unfit } {
  if (wish.next === undefined) return {};
  const { person, refusal, label, slackUserId } = matchFor(matches, wish.next);
  const inSlack = slackUserId === undefined ? {} : { slackUserId };
  const next = person && {
    personId: person.id,
    name: person.name,
    joins: !isMember(group, person.id),
    ...inSlack,
  };
  if (next !== undefined && refusal === undefined) return { next };
  const unfit = { label: next?.name ?? label, reason: refusal ?? 'unknown-in-docspace', ...inSlack };
  return { unfit, ...(next === undefined ? {} : { next }) };
}

/** The wish is fulfilled, whoever did it: the head is as asked, and whoever was to leave has left. */
function isSoAlready(wish: HeadWish, group: GroupWithMembers, nextId: string | undefined): boolean {
  if (wish.next !== undefined && nextId === undefined) return false;
  if (group.head?.id !== nextId) return false;
  const { headId } = wish.group;
  return wish.former === 'stays' || headId === undefined || headId === nextId || !isMember(group, headId);
}

function formerOf(deps: Pick<ChangeDeps, 'directory'>, group: GroupWithMembers): Former | undefined {
  const { head } = group;
  if (head === undefined) return undefined;
  const slackUserId = deps.directory.knownSlackIdOf(head.id);
  return {
    personId: head.id,
    name: head.name,
    // Somebody disabled can be head, but can't be made one, nor a member (DocSpace 3.7).
    disabled: head.status === 'disabled',
    member: isMember(group, head.id),
    ...(head.email === undefined ? {} : { email: head.email }),
    ...(slackUserId === undefined ? {} : { slackUserId }),
  };
}

function isMember(group: GroupWithMembers, personId: string): boolean {
  return group.members.some((member) => member.id === personId);
}
