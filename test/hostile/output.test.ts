import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  pingsIn,
  pingsInBlocks,
  readMrkdwn,
  unescapedIn,
  unescapedInBlocks,
} from '../../sandbox/slack/kit/markup.ts';
import { checkMessage } from '../../sandbox/slack/kit/message.ts';
import { checkView } from '../../sandbox/slack/kit/view.ts';
import { toCsv } from '../../src/csv.ts';
import type { Operation } from '../../src/operations/kind.ts';
import { loggable } from '../../src/service/loggable.ts';
import { createMask } from '../../src/service/mask.ts';
import { bold, literal, mention, person, typedBack } from '../../src/slack/blocks/text.ts';
import type { Message } from '../../src/slack/calls.ts';
import { buildTellings } from '../../src/slack/outcomes/registry.ts';
import { createSeal } from '../../src/slack/seal.ts';
import { english } from '../../src/slack/words/index.ts';
import { keptLog } from '../service/log-support.ts';
import { text } from './support/strings.ts';

const options = { seed: 20_260, numRuns: 1_000 };
const nobody = { userName: () => undefined, channelName: () => undefined };
/** What Slack does to a text on its own: pings, links and styles by the signs that are left. */
const styled = /(?:^|[^\p{L}\p{N}\u200B])([*_~`])(?=\S)[^\n]*?\S\1(?![\p{L}\p{N}\u200B])/u;

/** A sign that opens or closes something if its other half stands around the text; any backtick. */
const acting =
  /(?<!\u200B)`|`(?!\u200B)|(?<![\p{L}\p{N}\u200B])[*_~](?=[^\s\u200B]|$)|(?<=[^\s\u200B])[*_~](?![\p{L}\p{N}\u200B])/u;
const turning = /[\u202A-\u202E\u2066-\u2069]/g;
const sign = fc.constantFrom('*', '_', '~', '`', ':', ' ', 'a', 'é', '7', '(', '\u202E', '\u2067', ':+1:');
const withSigns = fc.oneof(
  text,
  fc.array(sign, { maxLength: 12 }).map((signs) => signs.join('')),
);

describe('a foreign text', () => {
  it.each(Object.entries({ literal, bold, mention, typedBack, person: (name: string) => person({ name }) }))(
    'as %s neither pings nor links, and shows all that it says',
    (_, show) => {
      fc.assert(
        fc.property(text, (foreign) => {
          const shown = show(foreign);
          expect(pingsIn(shown)).toEqual([]);
          expect(unescapedIn(shown)).toBeUndefined();
          expect(shown).not.toMatch(/[\r\n\u2028\u2029]/);
          if (show !== mention) expect(shown).not.toMatch(/[<>]/);
        }),
        options,
      );
    },
  );

  it('styles nothing, and reads as it is', () => {
    fc.assert(
      fc.property(text, (foreign) => {
        const shown = literal(foreign);
        expect(shown).not.toMatch(styled);
        const read = readMrkdwn(shown, nobody).replaceAll('\u200B', '');
        expect(read).toBe(
          foreign
            .replaceAll('\u200B', '')
            .replace(turning, '')
            .replace(/\s+/g, ' ')
            .trim()
            .replaceAll('\u200B', ''),
        );
      }),
      options,
    );
  });

  it('styles nothing together with what stands around it, turns no line round and becomes no emoji', () => {
    fc.assert(
      fc.property(withSigns, (foreign) => {
        const shown = literal(foreign);
        expect(shown).not.toMatch(acting);
        expect(shown).not.toMatch(turning);
        expect(shown).not.toMatch(/:[a-z0-9_+'-]+:/i);
      }),
      options,
    );
  });
});

const group = fc.record({ id: fc.uuid(), name: text.map((name) => name.slice(0, 128)) });
const count = fc.nat({ max: 5_000 });
const outcome = fc.oneof(
  fc.record({ status: fc.constant('done'), group, before: group, membersCount: count }),
  fc.record({ status: fc.constant('nothing'), group }),
  fc.record({
    status: fc.constant('refused'),
    refusal: group.map(({ name }) => ({ kind: 'name-taken', name })),
  }),
  fc.record({
    status: fc.constant('refused'),
    refusal: group.map(({ name }) => ({ kind: 'changed', name })),
  }),
  fc.constant(undefined),
);
const fault = fc.record({
  reason: fc.oneof(fc.constantFrom('unreachable', 'server-fault', 'not-found', 'unexpected'), text),
  unclear: fc.boolean(),
  note: text,
});
const operation = fc
  .record({
    kind: fc.constantFrom('create', 'rename', 'head', 'add', 'remove', 'delete', 'undo'),
    groupName: text.map((name) => name.slice(0, 128)),
    personName: text,
    reason: text,
    outcome,
    fault: fc.oneof(fault, fc.constant(undefined)),
    group,
    typed: text,
  })
  .map(
    ({ personName, group: seen, typed, outcome: came, fault: met, ...rest }): Operation => ({
      ...rest,
      id: '0b5d7a3e-0000-4000-8000-000000000001',
      dedupeKey: 'k',
      lock: 'l',
      actor: { slackUserId: 'U0ANN', personName },
      destination: {},
      input: { name: typed, group: { ...seen, membersCount: 3 }, members: [{ by: 'email', email: typed }] },
      state: 'settled',
      attempts: 1,
      acceptedAt: 1_800_000_000_000,
      runAt: 1_800_000_000_000,
      settledAt: 1_800_000_000_000,
      ...(came === undefined ? {} : { outcome: came }),
      ...(met === undefined ? {} : { fault: met }),
    }),
  );

function checkedMessage(message: Message | undefined): void {
  if (message === undefined) return;
  const checked = checkMessage({ ...message });
  if ('error' in checked) throw new Error(`${checked.error} ${checked.messages.join('; ')}`);
  const { blocks = [], text: plain = '' } = checked.value;
  expect([...pingsIn(plain), ...pingsInBlocks(blocks)]).toEqual([]);
  expect([unescapedIn(plain), ...unescapedInBlocks(blocks)].filter((one) => one !== undefined)).toEqual([]);
}

function checkedView(view: unknown): void {
  if (view === undefined) return;
  const checked = checkView(view, 'modal');
  if ('error' in checked) throw new Error(`${checked.error} ${checked.messages.join('; ')}`);
  expect(pingsInBlocks(checked.value.blocks)).toEqual([]);
  expect(unescapedInBlocks(checked.value.blocks)).toEqual([]);
}

it('every telling of every kind keeps Slack’s limits and does nothing that it does not mean', () => {
  const docspace = new Proxy({}, { get: () => () => Promise.reject(new Error('not asked here')) });
  const tellings = buildTellings({
    words: english,
    seal: createSeal('xoxb-x'),
    docspace: docspace as never,
    portalUrl: 'https://portal.example.com',
    undoMinutes: 15,
    now: () => 1_800_000_000_000,
  });
  fc.assert(
    fc.property(operation, fc.boolean(), (one, attention) => {
      const told: Operation = attention ? { ...one, needsAttention: true } : one;
      const telling = tellings.get(told.kind);
      if (telling === undefined) throw new Error(`no telling for ${told.kind}`);
      checkedMessage(telling.announcement(told));
      checkedMessage(telling.withoutUndo(told));
      checkedMessage(telling.privately(told));
      for (const { message } of telling.notes(told)) checkedMessage(message);
      checkedMessage({ text: telling.history(told) });
      checkedView(telling.endView(told));
      const waiting = telling.waiting(told, { reason: 'unreachable', unclear: false }, 1_800_000_100_000);
      checkedMessage(waiting.message);
      checkedView(waiting.view);
    }),
    options,
  );
});

it('no cell of a table runs as a formula, and every table reads back', () => {
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 3 }), { maxLength: 3 }), (rows) => {
      const csv = toCsv(rows);
      const cells = read(csv.slice(1));
      expect(cells.map((row) => row.length)).toEqual(rows.map((row) => row.length));
      for (const cell of cells.flat()) expect(cell).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+\-@]/u);
      for (const cell of cells.flat()) expect(cell).not.toMatch(/^[\t\r\n]/);
      // Whatever else a spreadsheet splits at, and whether it heeds quotes there or not.
      for (const part of csv.slice(1).split(/[;\t|,\r\n]/)) {
        expect(part).not.toMatch(/^[\s\p{Cc}\p{Cf}"]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u);
      }
    }),
    { ...options, numRuns: 500 },
  );
});

