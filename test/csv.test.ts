import { expect, it } from 'vitest';
import { toCsv } from '../src/csv.ts';

const bom = '\uFEFF';

it('ends every line with CRLF and begins with a byte order mark', () => {
  expect(
    toCsv([
      ['time', 'who'],
      ['now', 'Jürgen'],
    ]),
  ).toBe(`${bom}time,who\r\nnow,Jürgen\r\n`);
  expect(toCsv([])).toBe(bom);
  expect(toCsv([['', '']])).toBe(`${bom},\r\n`);
});

it.each([
  ['a,b', '"a,b"'],
  ['say "so"', '"say ""so"""'],
  ['two\nlines', '"two\nlines"'],
  ['two\r\nlines', '"two\r\nlines"'],
  ['a;b', '"a;b"'],
  ['a\tb', '"a\tb"'],
  ['a|b', 'a|b'],
  ['a; b-c', '"a; b-c"'],
  ["it's", "it's"],
  ['1-2', '1-2'],
])('quotes %j as RFC 4180 asks', (text, written) => {
  expect(toCsv([[text]])).toBe(`${bom}${written}\r\n`);
});

it.each([
  ['=1+1', "'=1+1"],
  ['+3', "'+3"],
  ['-3', "'-3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', `"'\t'=1"`],
  ['\r=1', `"'\r'=1"`],
  ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
  ["x;=cmd|'/C calc'!A0", `"x;'=cmd|'/C calc'!A0"`],
  ['y\t=1+1', `"y\t'=1+1"`],
  ['y | @SUM(A1)', "y |' @SUM(A1)"],
  ['a, +3,\u200B-3', `"a,' +3,'\u200B-3"`],
  ['x;\uFF1D1', `"x;'\uFF1D1"`],
  ['two\n=1', `"two\n'=1"`],
  ['x;"=1"', `"x;'""=1"""`],
])('keeps %j from being run as a formula', (text, written) => {
  expect(toCsv([[text]])).toBe(`${bom}${written}\r\n`);
});
