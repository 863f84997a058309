import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestRole } from '../test/journeys/matrix/cell.ts';
import { type Change, changes } from '../test/journeys/matrix/changes.ts';
import { failings } from '../test/journeys/matrix/failings.ts';
import { type Outcome, outcomes } from '../test/journeys/matrix/outcomes.ts';
import { questions } from '../test/journeys/matrix/questions.ts';
import { type Trouble, troubles } from '../test/journeys/matrix/troubles.ts';

const columns = ['create', 'rename', 'head', 'add', 'remove', 'delete', 'undo'] as const;

/**
 * What can go wrong, what becomes of a change then, and what a change costs DocSpace, as a Markdown page. It is made
 * from the tables that the journeys in test/journeys/matrix hold the bot to.
 */
export function reliabilityPage(): string {
  return [
    '# Reliability',
    '',
    'A change that the bot has taken is finished or reported, whatever fails or dies in between. It is done once, and',
    'nothing is told as done that DocSpace’s own answer did not show. What was refused, or could not be asked, changes',
    'nothing, and what you had typed is kept.',
    '',
    'This page is made from the tests by `npm run reliability`: each cell is played by a real bot between a made-up Slack',
    'and DocSpace, a part of them in every `npm test`, all of them by `npm run test:matrix`.',
    '',
    '## What happens when something goes wrong',
    '',
    ...legend(),
    '',
    'Two words in one cell: it depends on the kind of change, as on the options of `head` or on what is taken back. A dash:',
    'it cannot happen there.',
    '',
    ...parts().flatMap(([part, rows]) => [`### ${part}`, '', ...matrixTable(rows), '']),
    '### While you only ask',
    '',
    'The verbs that change nothing (`show`, `list`, `mine`, `history`, `watch`, `unwatch`, `whoami`) ask again by themselves',
    'and answer when DocSpace:',
    '',
    ...failings.filter((one) => one.retried).map((one) => `- ${one.name}`),
    '',
    'For all else they say at once, to you alone, what is wrong, with an id to quote. `help` asks nobody.',
    '',
    '## How often DocSpace is asked',
    '',
    'Every request costs a DocSpace server about 25 ms of work for checking the key alone. Counted when all goes well, from',
    'the last click (Submit, or Undo) to the announcement; and before that, from the command to the last click.',
    '',
    ...requestTable(),
    '',
    'Adding or removing more than 100 people takes one more write for each further 100, and one more read for each further',
    '50. Where more than 100 groups have in their name what the old and the new one share, a rename takes one more read.',
    '`head` without a new head that keeps the person takes two writes: DocSpace clears a head only by taking the person out.',
    'Taking a change of head back has a second write if the new head had become a member by it. Creating a deleted group',
    'anew has a second write for its people: one who can’t join any more must not keep the group from being made.',
    '',
    'Questions:',
    '',
    '| verb | reads |',
    '|---|---|',
    ...questions.map((one) => `| \`${one.name}\` | ${one.requests.length} |`),
    '',
  ].join('\n');
}

function legend(): readonly string[] {
  const told = Object.values(outcomes).filter(({ means }) => means !== '');
  return ['| | means |', '|---|---|', ...told.map(({ cell, means }) => `| **${cell}** | ${means} |`)];
}

/** Rows of one name, as a fault at either of two reads, are one row of the page. */
function parts(): readonly (readonly [string, ReadonlyMap<string, readonly Trouble[]>])[] {
  const found = new Map<string, Map<string, Trouble[]>>();
  for (const trouble of troubles) {
    const rows = found.get(trouble.part) ?? new Map<string, Trouble[]>();
    found.set(trouble.part, rows);
    rows.set(trouble.name, [...(rows.get(trouble.name) ?? []), trouble]);
  }
  return [...found];
}

function matrixTable(rows: ReadonlyMap<string, readonly Trouble[]>): readonly string[] {
  return [
    `| what | ${columns.join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...[...rows].map(
      ([name, all]) => `| ${name} | ${columns.map((column) => cellOf(column, all)).join(' | ')} |`,
    ),
  ];
}

function cellOf(column: Change['column'], all: readonly Trouble[]): string {
  const found = changes
    .filter((change) => change.column === column)
    .flatMap((change) => all.map((trouble) => trouble.outcome(change)))
    .filter((one): one is Outcome => one !== undefined);
  const words = new Set(found.map((one) => outcomes[one].cell));
  return words.size === 0 ? '–' : [...words].join(' / ');
}

function requestTable(): readonly string[] {
  const isWrite = (role: RequestRole) => role.endsWith('write');
  return [
    '| change | reads | writes | before the last click |',
    '|---|---|---|---|',
    ...changes.map(({ name, requests, opening }) => {
      const writes = requests.filter(isWrite).length;
      return `| ${name} | ${requests.length - writes} | ${writes} | ${opening ?? '–'} |`;
    }),
  ];
}

if (process.argv[1] === import.meta.filename) {
  await writeFile(join(import.meta.dirname, 'reliability.md'), reliabilityPage());
}
