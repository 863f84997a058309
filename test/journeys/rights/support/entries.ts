import { randomUUID } from 'node:crypto';
import type { Person } from '../../../../sandbox/slack/contract.ts';
import { packContext } from '../../../../src/slack/form-context.ts';
import { createSeal } from '../../../../src/slack/seal.ts';
import type { Stage } from '../../support/stage.ts';
import type { Forge, Told } from './forge.ts';

/** The group that a cell is about, as an open form remembers it. */
export interface Target {
  readonly id: string;
  readonly name: string;
  readonly headId?: string;
  readonly membersCount: number;
}

/** Operations whose announcements are clicked. */
export interface Past {
  readonly ownRename: string;
  readonly ownAdd: string;
  readonly othersRename: string;
  readonly othersAdd: string;
  readonly othersDelete: string;
}

export interface Cell {
  readonly stage: Stage;
  readonly forge: Forge;
  readonly person: Person;
  readonly target: Target;
  readonly past: Past;
  /** Somebody who is no member, by Slack id; and a member, by person id. */
  readonly newcomer: string;
  readonly memberId: string;
  /** The acknowledgement is all that is waited for. */
  readonly quiet?: true;
  /** A modal of this person that is open: its id and hash. */
  modal(): Promise<{ readonly id: string; readonly hash: string }>;
}

/** What is needed, of the letters in `table.ts`; `-` = open to all, and tells nothing. */
export type Needs = 'A' | 'r' | 'c' | 'm' | 'f' | '-';

/** What an entry gives to those who may. */
export type Gives = 'text' | 'form' | 'options' | 'change' | 'harmless';

export interface Entry {
  readonly name: string;
  readonly needs: Needs;
  readonly gives: Gives;
  run(cell: Cell): Promise<Told>;
}

function typed(name: string, needs: Needs, gives: Gives, text: (cell: Cell) => string): Entry {
  return {
    name: `typed: ${name}`,
    needs,
    gives,
    run: (cell) => cell.forge.command(cell.person, text(cell), { opens: gives === 'form' }),
  };
}

function press(
  name: string,
  needs: Needs,
  gives: Gives,
  action: (cell: Cell) => { readonly action_id: string; readonly value?: string; readonly picked?: string },
): Entry {
  return {
    name: `button: ${name}`,
    needs,
    gives,
    run: (cell) => {
      const { picked, ...rest } = action(cell);
      return cell.forge.interact(
        cell.person,
        {
          type: 'block_actions',
          channel: { id: 'C0MARKET' },
          container: { type: 'message' },
          actions: [
            {
              block_id: 'b',
              action_ts: randomUUID(),
              ...rest,
              ...(picked === undefined ? {} : { selected_option: { value: picked } }),
            },
          ],
        },
        cell.quiet ? { ackOnly: true } : { opens: gives === 'form' },
      );
    },
  };
}

function sealed({ stage, person, target }: Cell, withGroup: boolean): string {
  const { id, name, headId, membersCount } = target;
  return packContext(createSeal(stage.slack.botToken), {
    slackUserId: person.id,
    channelId: 'C0MARKET',
    ...(withGroup ? { group: { id, name, membersCount, ...(headId === undefined ? {} : { headId }) } } : {}),
  });
}

type Values = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const asState = (values: Values) => ({
  values: Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { [id]: value }])),
});
const groupValue = ({ target }: Cell) => ({ group: { selected_option: { value: target.id } } });

function submit(verb: string, needs: Needs, gives: Gives, values: (cell: Cell) => Values): Entry {
  return {
    name: `submit: ${verb}`,
    needs,
    gives,
    run: (cell) =>
      cell.forge.interact(
        cell.person,
        {
          type: 'view_submission',
          view: {
            id: `V${randomUUID()}`,
            hash: randomUUID(),
            callback_id: verb,
            private_metadata: sealed(cell, verb !== 'create' && verb !== 'show'),
            state: asState(values(cell)),
            blocks: [{ type: 'input', block_id: verb === 'create' ? 'name' : 'group' }],
          },
        },
        { ackOnly: true },
      ),
  };
}

function suggest(verb: string, needs: Needs, field: (cell: Cell) => string, query: string): Entry {
  return {
    name: `type-ahead: ${verb}, "${query}"`,
    needs,
    gives: 'options',
    run: (cell) =>
      cell.forge.interact(
        cell.person,
        {
          type: 'block_suggestion',
          action_id: field(cell),
          block_id: field(cell),
          value: query,
          view: { id: 'V0', callback_id: verb, private_metadata: sealed(cell, true) },
        },
        { ackOnly: true },
      ),
  };
}

