import type { Cell, RequestRole } from './cell.ts';

/** One verb that only reads. */
export interface Question {
  readonly name: string;
  /** What it asks of DocSpace; of two for the same, the second is not told apart. */
  readonly requests: readonly RequestRole[];
  typed(cell: Cell): string;
  /** How a good answer reads. */
  reads(cell: Cell): RegExp;
  /** What must have happened before. */
  prepare?(cell: Cell): Promise<void>;
}

const name = (cell: Cell) => new RegExp(cell.named('Team'));

/** All verbs that only read, in the order of the page. */
export const questions: readonly Question[] = [
  {
    name: 'show',
    requests: ['people', 'names', 'group', 'people'],
    typed: (cell) => `show ${cell.named('Team')}`,
    reads: (cell) => new RegExp(`${cell.named('Team')}\\*[\\s\\S]*Head of group`),
  },
  { name: 'list', requests: ['people', 'names'], typed: (cell) => `list ${cell.token}`, reads: name },
  {
    name: 'mine',
    requests: ['people', 'names', 'names'],
    typed: () => 'mine',
    reads: () => /You neither head a group nor belong to one/,
  },
  {
    name: 'history',
    requests: ['people', 'names', 'group'],
    typed: (cell) => `history ${cell.named('Team')}`,
    reads: name,
  },
  {
    name: 'watch',
    requests: ['people', 'names', 'group'],
    typed: (cell) => `watch ${cell.named('Team')}`,
    reads: () => /watches \*.*\* from now on/,
  },
  {
    name: 'unwatch',
    requests: ['people', 'names', 'group'],
    typed: (cell) => `unwatch ${cell.named('Team')}`,
    reads: () => /does not watch|nothing to end/,
  },
  { name: 'whoami', requests: ['people'], typed: () => 'whoami', reads: () => /In DocSpace you are/ },
  { name: 'help', requests: [], typed: () => 'help', reads: () => /Run the groups of your DocSpace/ },
];
