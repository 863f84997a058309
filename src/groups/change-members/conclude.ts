import type { Directory } from '../../directory/directory.ts';
import type { Named } from '../who.ts';
import type { Direction, MembersOutcome, MembersPlan, Reachable, Stopped } from './shape.ts';
import type { Written } from './write.ts';

/** So many people are named in the first line of an announcement, as mentions where they are in Slack. */
export const namedAtMost = 3;

/** Compares what DocSpace has with what was asked, person by person. */
export async function conclude(
  directory: Pick<Directory, 'slackIdOf'>,
  change: { readonly groupId: string; readonly direction: Direction; readonly plan: MembersPlan },
  written: Written,
): Promise<MembersOutcome> {
  const { groupId, direction, plan } = change;
  const { last, settled, foreign } = written;
  const group = { id: groupId, name: last?.name ?? plan.name };
  const unreached = new Set(written.stopped?.ids ?? []);
  const changed = plan.people.filter((one) => settled.has(one.personId));
  const leftOut = plan.people.filter(
    ({ personId: id }) => !settled.has(id) && !foreign.has(id) && !unreached.has(id),
  );
  const skipped = [
    ...plan.skipped,
    ...leftOut.map(({ name, slackUserId }) => ({
      label: name,
      reason: 'left-out',
      ...(slackUserId === undefined ? {} : { slackUserId }),
    })),
  ];
  const byOthers = plan.people.filter((one) => foreign.has(one.personId));
  const already = [...plan.already, ...byOthers].map(withoutEmail);
  const stopped = stoppedBy(plan, unreached, written);
  if (last === undefined || changed.length === 0) return { status: 'nothing', group, already, skipped };

  const ids = changed.map((one) => one.personId);
  const was = plan.head;
  const headLeft =
    direction === 'remove' && was !== undefined && settled.has(was.personId) && last.headId !== was.personId;
  const isSame = was !== undefined && last.headId === was.personId;
  const [people, head] = await Promise.all([
    changed.length <= namedAtMost ? Promise.all(changed.map((one) => asNamed(directory, one))) : undefined,
    was === undefined || !(isSame || headLeft) ? undefined : asNamed(directory, was),
  ]);
  return {
    status: skipped.length > 0 || stopped !== undefined ? 'partly' : 'done',
    group,
    membersCount: last.membersCount,
    ...(isSame && head !== undefined ? { head } : {}),
    ...(!isSame && last.headId !== undefined ? { otherHead: true as const } : {}),
    ...(headLeft && head !== undefined ? { formerHead: head } : {}),
    changed: people ?? changed.map(withoutEmail),
    already,
    skipped,
    ...(stopped === undefined ? {} : { stopped }),
    effect:
      direction === 'add'
        ? { kind: 'members-added', groupId, ids }
        : { kind: 'members-removed', groupId, ids, ...(headLeft ? { headId: was.personId } : {}) },
  };
}

function stoppedBy(
  plan: MembersPlan,
  unreached: ReadonlySet<string>,
  { stopped }: Written,
): Stopped | undefined {
  if (stopped === undefined) return undefined;
  const { ids: _, ...why } = stopped;
  return { people: plan.people.filter((one) => unreached.has(one.personId)).map(withoutEmail), ...why };
}

/** A mention is a nicety: where Slack does not tell, the name is shown. */
async function asNamed(directory: Pick<Directory, 'slackIdOf'>, person: Reachable): Promise<Named> {
  const { personId, email } = person;
  const slackUserId =
    person.slackUserId ??
    (await directory.slackIdOf({ id: personId, ...(email === undefined ? {} : { email }) }));
  return { ...withoutEmail(person), ...(slackUserId === undefined ? {} : { slackUserId }) };
}

function withoutEmail({ email: _, ...named }: Reachable): Named {
  return named;
}
