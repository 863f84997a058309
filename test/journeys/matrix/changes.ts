import type { Message } from '../../../sandbox/slack/contract.ts';
import { closeAll } from '../support/create.ts';
import type { Cell, RequestRole } from './cell.ts';

/** What came of pressing Submit, or the button. */
export interface Sent {
  /** By field; empty = taken. */
  readonly errors: Readonly<Record<string, string>>;
}

/** One change that people can ask for: how to get to its last click, and what it makes of the cell's groups. */
export interface Change {
  readonly name: string;
  /** Its place in the table of faults. */
  readonly column: 'create' | 'rename' | 'head' | 'add' | 'remove' | 'delete' | 'undo';
  /** What it asks of DocSpace from the last click to the announcement, when all goes well. */
  readonly requests: readonly RequestRole[];
  /** How often it asks DocSpace from the command to the last click, with two picks in the form of create; none for undo. */
  readonly opening?: number;
  /** The groups before it and after it, as `Cell.state` gives them. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The text of the form's submit button; none = a button under an announcement. */
  readonly form?: string;
  /** Everything up to the last click. */
  prepare(cell: Cell): Promise<void>;
  /** The last click. */
  send(cell: Cell): Promise<Sent>;
}

const team = 'Team|a|ac';

/** Types a command and waits for its form. */
async function openForm(cell: Cell, typed: string, submit: string): Promise<void> {
  await cell.person.type(cell.channel, `/docspace-group ${typed}`);
  await cell.stage.slack.waitFor(() => cell.person.modal()?.submit === submit, `the form of ${typed}`);
}

function byForm(given: {
  readonly name: string;
  readonly column: Change['column'];
  readonly form: string;
  readonly after: readonly string[];
  readonly requests: readonly RequestRole[];
  readonly opening: number;
  readonly isNew?: true;
  typed(cell: Cell): string;
  fill?(cell: Cell): Promise<void>;
}): Change {
  const { typed, fill, isNew, ...rest } = given;
  return {
    ...rest,
    before: isNew ? [] : [team],
    async prepare(cell) {
      if (!isNew) cell.add();
      await openForm(cell, typed(cell), given.form);
      await fill?.(cell);
      await cell.person.fill('Reason', 'Because');
    },
    async send({ person }) {
      const submitted = await person.submit();
      if (submitted.kind === 'trouble') throw new Error('the submit was not acknowledged');
      return { errors: submitted.errors ?? {} };
    },
  };
}

const mention = (cell: Cell, letter: 'a' | 'b' | 'c') => `@${cell.crew.mark}${letter}`;

const leaves = 'Remove the present head from the group';
const none = 'Leave the group without a head';

const create = byForm({
  name: 'create',
  column: 'create',
  form: 'Create group',
  isNew: true,
  after: ['Team|a|ab'],
  requests: ['people', 'names', 'write'],
  opening: 3,
  typed: (cell) => `create ${cell.named('Team')}`,
  async fill({ stage, person, crew }) {
    await person.fill('Head of group', crew.slack.a);
    await person.fill('Members', [crew.slack.b]);
    // Who is picked is looked up while the form is open: that must not meet the trouble that is to come.
    const looked = () =>
      ['a', 'b'].every((letter) =>
        stage.docspace.requests.some((one) => one.finished && one.path.includes(`${crew.mark}${letter}%40`)),
      );
    await stage.slack.waitFor(looked, 'the look at who was picked');
  },
});

const rename = byForm({
  name: 'rename',
  column: 'rename',
  form: 'Rename',
  after: ['Crew|a|ac'],
  requests: ['people', 'names', 'write'],
  opening: 4,
  typed: (cell) => `rename "${cell.named('Team')}" ${cell.named('Crew')}`,
});

function headChange(given: {
  readonly name: string;
  readonly after: string;
  readonly to?: 'b';
  readonly options: readonly string[];
  readonly requests: readonly RequestRole[];
}): Change {
  return byForm({
    ...given,
    column: 'head',
    form: 'Change head',
    after: [given.after],
    // Who was typed is looked up, too.
    opening: given.to === undefined ? 4 : 5,
    typed: (cell) =>
      `head "${cell.named('Team')}"${given.to === undefined ? '' : ` ${mention(cell, given.to)}`}`,
    async fill({ person }) {
      if (given.options.length > 0) await person.fill('Options', given.options);
    },
  });
}

const once = ['people', 'group', 'write'] as const;
const head = headChange({ name: 'head', after: 'Team|b|abc', to: 'b', options: [], requests: once });
const heads: readonly Change[] = [
  head,
  headChange({
    name: 'head, the former one leaves',
    after: 'Team|b|bc',
    to: 'b',
    options: [leaves],
    requests: once,
  }),
  headChange({
    name: 'no head, the former one leaves',
    after: 'Team||c',
    options: [leaves, none],
    requests: once,
  }),
  headChange({
    name: 'no head, the former one stays a member',
    after: 'Team||ac',
    options: [none],
    requests: [...once, 'second write'],
  }),
];

const add = byForm({
  name: 'add',
  column: 'add',
  form: 'Add',
  after: ['Team|a|abc'],
  requests: once,
  opening: 4,
  typed: (cell) => `add "${cell.named('Team')}" ${mention(cell, 'b')}`,
});

const remove = byForm({
  name: 'remove',
  column: 'remove',
  form: 'Remove',
  after: ['Team|a|a'],
  requests: once,
  opening: 5,
  typed: (cell) => `remove "${cell.named('Team')}" ${mention(cell, 'c')}`,
});

const deletion = byForm({
  name: 'delete',
  column: 'delete',
  form: 'Delete group',
  after: [],
  requests: once,
  opening: 4,
  typed: (cell) => `delete "${cell.named('Team')}"`,
  fill: (cell) =>
    cell.person.fill('Type the group’s name to confirm', cell.named('Team')).then(() => undefined),
});

/** The announcement that has the button. */
function undoable({ person, channel, token }: Cell): Message | undefined {
  return person
    .messages(channel)
    .findLast((one) => one.text.includes(token) && JSON.stringify(one.blocks).includes('"undo"'));
}

/** Does a change, and gets ready to take it back. */
function undoOf(change: Change, requests: readonly RequestRole[], after = change.before): Change {
  const button = change === deletion ? 'Re-create' : 'Undo';
  return {
    name: change === deletion ? 're-create after delete' : `undo of ${change.name}`,
    column: 'undo',
    requests,
    before: change.after,
    after,
    async prepare(cell) {
      await change.prepare(cell);
      await change.send(cell);
      await cell.stage.slack.waitFor(() => undoable(cell), `the announcement of ${change.name}`);
      await cell.stage.slack.waitFor(() => cell.person.modal()?.title === 'Done', 'the result in the form');
      await closeAll(cell.person);
    },
    async send(cell) {
      const message = undoable(cell);
      if (message === undefined) throw new Error('there is no button');
      await cell.person.press(button, message);
      return { errors: {} };
    },
  };
}

/** All changes, in the order of the page. */
export const changes: readonly Change[] = [
  create,
  rename,
  ...heads,
  add,
  remove,
  deletion,
  undoOf(create, once),
  undoOf(rename, ['people', 'names', 'write']),
  // The one who became a member by it leaves in a request of its own, once the former head is head again.
  undoOf(head, [...once, 'second write']),
  undoOf(add, once),
  undoOf(remove, once),
  // The group first, then its people: who can't join any more must not keep it from being made.
  undoOf(deletion, ['people', 'names', 'write', 'second write']),
];
