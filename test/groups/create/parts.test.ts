import { expect, it } from 'vitest';
import type { Directory } from '../../../src/directory/directory.ts';
import { DocSpaceError } from '../../../src/docspace/errors.ts';
import type { DocSpace, Group, GroupWithMembers } from '../../../src/docspace/model.ts';
import { createGroupKind } from '../../../src/groups/create/kind.ts';
import { lookAfter } from '../../../src/groups/create/write.ts';
import { groupFaults } from '../../../src/groups/faults.ts';
import type { Step } from '../../../src/operations/kind.ts';
import { operation } from './support.ts';

const directory: Directory = {
  lookUp: async () => ({
    bySlackId: new Map([
      [
        'U1',
        {
          slackUserId: 'U1',
          label: 'ann',
          person: { id: 'p-ann', name: 'Ann', email: 'ann@x.io', role: 'owner', status: 'active' },
        },
      ],
    ]),
    byEmail: new Map(),
  }),
  slackIdOf: async () => undefined,
  knownSlackIdOf: () => undefined,
  knownEmailOf: () => undefined,
};
const refused = new DocSpaceError({
  reason: 'key-refused',
  method: 'PUT',
  route: '/group/{id}',
  status: 401,
  mayHaveHappened: false,
});

/** One attempt at a group for 120 people; `begun` = an earlier one came as far as its POST. */
async function attempt(changes: Partial<DocSpace['groups']>, begun = false, now = 2) {
  const members = Array.from({ length: 120 }, (_, at) => ({ personId: `p${at}`, name: `P ${at}` }));
  const never = () => Promise.reject(new Error('not asked for here'));
  const signals: unknown[] = [];
  const groups: DocSpace['groups'] = {
    search: async () => ({ items: [], total: 0 }),
    ofPerson: never,
    get: never,
    getWithMembers: never,
    delete: never,
    update: never,
    create: async ({ name, memberIds = [] }, options) => {
      signals.push(options?.signal);
      return { id: 'g1', name, membersCount: memberIds.length, memberIds };
    },
    ...changes,
  };
  const settings = { headsManageMembers: false, everyoneMayView: false };
  const kind = createGroupKind({ directory, groups, settings, now: () => now, waits: { stillMs: 1 } });
  const { signal } = new AbortController();
  const outcome = await kind.run({
    operation,
    input: kind.input.parse({ name: 'New', members: [] }),
    attempt: begun ? 2 : 1,
    giveUpAt: Number.POSITIVE_INFINITY,
    signal,
    async step<Result>(name: string, step: Step<Result>) {
      if (name === 'check') return step.result.parse({ checked: { at: 1, members }, skipped: [] });
      const found = name === 'create' && begun ? await step.reconcile?.() : undefined;
      return found === undefined || found === 'repeat' ? step.act() : found.done;
    },
    progress: () => undefined,
  });
  return { outcome, signals, signal };
}

it('says what was done when DocSpace refuses all from then on', async () => {
  const refuse = () => Promise.reject(refused);
  const { outcome } = await attempt({ update: refuse, getWithMembers: refuse });
  expect(outcome).toMatchObject({ status: 'partly', group: { id: 'g1' }, membersCount: 100 });
  expect(outcome.status === 'partly' ? outcome.skipped : []).toHaveLength(20);
});

it('does not send what waits for its turn once the attempt is over', async () => {
  const { signals, signal } = await attempt({
    update: () => Promise.reject(refused),
    getWithMembers: () => Promise.reject(refused),
  });
  expect(signals).toEqual([signal]);
});

it('takes its own group that comes to light at the second check for what it is', async () => {
  const group: Group = { id: 'g9', name: 'New', membersCount: 120, isLdap: false, isSystem: false };
  const whole: GroupWithMembers = {
    ...group,
    members: Array.from({ length: 120 }, (_, at) => ({ id: `p${at}`, name: `P ${at}` })),
  };
  let looks = 0;
  const { outcome, signals } = await attempt(
    {
      search: async () => {
        looks += 1;
        // Three looks for what the earlier attempt began, then the check anew.
        return looks <= 3 ? { items: [], total: 0 } : { items: [group], total: 1 };
      },
      getWithMembers: async () => whole,
    },
    true,
    60_000,
  );
  expect(outcome).toMatchObject({ status: 'done', group: { id: 'g9' }, membersCount: 120 });
  expect(signals).toEqual([]);
});

it('looks again later where it could not look what a refusal left behind', async () => {
  const fault = (reason: 'role-refused' | 'server-fault', mayHaveHappened: boolean, status: number) =>
    new DocSpaceError({ reason, method: 'POST', route: '/group', status, mayHaveHappened });
  const refusal = fault('role-refused', true, 403);
  const asked = lookAfter(refusal, () => Promise.reject(fault('server-fault', false, 500)));
  const error = await asked.catch((thrown: unknown) => thrown);
  expect(groupFaults.judge(error)).toEqual({ kind: 'passing', undone: false });
  await expect(lookAfter(refusal, async () => undefined)).rejects.toMatchObject({
    reason: 'role-refused',
    mayHaveHappened: false,
  });
});
