import type { OperationKind, OperationRun } from '../../operations/kind.ts';
import { askAgain } from '../further-writes.ts';
import { whoActs } from '../gate.ts';
import { isFresh } from '../planned-write.ts';
import { may } from '../rights.ts';
import type { Named } from '../who.ts';
import { type CreateCheckDeps, type CreateFindings, checkCreate } from './check.ts';
import {
  type CreateInput,
  type CreateOutcome,
  type CreateRefusal,
  createInputSchema,
  createKind,
  createOutcomeSchema,
  type Plan,
  planSchema,
  type Skipped,
} from './shape.ts';
import { createWithReconcile, type Filled, fillUp, type Waits } from './write.ts';

export interface CreateDeps extends CreateCheckDeps {
  readonly now: () => number;
  readonly waits: Waits;
}

/** Creates a group: check (unless the submit's is fresh), one POST, and further people in chunks where there are many. */
export function createGroupKind(deps: CreateDeps): OperationKind<CreateInput, CreateOutcome> {
  return {
    name: createKind,
    input: createInputSchema,
    outcome: createOutcomeSchema,
    about: (outcome) =>
      outcome.status === 'refused' ? {} : { groupId: outcome.group.id, groupName: outcome.group.name },
    async run(run) {
      const plan = await firstPlan(deps, run);
      if ('refusal' in plan) return { status: 'refused', refusal: plan.refusal };
      const written = await createWithReconcile(deps.groups, run, deps.waits, plan, async () => {
        // Rights and people may have changed while the operation waited for DocSpace.
        return isFresh(plan.checked.at, run, deps.now()) ? plan : check(deps, run);
      });
      if ('refusal' in written) return { status: 'refused', refusal: written.refusal };
      const { head, members } = written.checked;
      const filled = await fillUp(deps.groups, run, written.echo, written.checked, {
        ...deps.waits,
        now: deps.now,
        stillMay: askAgain(written.checked.at, deps.now, () => mayStillCreate(deps, run)),
      });
      const asked = [...(head === undefined ? [] : [head]), ...members];
      return conclude(filled, { head, asked, skipped: written.skipped });
    },
  };
}

/**
 * The submit's own check when it is fresh and nobody else settled this name since; else the questions are asked
 * again. Checkpointed before the POST begins: a run that was cut off never takes its own group for a foreign one,
 * nor a foreign one for its own.
 */
async function firstPlan(deps: CreateDeps, run: OperationRun<CreateInput>): Promise<Plan> {
  const { checked } = run.input;
  return run.step('check', {
    result: planSchema,
    act: async () =>
      checked !== undefined && isFresh(checked.at, run, deps.now())
        ? { checked, skipped: [] }
        : check(deps, run),
  });
}

async function mayStillCreate(
  { directory, settings }: CreateDeps,
  { operation, signal }: OperationRun<CreateInput>,
): Promise<boolean> {
  const actor = await whoActs(directory, operation.actor.slackUserId, { maxAgeMs: 0, signal });
  return 'person' in actor && may(actor.person, 'change', settings);
}

async function check(deps: CreateDeps, run: OperationRun<CreateInput>): Promise<Plan> {
  const { name, head, members } = run.input;
  const wish = { actorSlackId: run.operation.actor.slackUserId, name, members };
  const findings = await checkCreate(deps, head === undefined ? wish : { ...wish, head }, run.signal);
  const refusal = refusalIn(findings);
  if (refusal !== undefined) return { refusal };
  const checked = { at: deps.now(), members: [...findings.members] };
  return {
    checked: findings.head === undefined ? checked : { ...checked, head: findings.head },
    skipped: findings.memberFaults.map(({ who: _, ...skipped }) => skipped),
  };
}

/** What speaks against creating at all. Members who can't join don't: they are left out and told. */
function refusalIn(findings: CreateFindings): CreateRefusal | undefined {
  if ('refusal' in findings.actor) return { kind: 'actor', refusal: findings.actor.refusal };
  if (findings.lacksRight !== undefined) return { kind: 'right', role: findings.lacksRight };
  if (findings.taken !== undefined)
    return { kind: 'name-taken', groupId: findings.taken.id, name: findings.taken.name };
  if (findings.headFault !== undefined) return { kind: 'head', who: findings.headFault };
  return undefined;
}

/** Compares what DocSpace has with what was asked, person by person. */
function conclude(
  { echo, cutShort }: Filled,
  plan: {
    readonly head?: Named | undefined;
    readonly asked: readonly Named[];
    readonly skipped: readonly Skipped[];
  },
): CreateOutcome {
  const inside = new Set(echo.memberIds);
  const leftOut = plan.asked
    .filter((person) => !inside.has(person.personId))
    .map(({ personId, name, slackUserId }) => ({
      label: name,
      reason: cutShort?.ids.includes(personId) === true ? cutShort.why : 'left-out',
      ...(slackUserId === undefined ? {} : { slackUserId }),
    }));
  const headIsSet = plan.head !== undefined && echo.headId === plan.head.personId;
  const skipped = [...plan.skipped, ...dedupe(leftOut)];
  const partly = skipped.length > 0 || (plan.head !== undefined && !headIsSet);
  return {
    status: partly ? 'partly' : 'done',
    group: { id: echo.id, name: echo.name },
    membersCount: echo.membersCount,
    skipped,
    effect: {
      kind: 'created',
      groupId: echo.id,
      name: echo.name,
      memberIds: [...echo.memberIds],
      ...(echo.headId === undefined ? {} : { headId: echo.headId }),
    },
    ...(headIsSet && plan.head !== undefined ? { head: plan.head } : {}),
  };
}

function dedupe(skipped: readonly Skipped[]): readonly Skipped[] {
  return [...new Map(skipped.map((one) => [one.slackUserId ?? one.label, one])).values()];
}
