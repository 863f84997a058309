import { WebAPIPlatformError } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../src/operations/kind.ts';
import { tellWatchers } from '../../src/slack/tell-watchers.ts';
import { english } from '../../src/slack/words/index.ts';

const renamed: Operation = {
  id: 'o1',
  dedupeKey: 'k1',
  kind: 'rename',
  lock: 'group:g1',
  groupId: 'g1',
  groupName: 'Sales',
  actor: { slackUserId: 'U1' },
  destination: { channelId: 'C0' },
  input: {},
  outcome: { status: 'done', effect: { kind: 'renamed', groupId: 'g1', from: 'Sales', to: 'Growth' } },
  state: 'settled',
  attempts: 1,
  acceptedAt: 0,
  runAt: 0,
};
const deleted: Operation = {
  ...renamed,
  kind: 'delete',
  outcome: { status: 'done', effect: { kind: 'deleted', groupId: 'g1', name: 'Sales', memberIds: [] } },
};
const message = { text: '*Sales* was renamed', blocks: [{ type: 'divider' as const }] };

/** Channels that watch, a Slack that answers as told, and steps that remember what was done. */
function world(channels: readonly string[]) {
  let watching = [...channels];
  const posted: { readonly channelId: string; readonly text: string; readonly blocks: number }[] = [];
  const faults = new Map<string, unknown>();
  const done = new Map<string, string>();
  const rights = new Map<string, () => Promise<boolean>>();
  const tell = (operation: Operation, toldAlready: readonly (string | undefined)[] = ['C0', undefined]) =>
    tellWatchers(
      {
        words: english,
        mayWatch: async ({ channelId }) => rights.get(channelId)?.() ?? true,
        watches: {
          ofGroup: async (groupId) =>
            watching.map((channelId) => ({ groupId, channelId, slackUserId: 'U1', at: 0 })),
          remove: async (_, channelId) => {
            watching = watching.filter((one) => one !== channelId);
            return true;
          },
          forgetGroup: async () => {
            watching = [];
          },
        },
      },
      operation,
      message,
      toldAlready,
      async (channelId, post) => {
        if (!done.has(channelId)) done.set(channelId, await post());
      },
      async (channelId, note) => {
        const fault = faults.get(channelId);
        if (fault !== undefined) throw fault;
        posted.push({ channelId, text: note.text, blocks: note.blocks?.length ?? 0 });
      },
    );
  return { tell, posted, faults, done, rights, watching: () => watching };
}

const refusal = (error: string) => new WebAPIPlatformError({ ok: false, error });

describe('telling the channels that watch', () => {
  it('tells each but those that have it already, and says why', async () => {
    const { tell, posted, watching } = world(['C0', 'C1', 'CAUDIT', 'C2']);
    await tell(renamed, ['C0', 'CAUDIT']);
    const text = '*Sales* was renamed\nPosted here because this channel watches *Sales*.';
    expect(posted).toEqual([
      { channelId: 'C1', text, blocks: 2 },
      { channelId: 'C2', text, blocks: 2 },
    ]);
    expect(watching()).toHaveLength(4);
  });

  it('tells nobody of an operation without a group', async () => {
    const { tell, posted } = world(['C1']);
    const { groupId: _, ...without } = renamed;
    await tell(without);
    expect(posted).toEqual([]);
  });

  it.each(['channel_not_found', 'is_archived'])('forgets a channel for good on %s', async (code) => {
    const { tell, posted, faults, watching, done } = world(['C1', 'C2']);
    faults.set('C1', refusal(code));
    await tell(renamed);
    expect(watching()).toEqual(['C2']);
    expect(posted.map((one) => one.channelId)).toEqual(['C2']);
    expect(done.get('C1')).toBe('refused');
  });

  it.each(['not_in_channel', 'restricted_action', 'msg_too_long'])('keeps the watch on %s', async (code) => {
    const { tell, posted, faults, watching } = world(['C1', 'C2']);
    faults.set('C1', refusal(code));
    await tell(renamed);
    expect(watching()).toEqual(['C1', 'C2']);
    expect(posted.map((one) => one.channelId)).toEqual(['C2']);
  });

  it('passes on what is no answer of Slack, and tells nobody twice when it is tried again', async () => {
    const { tell, posted, faults, watching } = world(['C1', 'C2', 'C3']);
    faults.set('C2', new Error('no connection'));
    await expect(tell(deleted)).rejects.toThrow('no connection');
    expect(watching()).toHaveLength(3);
    faults.clear();
    await tell(deleted);
    expect(posted.map((one) => one.channelId)).toEqual(['C1', 'C2', 'C3']);
  });

  it.each([renamed, deleted])(
    'ends a watch whose right is gone, and tells its channel nothing else',
    async (operation) => {
      const { tell, posted, rights, done, watching } = world(['C1', 'C2']);
      rights.set('C1', async () => false);
      await tell(operation);
      expect(posted).toMatchObject([
        { channelId: 'C1', text: expect.stringMatching(/^One of this channel’s watches has ended/) },
        { channelId: 'C2', text: expect.stringContaining('*Sales* was renamed') },
      ]);
      expect(posted[0]?.text).not.toContain('Sales');
      expect(watching()).toEqual(operation === renamed ? ['C2'] : []);
      expect(done.get('C1')).toBe('refused');
    },
  );

  it('keeps a watch whose end could not be told, until it is', async () => {
    const { tell, posted, rights, faults, watching } = world(['C1']);
    rights.set('C1', async () => false);
    faults.set('C1', new Error('no connection'));
    await expect(tell(renamed)).rejects.toThrow('no connection');
    expect(watching()).toEqual(['C1']);
    faults.clear();
    await tell(renamed);
    expect(posted).toHaveLength(1);
    expect(watching()).toEqual([]);
  });

  it('posts as before when nobody can say whether the right is there', async () => {
    const { tell, posted, rights, watching } = world(['C1']);
    rights.set('C1', () => Promise.reject(new Error('DocSpace is away')));
    await tell(renamed);
    expect(posted).toMatchObject([{ text: expect.stringContaining('*Sales* was renamed') }]);
    expect(watching()).toEqual(['C1']);
  });

  it('ends the watches of a deleted group', async () => {
    const { tell, posted, watching } = world(['C0', 'C1']);
    await tell(deleted);
    expect(posted).toMatchObject([
      { channelId: 'C1', text: expect.stringContaining('now that the group is gone, that ends') },
    ]);
    expect(watching()).toEqual([]);
  });

  it('ends them, too, when the creation of the group is taken back', async () => {
    const outcome = { status: 'done', of: 'created', group: { id: 'g1', name: 'Sales' } };
    const rest = { people: [], peopleCount: 0, notRestored: [], notRestoredCount: 0 };
    const { tell, watching } = world(['C0', 'C1']);
    await tell({ ...renamed, kind: 'undo', outcome: { ...outcome, of: 'renamed', ...rest } });
    expect(watching()).toHaveLength(2);
    await tell({ ...renamed, kind: 'undo', outcome: { ...outcome, ...rest } });
    expect(watching()).toEqual([]);
  });
});
