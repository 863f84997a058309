import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { faultsOf, LEAST } from './config-support.ts';

const folder = mkdtempSync(join(tmpdir(), 'people-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, 'people.json');
  writeFileSync(path, text);
  return path;
}

function peopleOf(value: string): Readonly<Record<string, string>> {
  return Object.fromEntries(readConfig({ ...LEAST, PEOPLE_OVERRIDES: value }).peopleOverrides);
}

const whatOf = (value: string) => faultsOf({ PEOPLE_OVERRIDES: value }).map((fault) => fault.what);

describe('PEOPLE_OVERRIDES', () => {
  it.each([
    ['U123=ann@x.io', { U123: 'ann@x.io' }],
    [' U123 = Ann@X.io , W456=o+b@sub.x.io,, ', { U123: 'ann@x.io', W456: 'o+b@sub.x.io' }],
    ['U123=ann@x.io;W456=b@x.io', { U123: 'ann@x.io', W456: 'b@x.io' }],
  ])('%s is read', (value, people) => {
    expect(peopleOf(value)).toEqual(people);
  });

  it('is read from a JSON file', () => {
    expect(peopleOf(file('{ "U123": "Ann@x.io", "W456": "b@x.io" }'))).toEqual({
      U123: 'ann@x.io',
      W456: 'b@x.io',
    });
  });

  it.each([
    ['U123=ann', ['the e-mail of U123 is malformed: "ann"']],
    ['U123=ann@x', ['the e-mail of U123 is malformed: "ann@x"']],
    ['U123=', ['the e-mail of U123 is malformed: ""']],
    ['@ann=ann@x.io', ['"@ann" is no Slack user id']],
    ['u123=ann@x.io', ['"u123" is no Slack user id']],
    ['U123=a@x.io,U123=b@x.io', ['U123 is there twice']],
    [
      'U123=ann,B=b@x.io,U5=c@x.io,U456=d@x.io,U456=d@x.io',
      [
        'the e-mail of U123 is malformed: "ann"',
        '"B" is no Slack user id',
        '"U5" is no Slack user id',
        'U456 is there twice',
      ],
    ],
  ])('%s is refused entry by entry', (value, what) => {
    expect(whatOf(value)).toEqual(what);
  });

  it.each([
    ['{ "U123": "a@x.io", "U123": "b@x.io" }', 'U123 is there twice'],
    ['{ "U123": "ann" }', 'the e-mail of U123 is malformed: "ann"'],
    ['{ "U123": 7 }', 'no JSON object of texts'],
    ['["U123"]', 'no JSON object of texts'],
    ['U123=ann@x.io', 'no JSON object of texts'],
  ])('a file with %s is refused', (text, what) => {
    expect(whatOf(file(text))).toEqual([expect.stringContaining(what)]);
  });

  it('says why a file cannot be read', () => {
    expect(whatOf('./nowhere.json')).toEqual(['"./nowhere.json" cannot be read as a file (ENOENT)']);
    expect(whatOf('U123:ann@x.io')).toEqual(['"U123:ann@x.io" cannot be read as a file (ENOENT)']);
  });
});
