import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type DocSpaceStandIn, startDocSpace } from '../../../sandbox/docspace/docspace.ts';
import { smallWorld } from '../../../sandbox/world.ts';
import { createDirectory } from '../../../src/directory/directory.ts';
import { createDocSpace } from '../../../src/docspace/client.ts';
import { changeHeadKind } from '../../../src/groups/change-head/kind.ts';
import {
  type HeadInput,
  type HeadOutcome,
  headKind,
  headOutcomeSchema,
} from '../../../src/groups/change-head/shape.ts';
import { lockOf } from '../../../src/groups/existing.ts';
import { groupFaults } from '../../../src/groups/faults.ts';
import { openWorkshop, type Workshop } from '../../operations/workshop.ts';

const idOf = (email: string) => {
  const found = smallWorld.people.find((person) => person.email.toLowerCase() === email);
  if (found === undefined) throw new Error(`the world has no ${email}`);
  return found.id;
};

/** Person ids of the small world. */
export const who = {
  ann: idOf('ann@example.com'),
  bob: idOf('bob.baker@example.com'),
  cid: idOf('cid@example.com'),
  jm: idOf('jm@example.com'),
  petra: idOf('petra@example.com'),
};

/** What is asked of a group; Slack ids. `seen` = the head that the form showed, when it is another one. */
interface Asked {
  readonly next?: string;
  readonly leaves?: boolean;
  readonly seen?: string;
}

/** The real change of a head on the real ledger and runner, against the stand-in for DocSpace. */
export interface HeadStage {
  readonly docspace: DocSpaceStandIn;
  readonly workshop: Workshop;
  /** Added to the clock of what was checked, in ms. */
  passed: number;
  /** Changes a head and waits for the end. */
  change(groupId: string, asked: Asked): Promise<HeadOutcome>;
  add(memberIds: readonly string[], headId?: string): string;
  /** How the group is now. */
  now(id: string): { readonly head: string | undefined; readonly members: ReadonlySet<string> };
  writes(): readonly unknown[];
  close(): Promise<void>;
}

export async function openHeadStage(options: { readonly giveUpAfterMs?: number } = {}): Promise<HeadStage> {
  const docspace = await startDocSpace({ world: smallWorld });
  const client = createDocSpace({ url: docspace.url, key: docspace.key, parallelWrites: 4 });
  const directory = createDirectory({
    slackUsers: {
      async read(id) {
        const user = smallWorld.users.find((one) => one.id === id);
        if (user?.email === undefined) return undefined;
        const flags = { emailConfirmed: true, deactivated: false, isBot: false, isGuest: false };
        return { id, name: user.name, email: user.email, ...flags, isExternal: false };
      },
      findByEmail: async (email) =>
        smallWorld.users.find((one) => one.email?.toLowerCase() === email.toLowerCase())?.id,
    },
    byEmails: (emails, more) => client.people.byEmails(emails, more),
    overrides: new Map(),
  });
  const kind = changeHeadKind({
    directory,
    groups: client.groups,
    settings: { headsManageMembers: false, everyoneMayView: false },
    now: () => Date.now() + stage.passed,
    waits: { stillMs: 5 },
  });
  const workshop = await openWorkshop(kind, { faults: groupFaults, ...options });
  await workshop.start();
  let groups = 0;
  const viewOf = (id: string) => {
    const group = docspace.group(id);
    if (group === undefined) throw new Error('the group is gone');
    return group;
  };
  const stage: HeadStage = {
    docspace,
    workshop,
    passed: 0,
    async change(groupId, { next, leaves = false, seen }) {
      const { name, head, members } = viewOf(groupId);
      const headId = seen ?? head?.id;
      const input: HeadInput = {
        group: {
          id: groupId,
          name,
          membersCount: members.length,
          ...(headId === undefined ? {} : { headId }),
        },
        former: leaves ? 'leaves' : 'stays',
        ...(next === undefined ? {} : { next: { by: 'slack', id: next } }),
      };
      const id = await workshop.ask({
        kind: headKind,
        lock: lockOf(groupId),
        actor: { slackUserId: 'U0ANN' },
        input,
      });
      const { outcome, fault } = await workshop.over(id);
      const parsed = headOutcomeSchema.safeParse(outcome);
      if (parsed.success) return parsed.data;
      throw new Error(`no outcome, but ${JSON.stringify(fault)}`);
    },
    add(memberIds, headId) {
      groups += 1;
      const head = headId === undefined ? {} : { headId };
      return docspace.addGroup({ name: `Headed ${groups}`, memberIds: [...memberIds], ...head }).id;
    },
    now(id) {
      const { head, members } = viewOf(id);
      return { head: head?.id, members: new Set(members.map((member) => member.id)) };
    },
    writes: () => docspace.requests.filter(({ method }) => method !== 'GET').map(({ body }) => body),
    async close() {
      await workshop.close();
      await workshop.database.remove();
      await docspace.stop();
    },
  };
  return stage;
}

/** One stage for a file of tests; it ends with a look for breaches of DocSpace's rules. */
export function headStage(): () => HeadStage {
  let stage: HeadStage | undefined;
  const open = () => {
    if (stage === undefined) throw new Error('the stage is not open yet');
    return stage;
  };
  beforeAll(async () => {
    stage = await openHeadStage();
  });
  afterAll(async () => {
    const { breaches } = open().docspace;
    await stage?.close();
    expect(breaches).toEqual([]);
  });
  beforeEach(() => open().docspace.clearRequests());
  afterEach(() => {
    open().docspace.faults.clear();
    open().passed = 0;
  });
  return open;
}
