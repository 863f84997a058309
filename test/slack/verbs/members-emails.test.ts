import { describe, expect, it } from 'vitest';
import {
  emailBlocks,
  emailFields,
  emailsAsState,
  readEmailFields,
  shownEmailFields,
} from '../../../src/slack/verbs/members-emails.ts';
import { emptyState, stateOf } from '../../../src/slack/view-state.ts';
import { english } from '../../../src/slack/words/index.ts';

const emails = (count: number) =>
  Array.from({ length: count }, (_, index) => `somebody.number${index}@department.example.com`);

describe('fields for e-mails', () => {
  it('hold many e-mails, none cut in two', () => {
    const many = emails(330);
    const state = stateOf(emailsAsState(many));
    for (const id of emailFields) expect(state.text(id).length).toBeLessThanOrEqual(3_000);
    expect([...readEmailFields(state).values()].flatMap((lines) => lines.emails)).toEqual(many);
  });

  it('leave out what does not fit into all of them', () => {
    const state = stateOf(emailsAsState(emails(1_000)));
    const read = [...readEmailFields(state).values()].flatMap((lines) => lines.emails);
    expect(read.length).toBeGreaterThan(300);
    expect(read).toEqual(emails(1_000).slice(0, read.length));
  });

  it('are shown as many as are filled or asked for, and a button for one more', () => {
    const ids = (state = emptyState, asked = 1) =>
      emailBlocks(english, state, asked).map((block) => block.block_id);
    expect(ids()).toEqual(['emails', 'more-emails']);
    expect(ids(emptyState, 2)).toEqual(['emails', 'emails-2', 'more-emails']);
    expect(ids(stateOf({ 'emails-3': { value: 'a@x.io' } }))).toEqual([
      'emails',
      'emails-2',
      'emails-3',
      'more-emails',
    ]);
    expect(ids(emptyState, 9)).toEqual(emailFields);
    expect(shownEmailFields(emailBlocks(english, emptyState, 3))).toBe(3);
  });

  it('tell faults by the line in each field', () => {
    const state = stateOf({ emails: { value: 'a@x.io\nb' }, 'emails-2': { value: 'c' } });
    const read = readEmailFields(state);
    expect(read.get('emails')?.faults).toEqual([{ line: 2, text: 'b' }]);
    expect(read.get('emails-2')?.faults).toEqual([{ line: 1, text: 'c' }]);
  });
});
