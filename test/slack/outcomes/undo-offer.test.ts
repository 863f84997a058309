import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../src/groups/effect.ts';
import type { Operation } from '../../../src/operations/kind.ts';
import { undoOffer, undoUntil } from '../../../src/slack/outcomes/undo-offer.ts';
import { english } from '../../../src/slack/words/index.ts';

const settledAt = 1_800_000_000_000;
const long = 'x'.repeat(128);

function operation(effect: Effect | undefined, kind = 'rename'): Operation {
  return {
    id: '0b5d7a3e-0000-4000-8000-000000000001',
    dedupeKey: 'k',
    kind,
    lock: 'l',
    groupName: long,
    actor: { slackUserId: 'U1' },
    destination: {},
    input: {},
    state: 'settled',
    attempts: 1,
    acceptedAt: settledAt - 100,
    runAt: settledAt,
    settledAt,
    outcome: { status: 'done', ...(effect === undefined ? {} : { effect }) },
  };
}

const deps = { words: english, undoMinutes: 15, now: () => settledAt };
const groupId = 'g';
const effects: readonly Effect[] = [
  { kind: 'created', groupId, name: long, memberIds: [] },
  { kind: 'renamed', groupId, from: long, to: long },
  { kind: 'head-changed', groupId, from: 'p', joined: true, left: false },
  { kind: 'head-changed', groupId, to: 'p', joined: true, left: false },
  { kind: 'members-added', groupId, ids: ['p'] },
  { kind: 'members-removed', groupId, ids: ['p', 'q'] },
  { kind: 'deleted', groupId, name: long, memberIds: [] },
];

describe('the offer to take a change back', () => {
  it.each(effects)('fits Slack’s limits whatever the names: $kind', (effect) => {
    const offer = undoOffer(deps, operation(effect));
    const { confirm, text, value, accessibility_label: label } = offer?.button ?? {};
    expect(text?.text).toBe(effect.kind === 'deleted' ? 'Re-create' : 'Undo');
    expect(value).toBe(operation(effect).id);
    expect([...(label ?? '')].length).toBeLessThanOrEqual(75);
    expect([...(confirm?.title?.text ?? '')].length).toBeLessThanOrEqual(100);
    expect(confirm?.text.text).toMatch(/\.$/);
    expect([...(confirm?.text.text ?? '')].length).toBeLessThanOrEqual(300);
    expect([...(confirm?.confirm?.text ?? '')].length).toBeLessThanOrEqual(30);
    expect([...(confirm?.deny?.text ?? '')].length).toBeLessThanOrEqual(30);
  });

  it('is not made without an effect, for an undo, for what can’t be known, or without time', () => {
    const [created] = effects;
    expect(undoOffer(deps, operation(undefined))).toBeUndefined();
    expect(undoOffer(deps, operation(created, 'undo'))).toBeUndefined();
    expect(undoOffer(deps, operation({ kind: 'created', groupId, name: 'Old' }))).toBeUndefined();
    expect(undoOffer({ ...deps, undoMinutes: 0 }, operation(created))).toBeUndefined();
    expect(undoOffer({ ...deps, now: () => settledAt + 15 * 60_000 }, operation(created))).toBeUndefined();
    expect(undoOffer({ ...deps, now: () => settledAt + 15 * 60_000 - 1 }, operation(created))).toBeDefined();
  });

  it('ends so many minutes after the end of the change', () => {
    expect(undoUntil(operation(effects[0]), 15)).toBe(settledAt + 900_000);
  });
});
