import { describe, expect, it } from 'vitest';
import { parseCommandText } from '../../src/slack/command-text.ts';
import { parseEmailLines } from '../../src/slack/email-lines.ts';

describe('a typed command', () => {
  it.each([
    ['', '', '', [], []],
    ['create', 'create', '', [], []],
    ['  CREATE   Marketing  ', 'create', 'Marketing', [], []],
    ['create "Sales EMEA"', 'create', 'Sales EMEA', [], []],
    ['create “Sales EMEA”', 'create', 'Sales EMEA', [], []],
    ['create R&amp;D &lt;b&gt;', 'create', 'R&D <b>', [], []],
    ['create Q&amp;amp;A', 'create', 'Q&amp;A', [], []],
    ['create Marketing <@U0BOB|bob> <@U0CID>', 'create', 'Marketing', ['U0BOB', 'U0CID'], []],
    ['create Marketing <mailto:a@x.io|a@x.io> b@x.io', 'create', 'Marketing', [], ['a@x.io', 'b@x.io']],
    ['create 5" pipes', 'create', '5" pipes', [], []],
    ['create Бухгалтерия', 'create', 'Бухгалтерия', [], []],
  ])('%j', (raw, verb, text, slackUserIds, emails) => {
    expect(parseCommandText(raw)).toEqual({ verb, text, slackUserIds, emails });
  });
});

describe('the E-mails field', () => {
  it('takes one address a line, and lists as people paste them', () => {
    const typed = 'Ann@X.io\n\n  b@x.io, c@x.io; Dee Dee <d@x.io>\n<mailto:e@x.io|e@x.io>\nann@x.io';
    expect(parseEmailLines(typed)).toEqual({
      emails: ['ann@x.io', 'b@x.io', 'c@x.io', 'd@x.io', 'e@x.io'],
      faults: [],
    });
  });

  it('names the line of what is no address', () => {
    expect(parseEmailLines('a@x.io\nfoo\nb@@x.io').faults).toEqual([
      { line: 2, text: 'foo' },
      { line: 3, text: 'b@@x.io' },
    ]);
  });
});
