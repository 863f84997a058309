import { randomUUID } from 'node:crypto';
import PQueue from 'p-queue';
import { smallWorld, type World } from '../../../../sandbox/world.ts';
import { packContext } from '../../../../src/slack/form-context.ts';
import { createSeal } from '../../../../src/slack/seal.ts';
import { openStage, type Stage } from '../../support/stage.ts';
import type { Cell, Past, Target } from './entries.ts';
import { type Forge, openForge } from './forge.ts';
import { type Cast, cast, type Role } from './table.ts';

/** What nobody may read who may not read the group. */
export const secrets = ['Quokka', 'Headly', 'Memberly', '4 members'] as const;

const all = Object.entries(cast) as readonly (readonly [Role, Cast])[];
const boss = 'U0ADA';
const newcomer = 'U0NEW';
const personId = (kind: string, number: number) =>
  `${kind.padEnd(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`;
const head = personId('e1', 1);
const member = personId('e1', 2);
const fillers = [personId('e1', 3), personId('e1', 4)];
const groupId = (kind: string, number: number) => personId(kind, number);

/** One Slack user and one person for each role; at first all of them are admins. */
function matrixWorld(roles: readonly unknown[]): World {
  const person = (
    id: string,
    firstName: string,
    lastName: string,
    email: string,
    role: 'admin' | 'user',
  ) => ({
    id,
    firstName,
    lastName,
    userName: email.replace('@example.com', ''),
    email,
    role,
    status: 'active' as const,
  });
  const slackUser = (id: string, name: string) => ({
    id,
    name,
    realName: name,
    email: `${name}@example.com`,
    emailConfirmed: true,
  });
  const actors = roles.map((_, index) => slackUser(`U0M${index}`, `actor${index}`));
  const joining = { ...slackUser(newcomer, 'newcomer') };
  const everybody = [...smallWorld.users, ...actors, joining];
  return {
    ...smallWorld,
    users: everybody,
    channels: smallWorld.channels.map((channel) =>
      channel.id === 'C0MARKET' ? { ...channel, memberIds: everybody.map((one) => one.id) } : channel,
    ),
    people: [
      ...smallWorld.people,
      ...actors.map(({ email }, index) => person(personId('d1', index), 'Actor', 'Some', email, 'admin')),
      person(head, 'Hedda', 'Headly', 'hedda@example.com', 'user'),
      person(member, 'Mimi', 'Memberly', 'mimi@example.com', 'user'),
      ...fillers.map((id, index) => person(id, 'Filler', 'Memberly', `filler${index}@example.com`, 'user')),
      person(personId('e1', 5), 'New', 'Comer', 'newcomer@example.com', 'user'),
    ],
  };
}

/** The bot with one actor a role, each with a group of his own or another's, and operations to take back. */
export interface Theatre {
  readonly stage: Stage;
  readonly forge: Forge;
  cell(role: Role): Cell;
  /** Waits until everything that was accepted has run. Makes one POST. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export async function openTheatre(
  env: Readonly<Record<string, string>>,
  played: readonly Role[],
): Promise<Theatre> {
  const roles = all.filter(([role]) => played.includes(role));
  const stage = await openStage({
    transport: 'http',
    world: matrixWorld(roles),
    env: { ...env, CHANGES_PER_10_MINUTES: '0', LOG_LEVEL: 'info' },
  });
  const { slack, docspace } = stage;
  await stage.start();
  const forge = await openForge(stage);

  function addGroup(id: string, name: string, headId: string): Target {
    const { members } = docspace.addGroup({ id, name, headId, memberIds: [headId, member, ...fillers] });
    return { id, name, headId, membersCount: members.length };
  }

  /** Submits a change and gives its operation, from the button under the announcement. */
  async function change(by: string, verb: string, target: Target, values: object): Promise<string> {
    const privateMetadata = packContext(createSeal(slack.botToken), {
      slackUserId: by,
      channelId: 'C0MARKET',
      group: { ...target, headId: target.headId ?? '' },
    });
    const mark = slack.calls.length;
    const all = { group: { selected_option: { value: target.id } }, ...values };
    const state = { values: Object.fromEntries(Object.entries(all).map(([id, one]) => [id, { [id]: one }])) };
    const view = {
      id: `V${randomUUID()}`,
      hash: randomUUID(),
      callback_id: verb,
      private_metadata: privateMetadata,
      state,
      blocks: [{ type: 'input', block_id: 'group' }],
    };
    const { ack } = await forge.interact(slack.as(by), { type: 'view_submission', view }, { ackOnly: true });
    return slack.waitFor(() => {
      for (const { method, args } of slack.calls.slice(mark)) {
        if (method !== 'chat.postMessage' || !JSON.stringify(args).includes(target.name)) continue;
        const id = undoIn(args.blocks);
        if (id !== undefined) return id;
      }
      return undefined;
    }, `the announcement of ${verb} ${target.name}: ${ack}`);
  }

