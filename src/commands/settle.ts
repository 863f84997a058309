import { z } from 'zod';
import { createDesk, type Decided, type Decision, type Desk } from '../operations/attention.ts';
import type { Operation, OperationState } from '../operations/kind.ts';
import { readFault } from '../slack/outcomes/told.ts';
import { english } from '../slack/words/index.ts';
import { readArguments } from './arguments.ts';
import { type Call, type Command, CommandFault, withStore } from './command.ts';
import { harmless, span, utc } from './text.ts';

const usage = `Usage: npm run operations -- list [--all]
       npm run operations -- retry <id> [--reason <text>]
       npm run operations -- discard <id> [--reason <text>]

list      the operations that need attention; with --all everything that is not over
retry     tries one again, for up to 24 hours: the bot looks first what DocSpace has, and does only what is missing
discard   closes one: it is not tried again, and the person who asked for it is told

Without npm: node dist/operations.js list`;

/** Lists and settles operations that need attention. */
export const settle: Command = async (call) => {
  const { values, positionals } = readArguments(usage, call.args, {
    all: { type: 'boolean', default: false },
    reason: { type: 'string' },
    help: { type: 'boolean', default: false },
  });
  if (values.help) {
    await call.write(`${usage}\n`);
    return 0;
  }
  const [verb, id, ...more] = positionals;
  const decides = verb === 'retry' || verb === 'discard';
  if (more.length > 0 || (decides ? id === undefined : verb !== 'list' || id !== undefined)) {
    throw new CommandFault(usage);
  }
  return withStore<0>(call, async (store) => {
    const desk = createDesk(store);
    if (verb === 'list') await list(call, desk, store.now(), values.all);
    if (id === undefined || !decides) return 0;
    const reason = values.reason?.trim().slice(0, 500);
    const decision: Decision = {
      by: { operator: call.operator },
      ...(reason !== undefined && reason !== '' && { reason }),
    };
    const decided = await desk[verb](id, decision);
    await call.write(`${told(verb, id, decided)}\n`);
    return 0;
  });
};

async function list({ write }: Call, desk: Desk, now: number, all: boolean): Promise<void> {
  const operations = await desk.list(all);
  const unclear = operations.filter(({ needsAttention }) => needsAttention === true).length;
  const title = unclear === 0 ? 'No operation needs attention' : `Need attention: ${unclear}`;
  const open = all ? `; under way: ${operations.length - unclear}` : '';
  const blocks = operations.map((operation) => describe(operation, now));
  const help = unclear === 0 ? [] : [whatToDo];
  await write(`${[`${title}${open}.`, ...blocks, ...help].join('\n\n')}\n`);
}

const whatToDo = `Look in DocSpace whether it was done. Then:
  npm run operations -- retry <id>     does what is missing
  npm run operations -- discard <id>   leaves it as it is`;

const standing: Readonly<Record<OperationState, string>> = {
  accepted: 'waits for its turn, or for DocSpace',
  running: 'is being done',
  settled: 'is over, and is being told',
  told: 'is over',
  attention: 'needs attention',
};

function describe(operation: Operation, now: number): string {
  const { id, kind, groupName, actor, reason, settledAt, acceptedAt } = operation;
  const group = groupName === undefined ? '' : ` "${harmless(groupName)}"`;
  const name = actor.personName === undefined ? '' : ` (${harmless(actor.personName)})`;
  return [
    `${id}  ${kind}${group}`,
    `  asked for by ${actor.slackUserId}${name} on ${utc(acceptedAt)}`,
    ...(reason === undefined ? [] : [`  reason: ${harmless(reason)}`]),
    `  ${standing[operation.state]}, for ${span(now - (settledAt ?? acceptedAt))} now`,
    ...(operation.fault === undefined ? [] : [`  ${faultText(operation.fault)}`]),
  ].join('\n');
}

const detailSchema = z.object({ route: z.string().optional(), status: z.number().optional() }).catch({});

function faultText(fault: unknown): string {
  const { route, status } = detailSchema.parse(fault);
  const details = [
    ...(route === undefined ? [] : [harmless(route)]),
    ...(status === undefined ? [] : [`status ${status}`]),
  ];
  const cause = english.faults.cause(readFault(fault));
  return details.length === 0 ? cause : `${cause} (${details.join(', ')})`;
}

function told(verb: 'retry' | 'discard', asked: string, decided: Decided): string {
  switch (decided.kind) {
    case 'unknown':
      throw new CommandFault(
        `No operation has the id ${harmless(asked)}. "npm run operations -- list" shows those that need attention.`,
      );
    case 'several':
      throw new CommandFault(
        `Several operations have an id that ends so:\n  ${decided.ids.join('\n  ')}\nWrite it in full.`,
      );
    case 'not now':
      throw new CommandFault(`Operation ${decided.operation.id}: ${whyNot[decided.operation.state]}`);
    case 'done':
      return verb === 'retry'
        ? `Operation ${decided.operation.id} is tried again, for up to 24 hours. A running bot takes it up within seconds, a stopped one when it starts. The outcome is told as usual.`
        : `Operation ${decided.operation.id} is closed. The person who asked for it (${decided.operation.actor.slackUserId}) is told.`;
  }
}

const whyNot: Readonly<Record<OperationState, string>> = {
  accepted: 'it waits to be tried (again) by itself. There is nothing to settle.',
  running: 'it is being done right now. There is nothing to settle.',
  settled: 'its end is being told. Try again in a minute.',
  told: 'it is over. There is nothing to settle.',
  attention: 'it was settled by somebody else just now.',
};
