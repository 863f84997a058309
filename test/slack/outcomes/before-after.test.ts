import { expect, it } from 'vitest';
import type { Operation } from '../../../src/operations/kind.ts';
import { beforeAndAfter } from '../../../src/slack/outcomes/before-after.ts';
import { english } from '../../../src/slack/words/index.ts';

function operation(kind: string, outcome: unknown): Operation {
  return {
    id: 'o1',
    dedupeKey: 'k1',
    kind,
    lock: 'group:g1',
    actor: { slackUserId: 'U1' },
    destination: {},
    input: {},
    outcome,
    state: 'told',
    attempts: 1,
    acceptedAt: 0,
    runAt: 0,
  };
}

it.each([
  [{ kind: 'created', groupId: 'g', name: 'Sales' }, '', 'Sales'],
  [{ kind: 'renamed', groupId: 'g', from: 'Sales', to: 'Growth' }, 'Sales', 'Growth'],
  [{ kind: 'head-changed', groupId: 'g', from: 'p1', joined: false, left: false }, 'p1', ''],
  [{ kind: 'members-added', groupId: 'g', ids: ['p1', 'p2'] }, '', '2 added'],
  [{ kind: 'members-removed', groupId: 'g', ids: ['p1'] }, '', '1 removed'],
  [{ kind: 'deleted', groupId: 'g', name: 'Sales', memberIds: [] }, 'Sales', ''],
  [undefined, '', ''],
  [{ kind: 'other' }, '', ''],
])('of %j', (effect, before, after) => {
  expect(beforeAndAfter(english, operation('any', { status: 'done', effect }))).toEqual({ before, after });
});

it('has the names of heads where the outcome has them', () => {
  const outcome = {
    status: 'done',
    group: { id: 'g', name: 'Sales' },
    membersCount: 2,
    head: { personId: 'p2', name: 'Cid Carter' },
    former: { personId: 'p1', name: 'Bob Baker' },
    joined: true,
    missed: [],
    effect: { kind: 'head-changed', groupId: 'g', from: 'p1', to: 'p2', joined: true, left: false },
  };
  expect(beforeAndAfter(english, operation('head', outcome))).toEqual({
    before: 'Bob Baker',
    after: 'Cid Carter',
  });
});

it.each([
  ['created', {}, 'Sales', ''],
  ['renamed', { formerName: 'Growth' }, 'Growth', 'Sales'],
  ['head-changed', { head: { personId: 'p1', name: 'Bob Baker' } }, '', 'Bob Baker'],
  ['members-added', { peopleCount: 3 }, '', '3 removed'],
  ['members-removed', { peopleCount: 1 }, '', '1 added'],
  ['deleted', {}, '', 'Sales'],
])('of an undo of %s', (of, more, before, after) => {
  const group = { id: 'g', name: 'Sales' };
  const outcome = {
    status: 'done',
    of,
    group,
    people: [],
    peopleCount: 0,
    notRestored: [],
    notRestoredCount: 0,
    ...more,
  };
  expect(beforeAndAfter(english, operation('undo', outcome))).toEqual({ before, after });
  const refused = { status: 'refused', refusal: { kind: 'as-before' } };
  expect(beforeAndAfter(english, operation('undo', refused))).toEqual({ before: '', after: '' });
});
