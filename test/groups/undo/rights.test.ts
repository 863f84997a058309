import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../src/groups/effect.ts';
import { openUndoStage, refused, undoStage, who } from './support.ts';

const { bob, cid } = who;
const stage = undoStage();

describe('who may undo, at the run', () => {
  it('is asked anew, and refused without a word to DocSpace’s groups', async () => {
    const { id, name } = stage.add([]);
    const effect: Effect = { kind: 'renamed', groupId: id, from: 'Before', to: name };
    expect(await stage.undo(effect, { by: 'U0ROO' })).toEqual(
      refused({ kind: 'obstacle', obstacle: { kind: 'right', role: 'roomAdmin' } }),
    );
    expect(await stage.undo(effect, { by: 'U0ROO', own: false })).toEqual(refused({ kind: 'not-own' }));
    expect(await stage.undo(effect, { by: 'U0XAV' })).toEqual(
      refused({ kind: 'obstacle', obstacle: { kind: 'actor', refusal: 'external' } }),
    );
    expect(stage.docspace.requests.filter((request) => request.path.includes('/group'))).toEqual([]);
    expect(await stage.undo(effect, { by: 'U0ADA', own: false })).toMatchObject({ status: 'done' });
  });

  it('lets a head take back his own change of members, while heads may and he is head', async () => {
    const heads = await openUndoStage({ headsManageMembers: true });
    const { id } = heads.docspace.addGroup({ name: 'Headed', memberIds: [bob, cid], headId: bob });
    const effect: Effect = { kind: 'members-added', groupId: id, ids: [cid] };
    expect(await heads.undo(effect, { by: 'U0BOB', own: false })).toEqual(refused({ kind: 'not-own' }));
    // Who may look at the group is told who heads it; who may not is told nothing of it.
    expect(await heads.undo(effect, { by: 'U0ROO' })).toEqual(
      refused({
        kind: 'obstacle',
        obstacle: { kind: 'right', role: 'roomAdmin', headMay: true, headName: 'Bob Baker' },
      }),
    );
    expect(await heads.undo(effect, { by: 'U0CID' })).toEqual(
      refused({ kind: 'obstacle', obstacle: { kind: 'right', role: 'user', headMay: true } }),
    );
    expect(await heads.undo(effect, { by: 'U0BOB' })).toMatchObject({ status: 'done' });
    const renamed: Effect = { kind: 'renamed', groupId: id, from: 'Before', to: 'Headed' };
    expect(await heads.undo(renamed, { by: 'U0BOB' })).toMatchObject(refused({ kind: 'obstacle' }));
    await heads.close();
  });
});
