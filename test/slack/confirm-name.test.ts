import { describe, expect, it } from 'vitest';
import { isTheName, typeable } from '../../src/slack/confirm-name.ts';
import { english } from '../../src/slack/words/index.ts';

describe('the name that confirms', () => {
  it.each([
    ['Marketing', 'Marketing', true],
    ['  Marketing ', 'Marketing', true],
    ['marketing', 'Marketing', false],
    ['Marketin', 'Marketing', false],
    ['', 'Marketing', false],
    ['Cafe\u0301', 'Café', true],
    ['Café', 'Cafe\u0301', true],
    ['Cafe', 'Café', false],
    [' Marketing', '\tMarketing\n', true],
    ['Two lines', 'Two\n lines', true],
    ['Twolines', 'Two\n lines', false],
    ['\u200B*\u200Bx\u200B*\u200B', '*x*', true],
    ['A &amp; B', 'A & B', false],
    ['(no name)', ' ', true],
    ['', ' ', true],
    ['(no name)', 'x', false],
  ])('%j for %j: %s', (typed, name, expected) => {
    expect(isTheName(english, typed, name)).toBe(expected);
  });

  it('is quoted as it can be typed', () => {
    expect(typeable(english, ' Two\n lines ')).toBe('Two lines');
  });
});
