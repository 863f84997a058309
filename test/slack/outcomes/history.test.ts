import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../src/operations/kind.ts';
import { type Described, historySentence, markOf } from '../../../src/slack/outcomes/history.ts';
import { english } from '../../../src/slack/words/index.ts';

function operation(change: Partial<Operation> = {}): Operation {
  return {
    id: 'o1',
    dedupeKey: 'k1',
    kind: 'rename',
    lock: 'group:g1',
    groupName: 'Sales',
    actor: { slackUserId: 'U1' },
    destination: {},
    input: {},
    state: 'told',
    attempts: 1,
    acceptedAt: 0,
    runAt: 0,
    ...change,
  };
}

const kind: Described = {
  changed: () => ({ lines: [':white_check_mark: *Sales* was renamed by <@U1>', 'more'] }),
  notDone: () => '*Sales* was not renamed',
  waitingFor: () => '*Sales* will be renamed',
};

const unclear = { reason: 'timed-out', unclear: true };
const cases: readonly [string, Partial<Operation>, string, RegExp][] = [
  ['accepted', { state: 'accepted' }, 'waiting', /will be renamed \(waits/],
  ['waiting', { state: 'accepted', fault: unclear, waitingSince: 5 }, 'waiting', /will be renamed \(waits/],
  ['running', { state: 'running' }, 'running', /will be renamed \(being done/],
  ['settled', { state: 'settled', outcome: { status: 'done' } }, 'done', /^\*Sales\* was renamed by <@U1>$/],
  ['done', { outcome: { status: 'done' } }, 'done', /^\*Sales\* was renamed by <@U1>$/],
  ['partly', { outcome: { status: 'partly' } }, 'partly', /^\*Sales\* was renamed/],
  ['of an unknown shape', { outcome: { result: 1 } }, 'done', /^\*Sales\* was renamed/],
  ['nothing', { outcome: { status: 'nothing' } }, 'nothing', /was not renamed: there was nothing to do/],
  ['refused', { outcome: { status: 'refused' } }, 'refused', /was not renamed: it was refused/],
  [
    'failed',
    { fault: { reason: 'role-refused', unclear: false } },
    'failed',
    /was not renamed\. DocSpace refuses/,
  ],
  ['cancelled', { fault: { reason: 'cancelled' } }, 'cancelled', /was not renamed: it was cancelled/],
  ['unclear', { fault: unclear }, 'unclear', /or perhaps it was: look in DocSpace\. DocSpace did not answer/],
  [
    'for a human',
    { state: 'attention', needsAttention: true, fault: unclear },
    'unclear',
    /or perhaps it was: look in DocSpace/,
  ],
  ['with a fault that can’t be read', { fault: 'x' }, 'unclear', /Something went wrong in the bot/],
];

describe('an operation in the history', () => {
  it.each(cases)('%s', (_, change, mark, sentence) => {
    expect(markOf(operation(change))).toBe(mark);
    expect(historySentence(english, kind, operation(change))).toMatch(sentence);
    expect(english.history.icons[markOf(operation(change))]).toMatch(/^:[a-z_]+:$/);
  });

  it('has the kind’s own sentence where the run ended with an outcome', () => {
    const own: Described = { ...kind, history: () => 'own' };
    const sentences = cases.map(([name, change]) => [name, historySentence(english, own, operation(change))]);
    expect(sentences.filter(([, sentence]) => sentence === 'own').map(([name]) => name)).toEqual([
      'settled',
      'done',
      'partly',
      'of an unknown shape',
      'nothing',
      'refused',
    ]);
    const unread: Described = { ...kind, history: () => undefined, changed: () => undefined };
    expect(historySentence(english, unread, operation({ outcome: { status: 'done' } }))).toBe(
      '“rename” was asked for',
    );
  });
});
