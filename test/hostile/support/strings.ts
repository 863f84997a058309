import fc from 'fast-check';

/** What has broken other programs: pings, markup, controls, halves of characters, paths, queries, formulas, prototypes. */
const known = [
  '',
  ' ',
  '\u0000',
  '\uD800',
  '\uDC00\uD800',
  '\u202Egnp.exe\u202C',
  '\u200B\u2060\uFEFF',
  '\u001B[31mred\u001B[0m\u0007',
  '\r\nSet-Cookie: x=1',
  '{"level":"fatal","msg":"forged"}\n{"level":"info"}',
  '<!channel>',
  '<!here|x>',
  '<!subteam^S0ALL>',
  '<@U0ANN>',
  '<@U0ANN|x',
  '<mailto:a@b.example|x>',
  '<https://evil.example|Marketing>',
  '&lt;!channel&gt;',
  '&amp;lt;!everyone&amp;gt;',
  '*x* _y_ ~z~ `k`',
  '=HYPERLINK("https://evil.example","x")',
  '../../people/@self',
  '..%2f..%2fpeople',
  '/api/2.0/group?x=y#z',
  'https://evil.example/groups/91000000-0000-4000-8000-000000000001',
  '91000000-0000-4000-8000-000000000001/../../people',
  '91000000-0000-4000-8000-000000000001?fields=*',
  '?filterValue=x&fields=manager',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  '{{7*7}}#{7*7}',
  "'; DROP TABLE operations; --",
  'undefined',
  'null',
  'NaN',
  '👩‍👩‍👧‍👦'.repeat(40),
  'Ⅷ﷽ﬁ'.repeat(50),
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢'.repeat(20),
  'a@'.repeat(50),
  `x@${'.'.repeat(2_000)}@`,
];

/** Long ones, for what takes more than its share of time. Kept apart, as each costs as much as a hundred others. */
const long = [
  'a'.repeat(100_000),
  `x@${'.'.repeat(100_000)}@`,
  '<@U'.repeat(33_000),
  '<@U0ANN|'.repeat(12_000),
  '<mailto:a'.repeat(11_000),
  '*'.repeat(100_000),
  '*a'.repeat(50_000),
  ' '.repeat(100_000),
  '"'.repeat(100_000),
  '\n'.repeat(100_000),
  'é\u0301'.repeat(50_000),
  ','.repeat(100_000),
];

/** Any sequence of UTF-16 units, halves of characters included. */
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 })
  .map((codes) => String.fromCharCode(...codes));

/** Any text. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom(...known) },
  { weight: 25, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 15, arbitrary: units },
  {
    weight: 15,
    arbitrary: fc.array(fc.constantFrom(...known), { maxLength: 6 }).map((parts) => parts.join(' ')),
  },
  { weight: 4, arbitrary: fc.emailAddress() },
  { weight: 1, arbitrary: fc.constantFrom(...long) },
);

/** Any JSON value, with keys that are names of the language. */
export const json: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'prototype', 'value', 'id'), fc.jsonValue()),
  text,
  fc.constantFrom(null, true, -0, 1e308, [], {}, [[]], deep(500)),
);

/** Nested far deeper than anything that Slack sends. */
function deep(levels: number): unknown {
  let value: unknown = 'end';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
}
