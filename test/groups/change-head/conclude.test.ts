import { describe, expect, it } from 'vitest';
import { conclude, type Ending } from '../../../src/groups/change-head/conclude.ts';

const bob = { personId: 'bob', name: 'Bob', slackUserId: 'U1' };
const cid = { personId: 'cid', name: 'Cid', slackUserId: 'U2' };
const former = { ...bob, disabled: false, member: true };

function ended(more: {
  readonly head?: string;
  readonly members: readonly string[];
  readonly goes?: 'stays' | 'leaves';
  readonly plan?: Partial<Ending['plan']>;
  readonly back?: Ending['back'];
}) {
  const { head, members, goes = 'stays', plan, back } = more;
  return conclude({
    asked: { former: goes },
    plan: { at: 1, name: 'Sales', former, next: { ...cid, joins: true }, ...plan },
    echo: {
      id: 'g',
      name: 'Sales',
      membersCount: members.length,
      memberIds: [...members],
      ...(head === undefined ? {} : { headId: head }),
    },
    back,
    former: bob,
  });
}

describe('what DocSpace answered, compared with what was asked', () => {
  it('is done when the head is as asked', () => {
    expect(ended({ head: 'cid', members: ['bob', 'cid'] })).toMatchObject({
      status: 'done',
      formerIsMember: true,
      missed: [],
      effect: { from: 'bob', to: 'cid', joined: true, left: false },
    });
  });

  it('is refused when nothing moved', () => {
    expect(ended({ head: 'bob', members: ['bob'] })).toEqual({
      status: 'refused',
      refusal: { kind: 'unfit', who: { label: 'Cid', slackUserId: 'U2', reason: 'left-out' } },
    });
    expect(
      conclude({
        asked: { former: 'leaves' },
        plan: { at: 1, name: 'Sales', former },
        echo: { id: 'g', name: 'Sales', membersCount: 1, memberIds: ['bob'], headId: 'bob' },
        former: bob,
      }),
    ).toEqual({ status: 'refused', refusal: { kind: 'unmoved', former: bob } });
  });

  it('is partly done when the former head stayed, or left for nobody', () => {
    expect(ended({ head: 'cid', members: ['bob', 'cid'], goes: 'leaves' })).toMatchObject({
      status: 'partly',
      missed: [{ kind: 'still-member' }],
      effect: { to: 'cid', left: false },
    });
    const left = ended({ members: [], goes: 'leaves' });
    expect(left).toMatchObject({
      status: 'partly',
      joined: false,
      missed: [{ kind: 'not-head', who: { label: 'Cid' } }],
      effect: { from: 'bob', left: true, joined: false },
    });
    expect(left).not.toHaveProperty('head');
    expect(left).not.toHaveProperty('effect.to');
  });

  it('claims no effect where somebody else was made head in the same moment', () => {
    const outcome = ended({ head: 'eve', members: ['bob', 'cid', 'eve'] });
    expect(outcome).toMatchObject({
      status: 'partly',
      missed: [{ kind: 'not-head' }, { kind: 'other-head' }],
    });
    expect(outcome).not.toHaveProperty('effect');
    expect(outcome).not.toHaveProperty('head');
  });

  it('says nothing about the membership of somebody disabled, whom DocSpace hides', () => {
    const hidden = { former: { ...former, disabled: true, member: false } };
    const stays = ended({ head: 'cid', members: ['cid'], plan: hidden });
    expect(stays).toMatchObject({ status: 'done', effect: { left: false } });
    expect(stays).not.toHaveProperty('formerIsMember');
    expect(ended({ head: 'cid', members: ['cid'], goes: 'leaves', plan: hidden })).toMatchObject({
      effect: { left: true },
    });
  });

  it('says nothing about the membership where it is unclear', () => {
    const outcome = conclude({
      asked: { former: 'stays' },
      plan: { at: 1, name: 'Sales', former },
      echo: { id: 'g', name: 'Sales', membersCount: 0, memberIds: [] },
      back: { kind: 'not-added', reason: 'server-fault', unclear: true },
      former: bob,
    });
    expect(outcome).toMatchObject({ status: 'partly', effect: { from: 'bob', left: true } });
    expect(outcome).not.toHaveProperty('formerIsMember');
  });

  it('tells that all was put back', () => {
    expect(ended({ members: [], back: { kind: 'restored', reason: 'role-refused' } })).toEqual({
      status: 'refused',
      refusal: { kind: 'put-back', former: bob, reason: 'role-refused' },
    });
  });
});
