import type { Directory } from '../../directory/directory.ts';
import type { CallOptions, GroupWithMembers, PersonRef } from '../../docspace/model.ts';
import { type ChangeDeps, type ChangeFindings, checkChange, type Obstacle, snapshotOf } from '../existing.ts';
import { matchFor, renewing, uniqueById, type Who } from '../who.ts';
import type { AddInput, MembersPlan, MembersRefusal, Reachable, RemoveInput, Skipped } from './shape.ts';

/** Everything that DocSpace and Slack say about the wish, as data. */
export interface MembersFindings {
  readonly findings: ChangeFindings<GroupWithMembers>;
  readonly refusal?: MembersRefusal;
  /** Missing with a refusal. */
  readonly plan?: MembersPlan;
  /** Who can't join, as they were named. */
  readonly faults: readonly (Skipped & { readonly who: Who })[];
}

interface Wish<Input> {
  readonly actorSlackId: string;
  readonly input: Pick<Input, Exclude<keyof Input, 'checked'>>;
}

/** Two reads side by side: one batch of people (the actor among them), one of the group with its members. */
export async function checkAdd(
  deps: ChangeDeps,
  { actorSlackId, input }: Wish<AddInput>,
  options: CallOptions = {},
): Promise<MembersFindings> {
  const at = deps.now();
  const findings = await checkChange(
    { ...deps, directory: renewing(deps.directory, input.people) },
    { actorSlackId, right: 'members', people: input.people },
    () => deps.groups.getWithMembers(input.group.id, options),
    options,
  );
  const judged = input.people.map((who) => judge(findings, who));
  const faults = judged.flatMap((one) => ('fault' in one ? [one.fault] : []));
  const refusal = refusalIn(findings);
  if (refusal !== undefined || findings.group === undefined) {
    return { findings, faults, ...(refusal === undefined ? {} : { refusal }) };
  }
  const people = uniqueById(judged.flatMap((one) => ('person' in one ? [one.person] : [])));
  const inside = idsOf(findings.group);
  const skipped = faults.map(({ who: _, ...rest }) => rest);
  return {
    findings,
    faults,
    plan: {
      at,
      ...factsOf(findings.group, deps.directory),
      people: people.filter((one) => !inside.has(one.personId)),
      already: people.filter((one) => inside.has(one.personId)),
      skipped,
    },
  };
}

function judge(
  findings: ChangeFindings,
  who: Who,
): { readonly person: Reachable } | { readonly fault: Skipped & { readonly who: Who } } {
  const { person, refusal, label, slackUserId: id } = matchFor(findings.matches, who);
  const slackUserId = id === undefined ? {} : { slackUserId: id };
  if (refusal !== undefined || person === undefined) {
    const reason = refusal ?? 'unknown-in-docspace';
    return { fault: { who, label: person?.name ?? label, reason, ...slackUserId } };
  }
  return { person: { personId: person.id, name: person.name, email: person.email, ...slackUserId } };
}

/** Two reads side by side: the actor, and the group with its members. */
export async function checkRemove(
  deps: ChangeDeps,
  { actorSlackId, input }: Wish<RemoveInput>,
  options: CallOptions = {},
): Promise<MembersFindings> {
  const at = deps.now();
  const findings = await checkChange(
    deps,
    { actorSlackId, right: 'members', people: [] },
    () => deps.groups.getWithMembers(input.group.id, options),
    options,
  );
  const refusal = refusalIn(findings) ?? headRefusal(findings.group, input);
  if (refusal !== undefined || findings.group === undefined) {
    return { findings, faults: [], ...(refusal === undefined ? {} : { refusal }) };
  }
  const members = new Map(findings.group.members.map((member) => [member.id, member]));
  const people = uniqueById(input.people).map((one) => {
    const member = members.get(one.personId);
    return member === undefined ? one : reachable(deps.directory, member);
  });
  return {
    findings,
    faults: [],
    plan: {
      at,
      ...factsOf(findings.group, deps.directory),
      people: people.filter((one) => members.has(one.personId)),
      already: people.filter((one) => !members.has(one.personId)),
      skipped: [],
    },
  };
}

/** Why these people may not be removed: one of them is head (now), and that he goes was not agreed to. */
export function headRefusal(
  group: GroupWithMembers | undefined,
  input: Pick<RemoveInput, 'people' | 'leavingHeadId'>,
): MembersRefusal | undefined {
  const head = group?.head;
  if (group === undefined || head === undefined || head.id === input.leavingHeadId) return undefined;
  const isAmong = input.people.some((one) => one.personId === head.id);
  const isMember = group.members.some((member) => member.id === head.id);
  return isAmong && isMember ? { kind: 'head', group: snapshotOf(group), headName: head.name } : undefined;
}

function refusalIn(findings: ChangeFindings): MembersRefusal | undefined {
  const { obstacle } = findings;
  return obstacle === undefined ? undefined : asRefusal(obstacle);
}

export function asRefusal(obstacle: Obstacle): MembersRefusal {
  return { kind: 'obstacle', obstacle };
}

/** Ids of the members that DocSpace shows: active and pending. */
export function idsOf(group: GroupWithMembers): ReadonlySet<string> {
  return new Set(group.members.map((member) => member.id));
}

function factsOf(
  { name, membersCount, head }: GroupWithMembers,
  directory: Pick<Directory, 'knownSlackIdOf'>,
): Pick<MembersPlan, 'name' | 'membersCount' | 'head'> {
  return { name, membersCount, ...(head === undefined ? {} : { head: reachable(directory, head) }) };
}

function reachable(directory: Pick<Directory, 'knownSlackIdOf'>, { id, name, email }: PersonRef): Reachable {
  const slackUserId = directory.knownSlackIdOf(id);
  return {
    personId: id,
    name,
    ...(email === undefined ? {} : { email }),
    ...(slackUserId === undefined ? {} : { slackUserId }),
  };
}
