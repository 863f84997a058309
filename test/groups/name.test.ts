import { describe, expect, it } from 'vitest';
import { cleanName, judgeName, sameName } from '../../src/groups/name.ts';

describe('a group name', () => {
  it.each([
    ['', 'empty'],
    ['x'.repeat(129), 'too-long'],
    ['Party 🎉 team', 'four-byte'],
    ['x'.repeat(128), undefined],
    ['Grüße & <b>Co</b>', undefined],
    ['Бухгалтерия', undefined],
  ])('%j is judged %s', (name, fault) => {
    expect(judgeName(name)).toBe(fault);
  });

  it('is sent without outer spaces and composed', () => {
    expect(cleanName('  Cafe\u0301 \n')).toBe('Café');
    expect(judgeName(cleanName(' \t '))).toBe('empty');
  });

  it('is the same for a person whatever its case', () => {
    expect(sameName('MARKETING ', 'marketing')).toBe(true);
    expect(sameName('Marketing', 'Marketing EMEA')).toBe(false);
  });
});
