import { describe, expect, it } from 'vitest';
import { removeKind } from '../../src/groups/change-members/shape.ts';
import { deleteKind } from '../../src/groups/delete/shape.ts';
import type { Effect } from '../../src/groups/effect.ts';
import { massChangeOf, massUndo } from '../../src/groups/mass-change.ts';
import { undoKind } from '../../src/groups/undo/shape.ts';

const group = { id: 'g1', name: 'Marketing', membersCount: 400 };
const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ personId: `p${index}`, name: `Pat ${index}` }));
const ids = (count: number) => people(count).map((one) => one.personId);
const removal = (picked: number, checked?: number) => ({
  kind: removeKind,
  input: {
    group,
    people: people(picked),
    ...(checked === undefined
      ? {}
      : {
          checked: {
            at: 1,
            name: 'Marketing',
            membersCount: 400,
            people: people(checked),
            already: [],
            skipped: [],
          },
        }),
  },
});
const deletion = (membersCount: number) => ({
  kind: deleteKind,
  input: { group: { ...group, membersCount } },
});
const undo = (effect: Effect) => ({
  kind: undoKind,
  input: { operationId: 'o1', effect, own: true, people: [] },
});
const added = (count: number): Effect => ({ kind: 'members-added', groupId: 'g1', ids: ids(count) });
const created = (count: number): Effect => ({
  kind: 'created',
  groupId: 'g1',
  name: 'Marketing',
  memberIds: ids(count),
});

describe('a mass change', () => {
  it.each([
    ['51 people out', removal(51), { kind: 'out', count: 51 }],
    ['50 people out', removal(50), undefined],
    ['60 picked, 51 of them in', removal(60, 51), { kind: 'out', count: 51 }],
    ['60 picked, 50 of them in', removal(60, 50), undefined],
    ['the end of a group of 101', deletion(101), { kind: 'delete', count: 101 }],
    ['the end of a group of 100', deletion(100), undefined],
    ['taking back that 51 were added', undo(added(51)), { kind: 'out', count: 51 }],
    ['taking back that 50 were added', undo(added(50)), undefined],
    ['taking back a group of 101', undo(created(101)), { kind: 'delete', count: 101 }],
    ['taking back a group of 100', undo(created(100)), undefined],
    ['adding 500 people', { kind: 'add', input: { group, people: people(500) } }, undefined],
    ['an input that can’t be read', { kind: removeKind, input: { people: 'all' } }, undefined],
  ])('%s', (_what, operation, expected) => {
    expect(massChangeOf(operation)).toEqual(expected);
  });

  it('is none where people come back', () => {
    const deleted: Effect = { kind: 'deleted', groupId: 'g1', name: 'Marketing', memberIds: ids(400) };
    expect(massUndo(deleted)).toBeUndefined();
    expect(massUndo({ kind: 'members-removed', groupId: 'g1', ids: ids(100) })).toBeUndefined();
  });
});
