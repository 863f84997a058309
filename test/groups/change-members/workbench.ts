import type { Directory, Match } from '../../../src/directory/directory.ts';
import { DocSpaceError } from '../../../src/docspace/errors.ts';
import type {
  DocSpace,
  GroupChange,
  GroupEcho,
  GroupWithMembers,
  Person,
  PersonRef,
} from '../../../src/docspace/model.ts';
import type { MembersDeps } from '../../../src/groups/change-members/kind.ts';
import type { OperationKind, Step } from '../../../src/operations/kind.ts';

/** A group and its people in memory, and what is done with them. */
export interface Workbench {
  readonly deps: MembersDeps;
  readonly members: Set<string>;
  /** `undefined` = no head. */
  head: string | undefined;
  /** Deleted behind the bot's back. */
  gone: boolean;
  /** Unix ms. */
  now: number;
  /** The actor's role. */
  role: Person['role'];
  /** Ids that DocSpace leaves out without a word. */
  readonly leftOut: Set<string>;
  readonly writes: GroupChange[];
  /** What happens at the next writes: after how many people it fails, and how. */
  readonly faults: { readonly after: number; readonly error: DocSpaceError }[];
  readonly progress: [number, number][];
  /** One attempt; steps are remembered from one to the next, as the ledger does. */
  attempt<Input, Outcome>(
    kind: OperationKind<Input, Outcome>,
    input: Input,
    more?: { readonly lockSettledAt?: number; readonly lockUnclearAt?: number; readonly giveUpAt?: number },
  ): Promise<Outcome>;
}

const actorId = 'a0000000-0000-4000-8000-000000000001';
export const groupId = '90000000-0000-4000-8000-000000000001';

export function personId(number: number): string {
  return `b0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export function people(count: number, from = 1) {
  return Array.from({ length: count }, (_, index) => ({
    personId: personId(from + index),
    name: `Person ${from + index}`,
  }));
}

export const dropped = () =>
  new DocSpaceError({ reason: 'unreachable', method: 'PUT', route: '/group/{id}', mayHaveHappened: true });
export const refused = () =>
  new DocSpaceError({
    reason: 'role-refused',
    method: 'PUT',
    route: '/group/{id}',
    status: 403,
    mayHaveHappened: false,
  });

export function openWorkbench(memberIds: readonly string[] = []): Workbench {
  const members = new Set(memberIds);
  const steps = new Map<string, { readonly result?: unknown }>();
  const bench = {
    members,
    head: undefined as string | undefined,
    gone: false,
    now: 1_000_000,
    role: 'admin' as Person['role'],
    leftOut: new Set<string>(),
    writes: [] as GroupChange[],
    faults: [] as { after: number; error: DocSpaceError }[],
    progress: [] as [number, number][],
  };

  const ref = (id: string): PersonRef => ({ id, name: nameOf(id), email: `${Number(id.slice(-12))}@x.io` });
  const notThere = (method: 'GET' | 'PUT') =>
    new DocSpaceError({
      reason: 'not-found',
      method,
      route: '/group/{id}',
      status: 404,
      mayHaveHappened: false,
    });
  const unused = () => Promise.reject(new Error('not expected'));

  async function getWithMembers(): Promise<GroupWithMembers> {
    if (bench.gone) throw notThere('GET');
    return {
      id: groupId,
      name: 'Band',
      membersCount: members.size,
      isLdap: false,
      isSystem: false,
      members: [...members].map(ref),
      ...(bench.head === undefined ? {} : { head: ref(bench.head) }),
    };
  }

  async function update(_: string, change: GroupChange): Promise<GroupEcho> {
    bench.writes.push(change);
    if (bench.gone) throw notThere('PUT');
    const fault = bench.faults.shift();
    const end = fault?.after;
    for (const id of (change.addIds ?? []).slice(0, end)) if (!bench.leftOut.has(id)) members.add(id);
    for (const id of (change.removeIds ?? []).slice(0, end)) {
      members.delete(id);
      if (bench.head === id) bench.head = undefined;
    }
    if (fault !== undefined) throw fault.error;
    return {
      id: groupId,
      name: 'Band',
      membersCount: members.size,
      memberIds: [...members],
      ...(bench.head === undefined ? {} : { headId: bench.head }),
    };
  }

  const groups: DocSpace['groups'] = {
    search: unused,
    ofPerson: unused,
    get: unused,
    create: unused,
    delete: unused,
    getWithMembers,
    update,
  };
  const directory: Directory = {
    async lookUp({ slackUserIds, emails }) {
      const actor: Person = {
        id: actorId,
        email: 'ann@x.io',
        name: 'Ann',
        role: bench.role,
        status: 'active',
      };
      const match = (email: string): Match => {
        const person = { id: personId(Number.parseInt(email, 10)), name: nameOf(email), email };
        return { email, label: email, person: { ...person, role: 'user', status: 'active' } };
      };
      return {
        bySlackId: new Map(slackUserIds.map((id) => [id, { slackUserId: id, label: 'Ann', person: actor }])),
        byEmail: new Map(emails.map((email) => [email, match(email)])),
      };
    },
    slackIdOf: async () => undefined,
    knownSlackIdOf: () => undefined,
    knownEmailOf: () => undefined,
  };
  const deps: MembersDeps = {
    directory,
    groups,
    settings: { headsManageMembers: false, everyoneMayView: false },
    now: () => bench.now,
    waits: { stillMs: 1 },
  };

  async function step<Result>(name: string, work: Step<Result>): Promise<Result> {
    const known = steps.get(name);
    if (known !== undefined && 'result' in known) return work.result.parse(known.result);
    let result: Result | undefined;
    if (known !== undefined && work.reconcile !== undefined) {
      const found = await work.reconcile();
      if (found !== 'repeat') result = found.done;
    }
    steps.set(name, {});
    result ??= await work.act();
    steps.set(name, { result: JSON.parse(JSON.stringify(result)) });
    return result;
  }

  return Object.assign(bench, {
    deps,
    attempt<Input, Outcome>(
      kind: OperationKind<Input, Outcome>,
      input: Input,
      more: {
        readonly lockSettledAt?: number;
        readonly lockUnclearAt?: number;
        readonly giveUpAt?: number;
      } = {},
    ): Promise<Outcome> {
      return kind.run({
        operation: {
          id: 'o1',
          dedupeKey: 'd1',
          kind: kind.name,
          lock: 'l1',
          actor: { slackUserId: 'U0ANN' },
          destination: {},
          input,
          state: 'running',
          attempts: 1,
          acceptedAt: 0,
          runAt: 0,
        },
        input: kind.input.parse(JSON.parse(JSON.stringify(input))),
        attempt: 1,
        giveUpAt: 86_400_000,
        signal: new AbortController().signal,
        step,
        progress: (done, total) => bench.progress.push([done, total]),
        ...more,
      });
    },
  });
}

function nameOf(id: string): string {
  return `Person ${Number.parseInt(id.slice(-12), 10)}`;
}
