import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pageAt, pageButtons } from '../../../src/slack/blocks/pages.ts';
import { paragraphs } from '../../../src/slack/blocks/paragraphs.ts';
import { readButtonValue } from '../../../src/slack/button-value.ts';
import { english } from '../../../src/slack/words/index.ts';

/** A list of so many numbers that remembers where it was read. */
function numbers(count: number) {
  const reads: number[] = [];
  const all = Array.from({ length: count }, (_, n) => n);
  const read = async (start: number) => {
    reads.push(start);
    return { items: all.slice(start, start + 10), total: count };
  };
  return { reads, read };
}

describe('pageAt', () => {
  it.each([
    [0, 25, 0, 10, [0]],
    [20, 25, 20, 5, [20]],
    [7, 25, 0, 10, [0]],
    [19, 25, 10, 10, [10]],
    [30, 25, 20, 5, [30, 20]],
    [1_000_000, 20, 10, 10, [1_000_000, 10]],
    [50, 0, 50, 0, [50]],
    [0, 0, 0, 0, [0]],
  ])('from %i of %i is the page at %i with %i entries', async (from, count, at, length, reads) => {
    const list = numbers(count);
    const page = await pageAt(from, 10, list.read);
    expect([page.from, page.items.length, page.total]).toEqual([at, length, count]);
    expect(list.reads).toEqual(reads);
  });
});

describe('pageButtons', () => {
  const labels = (from: number, total: number) =>
    pageButtons(english, 'list-page', 10, { from, total }, String).map((button) => [
      button.action_id,
      button.value,
    ]);

  it('offers only what there is', () => {
    expect(labels(0, 10)).toEqual([]);
    expect(labels(0, 11)).toEqual([['list-page:next', '10']]);
    expect(labels(10, 11)).toEqual([['list-page:previous', '0']]);
    expect(labels(10, 30)).toEqual([
      ['list-page:previous', '0'],
      ['list-page:next', '20'],
    ]);
  });
});

describe('paragraphs', () => {
  it('packs lines into as few sections as Slack takes, and loses none', () => {
    const lines = Array.from({ length: 10 }, (_, n) => `${n}`.repeat(700));
    const texts = paragraphs(lines).map((block) =>
      block.type === 'section' ? (block.text?.text ?? '') : '',
    );
    expect(texts.map((text) => text.length)).toEqual([2803, 2803, 1401]);
    expect(texts.join('\n').split('\n')).toEqual(lines);
  });

  it('cuts a line that is too long alone', () => {
    const [block, ...others] = paragraphs(['x'.repeat(4_000)]);
    expect(others).toEqual([]);
    expect(block?.type === 'section' && block.text?.text.length).toBe(3_000);
    expect(paragraphs([])).toEqual([]);
  });
});

describe('readButtonValue', () => {
  const schema = z.object({ f: z.number().int().min(0) });

  it.each(['', 'x', '{}', '{"f":-1}', '{"f":"1"}', 'null', '[]'])('reads nothing from %j', (value) => {
    expect(readButtonValue(schema, value)).toBeUndefined();
  });

  it('reads what fits', () => {
    expect(readButtonValue(schema, '{"f":3}')).toEqual({ f: 3 });
  });
});