  /** A rename, new members and a delete, to be taken back. */
  async function changes(by: string, kind: string, index: number, headId: string, withDelete: boolean) {
    const before = addGroup(groupId(kind, index), `Platypus ${kind} ${index} before`, headId);
    const name = `Platypus ${kind} ${index} after`;
    const rename = await change(by, 'rename', before, { name: { value: name } });
    const add = await change(by, 'add', { ...before, name }, { people: { selected_users: [newcomer] } });
    if (!withDelete) return { rename, add, gone: '' };
    const doomed = addGroup(groupId(kind, index + 500), `Platypus ${kind} ${index} doomed`, headId);
    return { rename, add, gone: await change(by, 'delete', doomed, { confirm: { value: doomed.name } }) };
  }

  const shared = changes(boss, 'f3', 499, head, true);
  // A few at once: Slack waits 3 s for an answer, and these are only the preparations.
  const lane = new PQueue({ concurrency: 2 });
  const cells = await lane.addAll(
    roles.map(([role, one], index) => async () => {
      const own = personId('d1', index);
      const headId = one.heads ? own : head;
      const target = addGroup(groupId('f1', index), `Quokka target ${index}`, headId);
      const isAdmin = (one.role === 'owner' || one.role === 'admin') && one.status === undefined;
      const [byActor, others] = await Promise.all([
        changes(`U0M${index}`, 'f2', index, headId, false),
        // Only who may take them back needs some of his own.
        isAdmin && one.slack === undefined && one.gone === undefined
          ? changes(boss, 'f3', index, head, true)
          : shared,
      ]);
      const past: Past = {
        ownRename: byActor.rename,
        ownAdd: byActor.add,
        othersRename: others.rename,
        othersAdd: others.add,
        othersDelete: others.gone,
      };
      const person = slack.as(`U0M${index}`);
      const cell: Omit<Cell, 'target'> = {
        stage,
        forge,
        person,
        past,
        newcomer,
        memberId: member,
        async modal() {
          if (person.modal() === undefined) await person.shortcut('docspace_groups');
          const { id, hash } = await slack.waitFor(() => person.modal(), 'the menu');
          return { id, hash };
        },
      };
      return [role, { cell, target }] as const;
    }),
  );
  // From here on everybody is what his role says; the bot that knew them as admins is gone.
  await stage.bot.end('SIGTERM');
  for (const [index, [, one]] of roles.entries()) {
    const id = personId('d1', index);
    docspace.changePerson(id, { role: one.role, status: one.status ?? 'active' });
    if (one.gone) docspace.removePerson(id);
    if (one.slack) slack.changeUser(`U0M${index}`, one.slack);
  }
  await stage.start();
  docspace.clearRequests();
  const byRole = new Map(cells);

  return {
    stage,
    forge,
    cell(role) {
      const found = byRole.get(role);
      if (found === undefined) throw new Error(`nobody plays ${role}`);
      const { id, name } = found.target;
      const now = docspace.group(id);
      const target: Target =
        now === undefined
          ? found.target
          : {
              id,
              name: now.name,
              membersCount: now.members.length,
              ...(now.head === undefined ? {} : { headId: now.head.id }),
            };
      return { ...found.cell, target: { ...target, name: now?.name ?? name } };
    },
    async settle() {
      const state = { name: { name: { value: `Last ${randomUUID()}` } } };
      const view = {
        id: `V${randomUUID()}`,
        hash: randomUUID(),
        callback_id: 'create',
        private_metadata: packContext(createSeal(slack.botToken), {
          slackUserId: boss,
          channelId: 'C0MARKET',
        }),
        state: { values: state },
        blocks: [],
      };
      await forge.interact(slack.as(boss), { type: 'view_submission', view }, { ackOnly: true });
      await slack.waitFor(
        () => docspace.groups().some((group) => group.name === state.name.name.value),
        'the last group',
      );
    },
    async close() {
      await forge.close();
      await stage.close();
    },
  };
}

/** What the Undo button somewhere in there carries. */
function undoIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('action_id' in value && value.action_id === 'undo' && 'value' in value) return String(value.value);
  for (const part of Object.values(value)) {
    const found = undoIn(part);
    if (found !== undefined) return found;
  }
  return undefined;
}