/** Something is picked in an open form. */
function pick(
  verb: string,
  what: string,
  needs: Needs,
  give: (cell: Cell) => { readonly withGroup: boolean; readonly action: Values; readonly values: Values },
): Entry {
  return {
    name: `pick in form: ${verb}, ${what}`,
    needs,
    gives: 'form',
    run: async (cell) => {
      const view = await cell.modal();
      const { withGroup, action, values } = give(cell);
      return cell.forge.interact(
        cell.person,
        {
          type: 'block_actions',
          view: {
            ...view,
            callback_id: verb,
            private_metadata: sealed(cell, withGroup),
            state: asState(values),
            blocks: [],
          },
          actions: Object.entries(action).map(([id, value]) => ({
            action_id: id,
            block_id: id,
            action_ts: randomUUID(),
            ...value,
          })),
        },
        { viewId: view.id },
      );
    },
  };
}

const pickedGroup = (cell: Cell) => ({
  withGroup: false,
  action: groupValue(cell),
  values: groupValue(cell),
});
const start = (verb: string, needs: Needs, gives: Gives, where = 'card') =>
  press(`start ${verb} on ${where}`, needs, gives, ({ target }) => ({
    action_id: `start:${verb}`,
    value: target.id,
  }));
const startFree = (verb: string, needs: Needs, gives: Gives) =>
  press(`start ${verb} in Home`, needs, gives, () => ({ action_id: `start:${verb}` }));

/** The same in the menu of the global shortcut: the verb's modal takes its place. */
function menu(verb: string, needs: Needs): Entry {
  return {
    name: `shortcut menu: ${verb}`,
    needs,
    gives: 'form',
    run: async (cell) => {
      const view = await cell.modal();
      const payload = {
        type: 'block_actions',
        view: { ...view, callback_id: 'menu', private_metadata: '', state: { values: {} }, blocks: [] },
        actions: [{ action_id: `start:${verb}`, block_id: `menu:${verb}`, action_ts: randomUUID() }],
      };
      return cell.forge.interact(cell.person, payload, { viewId: view.id });
    },
  };
}

/** A guest in DocSpace: who may pick him is told so, nobody else. */
const unfit = 'U0GUS';
const changes = ['rename', 'head', 'delete'] as const;
const members = ['add', 'remove'] as const;
const id = ({ target }: Cell) => target.id;
const quoted = ({ target }: Cell) => `"${target.name}"`;
const page = ({ target }: Cell) => JSON.stringify({ g: target.id, f: 0 });

