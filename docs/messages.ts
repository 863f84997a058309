import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

/** All messages as a Markdown table, made by calling each text with samples. */
export function messagesPage(): string {
  const rooms = Object.entries(english).map(([room, texts]) => {
    const rows = leaves(texts, '').map(([key, text]) => `| \`${key}\` | ${cell(text)} |`);
    return [`## ${room}`, '', '| text | reads |', '|---|---|', ...rows].join('\n');
  });
  return [
    '# Messages',
    '',
    'Everything the bot says, in one place, so that it can be read as a set. Made from `src/slack/words/` by',
    '`npm run messages`; a test holds it current. `{name}` stands for a value; where a text depends on a reason or a',
    'role, one case is shown.',
    '',
    ...rooms.flatMap((room) => [room, '']),
  ].join('\n');
}

function isText(node: unknown): node is (...values: never[]) => unknown {
  return typeof node === 'function';
}

function leaves(node: unknown, path: string): readonly (readonly [key: string, text: string])[] {
  if (typeof node === 'string') return [[path, node]];
  if (isText(node)) return [[path, said(node)]];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) => leaves(child, path === '' ? key : `${path}.${key}`));
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
