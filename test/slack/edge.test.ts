import { expect, test, vi } from 'vitest';
import { createEdge, type Deliveries } from '../../src/slack/edge.ts';
import { english } from '../../src/slack/words/index.ts';

function anEdge(
  isFirst: Deliveries['isFirst'],
  storeFault = (_error: unknown): string | undefined => undefined,
) {
  const fault = vi.fn();
  return { fault, edge: createEdge({ fault }, english, { deliveries: { isFirst }, storeFault }) };
}

test('a delivery is taken once, here or elsewhere', async () => {
  const elsewhere = vi.fn(async (key: string) => key !== 'command:taken');
  const { edge } = anEdge(elsewhere);
  expect(await edge.isFirst('command:1')).toBe(true);
  expect(await edge.isFirst('command:1')).toBe(false);
  // What is known here costs the store no question.
  expect(elsewhere).toHaveBeenCalledTimes(1);
  expect(await edge.isFirst('command:taken')).toBe(false);
});

test.each<[string, Deliveries['isFirst']]>([
  ['fails', () => Promise.reject(new Error('away'))],
  ['does not answer', () => new Promise(() => {})],
])('a store that %s does not keep people from reading', async (_, isFirst) => {
  const { edge } = anEdge(isFirst);
  expect(await edge.isFirst('command:1')).toBe(true);
  expect(await edge.isFirst('command:1')).toBe(false);
});

test('a fault of the store is told in its own words', async () => {
  const { edge } = anEdge(
    async () => true,
    (error) => (error instanceof RangeError ? 'store-away' : undefined),
  );
  const reply = vi.fn(async (_message: { readonly text: string }) => {});
  await edge.guard({ where: 'here', reply }, () => Promise.reject(new RangeError('lost')));
  expect(reply.mock.calls[0]?.[0].text).toMatch(/own memory is out of reach.*id [0-9a-f]{6}/);
  expect(english.faults.inForm({ reason: 'store-away' }, 'abc')).toMatch(/Nothing was changed.*try again/);
  expect(english.faults.inForm({ reason: 'store-unclear' }, 'abc')).not.toMatch(/Nothing was changed/);
});