/** Every way in, each with what it takes. */
export const entries: readonly Entry[] = [
  // Reading one group.
  ...(['show', 'history', 'watch'] as const).flatMap((verb) => [
    typed(`${verb} <id>`, 'r', 'text', (cell) => `${verb} ${id(cell)}`),
    typed(`${verb} <name>`, 'r', 'text', (cell) => `${verb} ${cell.target.name}`),
  ]),
  typed('unwatch <id>', 'r', 'text', (cell) => `unwatch ${id(cell)}`),
  typed('watch', 'A', 'harmless', () => 'watch'),
  press('pick of a group', 'r', 'text', (cell) => ({ action_id: 'group-picked', picked: id(cell) })),
  press('near name', 'r', 'text', (cell) => ({ action_id: 'group-picked:0', value: id(cell) })),
  press('page of members', 'r', 'text', (cell) => ({ action_id: 'members-page:next', value: page(cell) })),
  press('group of a list', 'r', 'text', (cell) => ({ action_id: 'list-show', picked: id(cell) })),
  press('page of a history', 'r', 'text', (cell) => ({ action_id: 'history-page:next', value: page(cell) })),
  press('pick of a history', 'r', 'text', (cell) => ({ action_id: 'history-picked', picked: id(cell) })),
  press('pick to watch', 'r', 'text', (cell) => ({ action_id: 'watch-picked', picked: id(cell) })),
  press('pick to unwatch', 'r', 'text', (cell) => ({ action_id: 'unwatch-picked', picked: id(cell) })),
  start('show', 'r', 'text', 'Home'),
  start('history', 'r', 'text'),
  suggest('show', 'r', () => 'group', ''),
  suggest('show', 'r', () => 'group', 'quok'),
  // Reading all groups.
  typed('list', 'A', 'harmless', () => 'list'),
  typed('list <text>', 'A', 'text', () => 'list Quokka'),
  press('page of a list', 'A', 'text', () => ({
    action_id: 'list-page:next',
    value: JSON.stringify({ t: 'Quokka', f: 0 }),
  })),
  startFree('list', 'A', 'harmless'),
  // For admins.
  typed('history of all', 'c', 'harmless', () => 'history'),
  startFree('history', 'c', 'harmless'),
  press('page of all history', 'c', 'harmless', () => ({ action_id: 'history-page:next', value: '{"f":0}' })),
  press('CSV of all', 'c', 'harmless', () => ({ action_id: 'history-csv', value: '{"f":0}' })),
  press('CSV of a group', 'c', 'harmless', (cell) => ({ action_id: 'history-csv', value: page(cell) })),
  // Forms for changes.
  typed('create', 'c', 'form', () => 'create Wombats'),
  startFree('create', 'c', 'form'),
  menu('create', 'c'),
  ...changes.flatMap((verb) => [
    typed(`${verb} <id>`, 'c', 'form', (cell) => `${verb} ${id(cell)}`),
    typed(`${verb} <name>`, 'c', 'form', (cell) => `${verb} ${quoted(cell)}`),
    typed(`${verb}`, 'c', 'form', () => verb),
    start(verb, 'c', 'form'),
    menu(verb, 'c'),
    suggest(verb, 'c', () => 'group', 'quok'),
    pick(verb, 'group', 'c', pickedGroup),
  ]),
  pick('create', 'people', 'c', () => ({
    withGroup: false,
    action: { members: { selected_users: [unfit] } },
    values: { members: { selected_users: [unfit] }, name: { value: 'Wombats' } },
  })),
  pick('head', 'person', 'c', (cell) => ({
    withGroup: true,
    action: { head: { selected_user: unfit } },
    values: { ...groupValue(cell), head: { selected_user: unfit } },
  })),
  // Forms for members.
  ...members.flatMap((verb) => [
    typed(`${verb} <id>`, 'm', 'form', (cell) => `${verb} ${id(cell)}`),
    typed(`${verb} <name>`, 'm', 'form', (cell) => `${verb} ${quoted(cell)}`),
    typed(`${verb}`, 'f', 'form', () => verb),
    start(verb, 'm', 'form'),
    menu(verb, 'f'),
    suggest(verb, 'm', () => 'group', ''),
    suggest(verb, 'm', () => 'group', 'quok'),
    pick(verb, 'group', 'm', pickedGroup),
  ]),
  pick('add', 'people', 'm', (cell) => ({
    withGroup: true,
    action: { people: { selected_users: [unfit] } },
    values: { ...groupValue(cell), people: { selected_users: [unfit] } },
  })),
  suggest('remove', 'm', ({ target }) => `group-members:${target.id}`, ''),
  {
    name: 'message shortcut',
    needs: 'f',
    gives: 'form',
    run: ({ forge, person, newcomer }) =>
      forge.interact(
        person,
        {
          type: 'message_action',
          callback_id: 'add_people_of_message',
          channel: { id: 'C0MARKET' },
          message: { user: newcomer, text: 'hello' },
        },
        { opens: true },
      ),
  },
  // What is open to all.
  ...['whoami', 'help', 'mine'].map((verb) => typed(verb, '-', 'harmless', () => verb)),
  ...['whoami', 'help', 'mine'].map((verb) => startFree(verb, '-', 'harmless')),
  press('Cancel', '-', 'harmless', ({ past }) => ({ action_id: 'cancel-operation', value: past.othersAdd })),
  {
    name: 'Home',
    needs: '-',
    gives: 'harmless',
    run: ({ forge, person }) =>
      forge.interact(
        person,
        {
          type: 'block_actions',
          view: { id: 'V0', hash: 'h', type: 'home', callback_id: 'home', blocks: [] },
          actions: [{ action_id: 'home-refresh', block_id: 'b', action_ts: randomUUID() }],
        },
        { home: true },
      ),
  },
];

const undo = (name: string, needs: Needs, operationId: (past: Past) => string) =>
  press(name, needs, 'change', ({ past }) => ({ action_id: 'undo', value: operationId(past) }));

/** Ways in that end in a change, in an order in which they do not spoil each other. */
export const writes: readonly Entry[] = [
  undo('Undo of an own rename', 'c', (past) => past.ownRename),
  undo('Undo of own new members', 'm', (past) => past.ownAdd),
  undo("Undo of another's rename", 'c', (past) => past.othersRename),
  undo("Undo of another's new members", 'c', (past) => past.othersAdd),
  undo('Re-create', 'c', (past) => past.othersDelete),
  submit('create', 'c', 'change', ({ target }) => ({ name: { value: `New ${target.id}` } })),
  submit('add', 'm', 'change', (cell) => ({
    ...groupValue(cell),
    people: { selected_users: [cell.newcomer] },
  })),
  submit('remove', 'm', 'change', (cell) => ({
    ...groupValue(cell),
    [`group-members:${cell.target.id}`]: {
      selected_options: [{ value: cell.memberId, text: { text: 'Mimi' } }],
    },
  })),
  submit('head', 'c', 'change', (cell) => ({ ...groupValue(cell), head: { selected_user: cell.newcomer } })),
  submit('rename', 'c', 'change', (cell) => ({
    ...groupValue(cell),
    name: { value: `Renamed ${cell.target.id}` },
  })),
  submit('delete', 'c', 'change', (cell) => ({ ...groupValue(cell), confirm: { value: cell.target.name } })),
];
