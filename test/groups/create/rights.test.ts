import { expect, it } from 'vitest';
import type { Directory, Match } from '../../../src/directory/directory.ts';
import type { DocSpace } from '../../../src/docspace/model.ts';
import { createGroupKind } from '../../../src/groups/create/kind.ts';
import type { OperationRun, Step } from '../../../src/operations/kind.ts';
import { operation } from './support.ts';

const actor: Match = { slackUserId: 'U1', label: 'ann', refusal: 'disabled-in-docspace' };

/** A run whose check was made, and checkpointed, at the time 1; its POST surely never reached DocSpace. */
async function runAt(now: number) {
  const created: string[] = [];
  const directory: Directory = {
    lookUp: async () => ({ bySlackId: new Map([['U1', actor]]), byEmail: new Map() }),
    slackIdOf: async () => undefined,
    knownSlackIdOf: () => undefined,
    knownEmailOf: () => undefined,
  };
  const never = () => Promise.reject(new Error('not asked for here'));
  const groups: DocSpace['groups'] = {
    search: async () => ({ items: [], total: 0 }),
    ofPerson: never,
    get: never,
    getWithMembers: never,
    update: never,
    delete: never,
    create: async ({ name }) => {
      created.push(name);
      return { id: 'g1', name, membersCount: 0, memberIds: [] };
    },
  };
  const settings = { headsManageMembers: false, everyoneMayView: false };
  const kind = createGroupKind({ directory, groups, settings, now: () => now, waits: { stillMs: 1 } });
  const input = kind.input.parse({ name: 'New', members: [] });
  const run: OperationRun<typeof input> = {
    operation,
    input,
    attempt: 7,
    giveUpAt: Number.POSITIVE_INFINITY,
    signal: new AbortController().signal,
    step: async <Result>(name: string, step: Step<Result>) =>
      name === 'check' ? step.result.parse({ checked: { at: 1, members: [] }, skipped: [] }) : step.act(),
    progress: () => undefined,
  };
  return { outcome: await kind.run(run), created };
}

it('relies on a check of 30 s, and asks again when the POST had to wait longer', async () => {
  expect(await runAt(30_001)).toMatchObject({ outcome: { status: 'done' }, created: ['New'] });
  expect(await runAt(30_002)).toMatchObject({
    outcome: { status: 'refused', refusal: { kind: 'actor', refusal: 'disabled-in-docspace' } },
    created: [],
  });
});

/** 120 people, with the right taken away between the POST, at 30 001, and the rest, at this time. */
async function fillAt(later: number) {
  const members = Array.from({ length: 120 }, (_, number) => ({
    personId: `p${number}`,
    name: `P ${number}`,
  }));
  const inside: string[] = [];
  let now = 30_001;
  const never = () => Promise.reject(new Error('not asked for here'));
  const group = () => ({ id: 'g1', name: 'New', membersCount: inside.length, memberIds: [...inside] });
  const groups: DocSpace['groups'] = {
    search: async () => ({ items: [], total: 0 }),
    ofPerson: never,
    get: never,
    getWithMembers: async () => ({
      ...group(),
      isLdap: false,
      isSystem: false,
      members: inside.map((id) => ({ id, name: id })),
    }),
    update: async (_id, { addIds = [] }) => {
      inside.push(...addIds);
      return group();
    },
    delete: never,
    create: async ({ memberIds = [] }) => {
      inside.push(...memberIds);
      now = later;
      return group();
    },
  };
  const directory: Directory = {
    lookUp: async () => ({ bySlackId: new Map([['U1', actor]]), byEmail: new Map() }),
    slackIdOf: async () => undefined,
    knownSlackIdOf: () => undefined,
    knownEmailOf: () => undefined,
  };
  const settings = { headsManageMembers: false, everyoneMayView: false };
  const kind = createGroupKind({ directory, groups, settings, now: () => now, waits: { stillMs: 1 } });
  const outcome = await kind.run({
    operation,
    input: kind.input.parse({ name: 'New', members: [] }),
    attempt: 1,
    giveUpAt: Number.POSITIVE_INFINITY,
    signal: new AbortController().signal,
    step: async <Result>(name: string, step: Step<Result>) =>
      name === 'check' ? step.result.parse({ checked: { at: 1, members }, skipped: [] }) : step.act(),
    progress: () => undefined,
  });
  return { outcome, inside };
}

it('adds the people beyond the first request only as long as the right is there', async () => {
  expect(await fillAt(30_001)).toMatchObject({ outcome: { status: 'done', membersCount: 120 } });
  const cut = await fillAt(30_002);
  expect(cut.inside).toHaveLength(100);
  expect(cut.outcome).toMatchObject({ status: 'partly', membersCount: 100 });
  const skipped = cut.outcome.status === 'partly' ? cut.outcome.skipped : [];
  expect(skipped).toHaveLength(20);
  expect(new Set(skipped.map(({ reason }) => reason))).toEqual(new Set(['right-lost']));
});