/** RFC 4180, as a spreadsheet reads it. */
function read(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe('a log line', () => {
  it('is one line of JSON without controls, whatever is in it', async () => {
    const { log, lines } = await keptLog({ level: 'trace' });
    fc.assert(
      fc.property(text, (foreign) => {
        const before = lines.length;
        log.warn({ name: foreign, [foreign]: foreign, err: new Error(foreign) }, foreign.replaceAll('%', ''));
        const written = lines.slice(before);
        expect(written).toHaveLength(1);
        expect(written[0]).toMatch(/^\{.*\}\n?$/);
        expect(written[0]?.trimEnd()).not.toMatch(/[\p{Cc}]/u);
        expect(JSON.parse(written[0] ?? '')).toMatchObject({ level: 'warn' });
      }),
      { ...options, numRuns: 500 },
    );
  });
});

describe('an error of an HTTP library, as it is logged', () => {
  const canary = 'c4n4ry-5ecret-0123456789';
  const carrier = fc.constantFrom(
    'config',
    'request',
    'response',
    'headers',
    'options',
    'data',
    'original',
    'cause',
    'errors',
    'originals',
    'rejected',
    'body',
  );
  const leaf = fc.constantFrom<unknown>(
    { headers: { Authorization: `Bearer ${canary}` } },
    { Authorization: `Bearer ${canary}`, 'X-Slack-Signature': canary },
    { response_url: `https://hooks.slack.com/commands/T/${canary}`, trigger_id: canary },
    {
      token: canary,
      apiKey: canary,
      api_key: canary,
      password: canary,
      cookie: canary,
      'set-cookie': [canary],
    },
    { url: `https://user:${canary}@portal.example.com` },
    `Authorization: Bearer ${canary}`,
    new Error(`request failed: Bearer ${canary}`),
  );
  const shape = fc.letrec<{ error: Error }>((tie) => ({
    error: fc
      .tuple(
        text,
        fc.array(fc.tuple(carrier, fc.oneof({ depthSize: 'small' }, leaf, tie('error'))), { maxLength: 4 }),
      )
      .map(([message, parts]) => Object.assign(new Error(message.slice(0, 500)), Object.fromEntries(parts))),
  })).error;

  it('carries no header, token or address, whatever hangs on it and however deep', () => {
    const mask = createMask([]);
    fc.assert(
      fc.property(shape, (error) => {
        expect(JSON.stringify(loggable(error, mask))).not.toContain(canary);
        expect(JSON.stringify(loggable({ err: error, nested: [{ error }] }, mask))).not.toContain(canary);
      }),
      options,
    );
  });
});
