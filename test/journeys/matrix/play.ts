import { expect } from 'vitest';
import type { Stage } from '../support/stage.ts';
import { type Cell, closeCell, openCell } from './cell.ts';
import type { Change } from './changes.ts';
import type { Crew } from './crew.ts';
import { type Before, type Ending, endingOf, filledIn } from './ending.ts';
import type { Outcome } from './outcomes.ts';
import { atOnce, type Case, type Trouble } from './troubles.ts';

/** What is to be found: where it is told, what it reads like, and whether DocSpace has it. */
interface Finding {
  readonly where: readonly Ending['where'][];
  readonly reads: RegExp;
  readonly done: boolean;
}

const quoted = /\(id [0-9a-f]{6}\)/;

const findings: Readonly<Record<Outcome, Finding>> = {
  done: { where: ['announced'], reads: /^(:white_check_mark:|:leftwards_arrow_with_hook:)/, done: true },
  'done, told directly': {
    where: ['private'],
    reads: /^(:white_check_mark:|:leftwards)[\s\S]*\/invite/,
    done: true,
  },
  'done, seen by itself': { where: ['announced'], reads: /^:white_check_mark:/, done: true },
  partly: { where: ['announced'], reads: /but not everything/, done: false },
  waits: { where: ['announced'], reads: /^:white_check_mark:/, done: true },
  field: { where: ['field'], reads: /./, done: false },
  kept: { where: ['form', 'private'], reads: quoted, done: false },
  gone: { where: ['note', 'form', 'private'], reads: /not in DocSpace any more/, done: false },
  right: { where: ['note', 'form', 'private'], reads: /Only (DocSpace admins|@)|disabled/, done: false },
  'asked again': { where: ['form'], reads: /Somebody else? .*changed|Somebody/, done: false },
  told: { where: ['private'], reads: quoted, done: false },
};

/** Plays one cell of the matrix, and holds everything to its outcome. */
export async function play(stage: Stage, crew: Crew, { change, trouble, outcome }: Case): Promise<void> {
  const cell = openCell(stage, crew, trouble.elsewhere ? crew.elsewhere : crew.channel);
  try {
    await change.prepare(cell);
    expect(cell.state(), 'the groups before').toEqual([...change.before]);
    const before = { announced: cell.announced().length, told: cell.told().length };
    const filled = filledIn(cell);
    const mark = stage.docspace.mark();
    const sent = await trouble.send(cell, change);
    const ending = await endingOf(cell, change, sent, before);
    await hold(cell, change, trouble, outcome, { ending, before, filled, mark });
  } finally {
    await closeCell(cell);
  }
}

interface Seen {
  readonly ending: Ending;
  readonly before: Before;
  readonly filled: string;
  readonly mark: number;
}

async function hold(
  cell: Cell,
  change: Change,
  trouble: Trouble,
  outcome: Outcome,
  { ending, before, filled, mark }: Seen,
): Promise<void> {
  const { where, reads, done } = findings[outcome];
  expect(ending.text, ending.where).toMatch(reads);
  expect(where, ending.text).toContain(ending.where);
  const announced = cell.announced().slice(before.announced);
  if (outcome === 'partly') {
    expect(announced).toHaveLength(1);
    return;
  }
  if (done) {
    expect(cell.state(), 'the groups afterwards').toEqual([...change.after]);
    expect(announced, 'announcements').toHaveLength(outcome === 'done, told directly' ? 0 : 1);
    if (change.form !== undefined && outcome !== 'done, seen by itself') await showsDone(cell, trouble);
    return;
  }
  expect(cell.state(), 'the groups afterwards').toEqual([...(trouble.leaves?.(change) ?? change.before)]);
  expect(announced, 'announcements').toEqual([]);
  if (ending.where === 'field' || (outcome === 'kept' && ending.where === 'form')) {
    expect(filledIn(cell), 'what had been filled in').toBe(filled);
  }
  if (trouble.part === 'DocSpace, while the bot writes') return;
  const wrote = cell.requests(mark).filter((one) => one.method !== 'GET');
  expect(wrote, 'writes').toEqual([]);
}

/** Over HTTP the same signed request within a second is a replay: its empty answer may be the one that closes the form. */
async function showsDone(cell: Cell, { name }: Trouble): Promise<void> {
  const mayBeClosed = cell.stage.slack.transport === 'http' && name === atOnce;
  const isShown = () => cell.person.modal()?.title === 'Done' || (mayBeClosed && cell.modal() === '');
  await cell.stage.slack.waitFor(isShown, `the result instead of this form: ${cell.modal()}`);
}
