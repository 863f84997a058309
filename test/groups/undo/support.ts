import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type DocSpaceStandIn, startDocSpace } from '../../../sandbox/docspace/docspace.ts';
import type { LoggedRequest } from '../../../sandbox/docspace/request-log.ts';
import type { GroupView } from '../../../sandbox/docspace/views.ts';
import { smallWorld } from '../../../sandbox/world.ts';
import { createDirectory } from '../../../src/directory/directory.ts';
import { createDocSpace } from '../../../src/docspace/client.ts';
import type { Effect } from '../../../src/groups/effect.ts';
import { groupFaults } from '../../../src/groups/faults.ts';
import type { RightsSettings } from '../../../src/groups/rights.ts';
import { undoGroupKind } from '../../../src/groups/undo/kind.ts';
import { undoLockOf } from '../../../src/groups/undo/rights.ts';
import {
  type UndoInput,
  type UndoOutcome,
  undoKind,
  undoOutcomeSchema,
} from '../../../src/groups/undo/shape.ts';
import type { Operation } from '../../../src/operations/kind.ts';
import { openWorkshop } from '../../operations/workshop.ts';

const idOf = (email: string) => {
  const found = smallWorld.people.find((person) => person.email.toLowerCase() === email);
  if (found === undefined) throw new Error(`the world has no ${email}`);
  return found.id;
};

/** Person ids of the small world. */
export const who = {
  bob: idOf('bob.baker@example.com'),
  cid: idOf('cid@example.com'),
  jm: idOf('jm@example.com'),
  gus: idOf('gus@example.com'),
  dina: idOf('dina@example.com'),
  kim: idOf('kim.lee@example.com'),
  petra: idOf('petra@example.com'),
};

/** The real undo on the real ledger and runner, against the stand-in for DocSpace. */
export interface UndoStage {
  readonly docspace: DocSpaceStandIn;
  /** Takes an effect back and waits for its end. */
  undo(effect: Effect, more?: UndoWish): Promise<UndoOutcome>;
  /** The same, for ends without an outcome. */
  operation(effect: Effect, more?: UndoWish): Promise<Operation>;
  /** A group of a name of its own. */
  add(memberIds: readonly string[], headId?: string, more?: { readonly isLdap?: boolean }): GroupView;
  /** How the group is now; undefined = it is gone. */
  now(id: string): GroupNow | undefined;
  /** Lets so many ms pass for the undo. */
  pass(ms: number): void;
  /** Requests that write, since the last test. */
  writes(): readonly LoggedRequest[];
  close(): Promise<void>;
}

interface GroupNow {
  readonly name: string;
  readonly head: string | undefined;
  readonly members: ReadonlySet<string>;
}

/** One stage for a file of tests; it ends with a look for breaches of DocSpace's rules. */
export function undoStage(): UndoStage {
  let stage: UndoStage | undefined;
  beforeAll(async () => {
    stage = await openUndoStage();
  });
  afterAll(async () => {
    const breaches = stage?.docspace.breaches;
    await stage?.close();
    expect(breaches).toEqual([]);
  });
  beforeEach(() => stage?.docspace.clearRequests());
  afterEach(() => stage?.docspace.faults.clear());
  const open = () => {
    if (stage === undefined) throw new Error('the stage is not open yet');
    return stage;
  };
  return {
    get docspace() {
      return open().docspace;
    },
    undo: (effect, more) => open().undo(effect, more),
    operation: (effect, more) => open().operation(effect, more),
    add: (memberIds, headId, more) => open().add(memberIds, headId, more),
    now: (id) => open().now(id),
    pass: (ms) => open().pass(ms),
    writes: () => open().writes(),
    close: () => open().close(),
  };
}

export const refused = (refusal: object) => ({ status: 'refused', refusal });

interface UndoWish extends Partial<Pick<UndoInput, 'own' | 'people' | 'checkedAt'>> {
  readonly by?: string;
}

export async function openUndoStage(settings: Partial<RightsSettings> = {}): Promise<UndoStage> {
  const standIn = await startDocSpace({ world: smallWorld });
  const docspace = createDocSpace({ url: standIn.url, key: standIn.key, parallelWrites: 4 });
  const directory = createDirectory({
    slackUsers: {
      async read(id) {
        const user = smallWorld.users.find((one) => one.id === id);
        if (user?.email === undefined) return undefined;
        const { name, email } = user;
        const flags = { emailConfirmed: true, deactivated: false, isBot: false, isGuest: false };
        return { id, name, email, ...flags, isExternal: user.isStranger === true };
      },
      findByEmail: async (email) =>
        smallWorld.users.find((one) => one.email?.toLowerCase() === email.toLowerCase())?.id,
    },
    byEmails: (emails, options) => docspace.people.byEmails(emails, options),
    overrides: new Map(),
  });
  let passed = 0;
  const kind = undoGroupKind({
    directory,
    groups: docspace.groups,
    people: docspace.people,
    settings: { headsManageMembers: false, everyoneMayView: false, ...settings },
    now: () => Date.now() + passed,
    waits: { stillMs: 5 },
  });
  const workshop = await openWorkshop(kind, { faults: groupFaults });
  await workshop.start();

  async function operation(effect: Effect, more: UndoWish = {}): Promise<Operation> {
    const { by = 'U0ANN', own = true, people = [], checkedAt } = more;
    const input: UndoInput = {
      operationId: 'earlier',
      effect,
      own,
      people,
      ...(checkedAt === undefined ? {} : { checkedAt }),
    };
    const id = await workshop.ask({
      kind: undoKind,
      lock: undoLockOf(effect),
      actor: { slackUserId: by },
      input,
    });
    return workshop.over(id);
  }

  let groups = 0;
  return {
    docspace: standIn,
    operation,
    add(memberIds, headId, more = {}) {
      groups += 1;
      const head = headId === undefined ? {} : { headId };
      return standIn.addGroup({ name: `Group ${groups}`, memberIds, ...head, ...more });
    },
    now(id) {
      const group = standIn.group(id);
      if (group === undefined) return undefined;
      const members = new Set(group.members.map((member) => member.id));
      return { name: group.name, head: group.head?.id, members };
    },
    pass(ms) {
      passed += ms;
    },
    writes: () => standIn.requests.filter((request) => request.method !== 'GET'),
    undo: async (effect, more) => undoOutcomeSchema.parse((await operation(effect, more)).outcome),
    async close() {
      await workshop.close();
      await workshop.database.remove();
      await standIn.stop();
    },
  };
}
