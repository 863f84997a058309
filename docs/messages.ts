import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Refusal } from '../src/directory/refusal.ts';
import type { DocSpaceReason } from '../src/docspace/errors.ts';
import { english } from '../src/slack/words/index.ts';

/** What stands for a value in the table; by the name of the parameter, as the texts name them. */
const samples: Readonly<Record<string, unknown>> = {
  count: 3,
  length: 140,
  line: 2,
  limit: 500,
  hidden: 14,
  from: '{from}',
  fault: { reason: 'unreachable' },
  role: 'roomAdmin',
  refusal: 'unknown-in-docspace',
  reason: 'guest-in-docspace',
  whoMay: ['{person}'],
  aliases: ['{alias}'],
  verbs: ['{verb}'],
  items: ['{item}', '{item}'],
};

/** What stopped a change and was not DocSpace's doing. */
type OwnReason =
  | 'slack'
  | 'store-away'
  | 'store-unclear'
  | 'store-broken'
  | 'discarded'
  | 'crash loop'
  | 'unknown kind'
  | 'unreadable input'
  | 'unreadable result';

// Typed as records, so that a reason that comes up later can't be left out.
const causes: Readonly<Record<DocSpaceReason | OwnReason, true>> = {
  unreachable: true,
  'timed-out': true,
  'key-refused': true,
  'scope-missing': true,
  'role-refused': true,
  'address-refused': true,
  'broken-data': true,
  'not-found': true,
  'no-such-route': true,
  'invalid-input': true,
  'rate-limited': true,
  'portal-unavailable': true,
  'server-fault': true,
  'not-understood': true,
  cancelled: true,
  'store-away': true,
  'store-unclear': true,
  'store-broken': true,
  slack: true,
  discarded: true,
  'crash loop': true,
  'unknown kind': true,
  'unreadable input': true,
  'unreadable result': true,
};
const refusals: Readonly<Record<Refusal, true>> = {
  'unknown-in-slack': true,
  'deactivated-in-slack': true,
  bot: true,
  'slack-guest': true,
  external: true,
  'no-email': true,
  'email-unconfirmed': true,
  'unknown-in-docspace': true,
  'override-unknown': true,
  'disabled-in-docspace': true,
  'guest-in-docspace': true,
  'several-matches': true,
  'pending-in-docspace': true,
};

/** Texts that are a table of their own: all their cases are shown. */
const cases: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  'faults.cause': casesOf(Object.keys(causes), (reason) => [{ reason }]),
  'people.lacksRight': {
    admins: ['{what}', 'roomAdmin', ['{person}']],
    'heads, too': ['{what}', 'roomAdmin', ['{person}'], true],
  },
  'people.outside': casesOf(['external', 'org-wide'], (kind) => [kind]),
  'people.asMember': casesOf(Object.keys(refusals), (reason) => ['{name}', reason]),
  'people.asActor': casesOf(Object.keys(refusals), (reason) => [reason]),
  'people.skipped': casesOf([...Object.keys(refusals), 'left-out'], (reason) => ['{who}', reason]),
  'undo.notRestored': casesOf(['out-again', 'in-again', 'head-now', 'still-in'], (why) => ['{who}', why]),
};

function casesOf(names: readonly string[], values: (name: string) => readonly unknown[]) {
  return Object.fromEntries(names.map((name) => [name, values(name)]));
}

/** All messages as a Markdown table, made by calling each text with samples. */
export function messagesPage(): string {
  const rooms = Object.entries(english).map(([room, texts]) => {
    const rows = leaves(texts, '', room).map(([key, text]) => `| \`${key}\` | ${cell(text)} |`);
    return [`## ${room}`, '', '| text | reads |', '|---|---|', ...rows].join('\n');
  });
  return [
    '# Messages',
    '',
    'Everything the bot says, in one place, so that it can be read as a set. Made from `src/slack/words/` by',
    '`npm run messages`; a test holds it current. `{name}` stands for a value; a number or a role is an example.',
    '',
    ...rooms.flatMap((room) => [room, '']),
  ].join('\n');
}

function isText(node: unknown): node is (...values: never[]) => unknown {
  return typeof node === 'function';
}

function leaves(
  node: unknown,
  path: string,
  room: string,
): readonly (readonly [key: string, text: string])[] {
  if (typeof node === 'string') return [[path, node]];
  if (isText(node)) {
    const known = cases[`${room}.${path}`];
    if (known === undefined) return [[path, said(node)]];
    return Object.entries(known).map(([name, values]) => [
      `${path}: ${name}`,
      String(Reflect.apply(node, undefined, values)),
    ]);
  }
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) =>
    leaves(child, path === '' ? key : `${path}.${key}`, room),
  );
}

/** A text with samples for its values; a parameter that takes no string gets a list. */
function said(text: (...values: never[]) => unknown): string {
  const names = parametersOf(text);
  const tries = [sampleOf, (name: string) => (Object.hasOwn(samples, name) ? samples[name] : [`{${name}}`])];
  for (const sample of tries) {
    try {
      return String(Reflect.apply(text, undefined, names.map(sample)));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  throw new Error(`no sample fits ${text}: name it in docs/messages.ts`);
}

/** Parameters by their names, read from the function's own text. */
function parametersOf(text: { toString(): string }): readonly string[] {
  const list = /^(?:async )?\(?([^)=]*)\)?\s*=>/.exec(text.toString())?.[1] ?? '';
  return list
    .split(',')
    .map((name) => name.replace(/=.*/, '').trim())
    .filter((name) => name !== '');
}

function sampleOf(name: string): unknown {
  return Object.hasOwn(samples, name) ? samples[name] : `{${name}}`;
}

/** One cell: line breaks and pipes would end it. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', '<br>');
}

if (process.argv[1] === import.meta.filename) {
  await writeFile(join(import.meta.dirname, 'messages.md'), messagesPage());
}
