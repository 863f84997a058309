import { describe, expect, it } from 'vitest';
import { clip } from '../../src/slack/blocks/limits.ts';
import { bold, linesWithin, literal, mention } from '../../src/slack/blocks/text.ts';
import { packContext, unpackContext } from '../../src/slack/form-context.ts';
import { createSeal } from '../../src/slack/seal.ts';

describe('foreign text in messages', () => {
  it.each([
    ['<!channel>', '&lt;!channel&gt;'],
    ['<@U0BOB>', '&lt;@U0BOB&gt;'],
    ['Q&amp;A', 'Q&amp;amp;A'],
    ['sales_emea', 'sales_emea'],
    ['two\nlines', 'two lines'],
    ['A * B', 'A * B'],
    ['snake_case_2', 'snake_case_2'],
    ['10:30, see: there', '10:30, see: there'],
    ['אבג\u200F x', 'אבג\u200F x'],
  ])('%j is shown as it is', (name, shown) => {
    expect(literal(name)).toBe(shown);
  });

  it.each(['*x*', 'a *x* b', '_x_', '~x y~', '`x`'])('%j is not styled', (name) => {
    const shown = literal(name);
    expect(shown).not.toContain(name);
    expect(shown.replaceAll('\u200B', '')).toBe(name);
  });

  it.each([
    ['a* b', 'a\u200B*\u200B b'],
    ['*half', '\u200B*\u200Bhalf'],
    ['x `a', 'x \u200B`\u200Ba'],
    ['b` y', 'b\u200B`\u200B y'],
    ['R_D_', 'R_D\u200B_\u200B'],
  ])('%j styles nothing together with what stands around it', (name, shown) => {
    expect(literal(name)).toBe(shown);
    expect(bold(name)).toBe(`*${shown}*`);
  });

  it.each([
    [':warning:', ':\u200Bwarning:'],
    ['is :+1: and :100:', 'is :\u200B+1: and :\u200B100:'],
    [':a:b:', ':\u200Ba:\u200Bb:'],
  ])('%j becomes no emoji', (name, shown) => {
    expect(literal(name)).toBe(shown);
  });

  it.each(['\u202Ea', 'a\u202E', '\u2066a\u2069', '\u202Aa\u202C'])('%j turns no line round', (name) => {
    expect(literal(name)).toBe('a');
  });

  it('says so when there is no name', () => {
    expect(bold('  ')).toBe('*(no name)*');
  });

  it('mentions ids of Slack only', () => {
    expect(mention('U0BOB')).toBe('<@U0BOB>');
    expect(mention('!channel')).toBe('!channel');
  });

  it('cuts by code points with an ellipsis', () => {
    expect(clip('🎉'.repeat(80), 75)).toBe(`${'🎉'.repeat(74)}…`);
  });

  it('counts the lines that do not fit', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    const text = linesWithin(lines, (hidden) => `and ${hidden} more`, 100);
    expect([...text].length).toBeLessThanOrEqual(100);
    const shown = text.split('\n').length - 1;
    expect(text).toContain(`and ${100 - shown} more`);
    expect(linesWithin(['one', 'two'], () => 'more')).toBe('one\ntwo');
  });
});

describe('what a modal remembers', () => {
  const seal = createSeal('xoxb-1');
  const context = {
    slackUserId: 'U0ANN',
    channelId: 'C1',
    responseUrl: 'https://hooks.slack.com/commands/T/1/secret',
  };

  it('comes back to the same person, and shows nothing on the way', () => {
    const packed = packContext(seal, context);
    expect(packed).not.toContain('hooks');
    expect(packed.length).toBeLessThan(3000);
    expect(unpackContext(seal, packed, 'U0ANN')).toEqual(context);
  });

  it('is refused to others, when forged, and under another token', () => {
    const packed = packContext(seal, context);
    expect(unpackContext(seal, packed, 'U0BOB')).toBeUndefined();
    expect(unpackContext(seal, `${packed.slice(0, -2)}AA`, 'U0ANN')).toBeUndefined();
    expect(unpackContext(seal, '{"v":1,"u":"U0ANN"}', 'U0ANN')).toBeUndefined();
    expect(unpackContext(createSeal('xoxb-2'), packed, 'U0ANN')).toBeUndefined();
    expect(unpackContext(seal, '', 'U0ANN')).toBeUndefined();
  });
});
