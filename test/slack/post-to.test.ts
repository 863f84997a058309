import { describe, expect, it } from 'vitest';
import type { SubmitCall } from '../../src/slack/calls.ts';
import { placeFor, postToField, postToOf } from '../../src/slack/post-to.ts';
import { emptyState, stateOf } from '../../src/slack/view-state.ts';
import { english } from '../../src/slack/words/index.ts';

const nowhere = { slackUserId: 'U1' };
const picked = stateOf({ 'post-to': { selected_conversation: 'C2' } });

const submit = (
  selected: string | null,
  answers?: ReadonlyMap<string, string>,
): Pick<SubmitCall, 'view' | 'answers'> => ({
  view: {
    id: 'V1',
    hash: 'h',
    callbackId: 'create',
    privateMetadata: '',
    values: { 'post-to': { 'post-to': { selected_conversation: selected } } },
    blocks: [],
  },
  ...(answers === undefined ? {} : { answers }),
});

describe('the field Post to', () => {
  it('is there only where there is no channel', () => {
    expect(postToOf({ ...nowhere, channelId: 'C1' }, picked)).toEqual({});
    expect(postToField(english, undefined)).toEqual([]);
    expect(postToOf(nowhere, emptyState)).toEqual({ postTo: 'current' });
  });

  it('keeps what was picked, and stays empty when the form comes back', () => {
    expect(postToOf(nowhere, picked)).toEqual({ postTo: { channelId: 'C2' } });
    expect(postToOf({ ...nowhere, postTo: 'C3' }, emptyState, { again: true })).toEqual({
      postTo: { channelId: 'C3' },
    });
    expect(postToOf(nowhere, emptyState, { again: true })).toEqual({ postTo: 'empty' });
  });

  it('never has both a channel and the current one', () => {
    const element = (postTo: Parameters<typeof postToField>[1]) =>
      JSON.stringify(postToField(english, postTo));
    expect(element('current')).toContain('"default_to_current_conversation":true');
    expect(element({ channelId: 'C2' })).toContain('"initial_conversation":"C2"');
    expect(element({ channelId: 'C2' })).not.toContain('default_to_current');
    expect(element('empty')).not.toContain('default_to_current');
  });
});

describe('where an outcome goes', () => {
  it('is where it was asked for, whatever the form says', () => {
    const asked = { ...nowhere, channelId: 'C1', responseUrl: 'https://answer' };
    expect(placeFor(submit('C2'), asked)).toEqual({ channelId: 'C1', responseUrl: 'https://answer' });
  });

  it('is what was picked, with the way into it', () => {
    expect(placeFor(submit('C2'), nowhere)).toEqual({ channelId: 'C2', chosen: true });
    const answers = new Map([
      ['C2', 'https://two'],
      ['C3', 'https://three'],
    ]);
    expect(placeFor(submit('C2', answers), nowhere)).toEqual({
      channelId: 'C2',
      chosen: true,
      responseUrl: 'https://two',
    });
  });

  it('is nowhere when nothing was picked', () => {
    expect(placeFor(submit(null), nowhere)).toEqual({});
  });
});
