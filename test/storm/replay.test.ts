import { expect, test } from 'vitest';
import type { Operation } from '../../src/operations/kind.ts';
import type { StoredOperation } from '../../src/operations/operation-row.ts';
import type { ModelGroup } from './model.ts';
import { compare, replay, type Violation } from './replay.ts';
import { AskedList, type Wish } from './wish.ts';

// A storm that finds nothing shows something only if its judge does find what is wrong.

const group = (name: string, ...members: readonly string[]): ModelGroup => ({
  name,
  memberIds: new Set(members),
});
const start = new Map([['g1', group('Team', 'a')]]);
const people = new Map([
  ['Ann A', 'a'],
  ['Bob B', 'b'],
]);
const addB: Wish = { kind: 'add', groupId: 'g1', ids: ['b'] };
const addedB = { kind: 'members-added', groupId: 'g1', ids: ['b'] };

function stored(kind: string, more: Partial<Operation>): StoredOperation {
  return {
    operation: {
      id: 'o1',
      dedupeKey: 'submit:v:h',
      kind,
      lock: 'l',
      actor: { slackUserId: 'U1' },
      destination: {},
      input: null,
      state: 'told',
      attempts: 1,
      acceptedAt: 0,
      runAt: 0,
      ...more,
    },
    sequence: 1,
    tellingAttempts: 1,
    unfinishedAttempts: 0,
    leaseOwner: null,
    leaseInstance: null,
    leaseUntil: 0,
  };
}

/** What the judge finds when this was asked, so told, and the portal has these groups. */
function found(
  wish: Wish | undefined,
  operation: StoredOperation,
  portal: readonly (readonly [string, ModelGroup])[],
): readonly Violation['what'][] {
  const asked = new AskedList();
  if (wish !== undefined) asked.submit({ id: 'v', hash: 'h' }, 'U1', wish);
  const { groups, perhaps, violations } = replay(start, [operation], asked, people);
  return [...violations, ...compare(groups, new Map(portal), perhaps)].map(({ what }) => what);
}

const done = (effect: unknown, status = 'done') => ({ outcome: { status, group: { id: 'g1' }, effect } });

test.each<[string, Wish | undefined, StoredOperation, [string, ModelGroup][], Violation['what'][]]>([
  ['all well', addB, stored('add', done(addedB)), [['g1', group('Team', 'a', 'b')]], []],
  ['told as done, not there', addB, stored('add', done(addedB)), [['g1', group('Team', 'a')]], ['members']],
  [
    'told as failed, and done',
    addB,
    stored('add', { fault: { reason: 'x' } }),
    [['g1', group('Team', 'a', 'b')]],
    ['members'],
  ],
  [
    'unclear: it may be so or so',
    addB,
    stored('add', { needsAttention: true }),
    [['g1', group('Team', 'a', 'b')]],
    [],
  ],
  [
    'more than was asked',
    addB,
    stored('add', done({ ...addedB, ids: ['b', 'c'] })),
    [['g1', group('Team', 'a', 'b')]],
    ['untruthful'],
  ],
  ['never ended', addB, stored('add', { state: 'running' }), [['g1', group('Team', 'a')]], ['lost']],
  ['nobody asked', undefined, stored('add', done(addedB)), [['g1', group('Team', 'a')]], ['not asked']],
  [
    'a group made twice',
    { kind: 'create', name: 'New', memberIds: [] },
    stored('create', {
      outcome: {
        status: 'done',
        group: { id: 'g2' },
        effect: { kind: 'created', groupId: 'g2', name: 'New', memberIds: [] },
      },
    }),
    [
      ['g1', group('Team', 'a')],
      ['g2', group('New')],
      ['g3', group('New')],
    ],
    ['doubled', 'doubled'],
  ],
  [
    'told as gone, and there',
    addB,
    stored('add', {
      outcome: { status: 'refused', refusal: { kind: 'obstacle', obstacle: { kind: 'gone' } } },
    }),
    [['g1', group('Team', 'a')]],
    ['untruthful'],
  ],
])('%s', (_, wish, operation, portal, violations) => {
  expect(found(wish, operation, portal)).toEqual(violations);
});

test.each<[string, ModelGroup, Violation['what'][]]>([
  ['as it was told', group('Team', 'a', 'b'), []],
  ['better than it was told', group('Team', 'a'), ['members']],
])('an undo that was told as done in part: %s', (_, portal, violations) => {
  const asked = new AskedList();
  asked.submit({ id: 'v', hash: 'h' }, 'U1', addB);
  asked.submit({ id: 'w', hash: 'h' }, 'U1', { kind: 'undo', operationId: 'o1' });
  const undo = stored('undo', {
    id: 'o2',
    dedupeKey: 'submit:w:h',
    outcome: { status: 'partly', group: { id: 'g1' }, notRestored: [{ label: 'Bob B', reason: 'still-in' }] },
  });
  const {
    groups,
    perhaps,
    violations: told,
  } = replay(start, [stored('add', done(addedB)), undo], asked, people);
  const all = [...told, ...compare(groups, new Map([['g1', portal]]), perhaps)];
  expect(all.map(({ what }) => what)).toEqual(violations);
});
