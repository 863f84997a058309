import type { FaultRule } from '../../../sandbox/docspace/faults.ts';
import type { Fault as SlackFault } from '../../../sandbox/slack/faults.ts';
import type { Cell, RequestRole } from './cell.ts';
import type { Change, Sent } from './changes.ts';
import { type Failing, failings, noGroup } from './failings.ts';
import type { Outcome } from './outcomes.ts';

/** Something that goes wrong with a change, and what becomes of the change then. */
export interface Trouble {
  /** The rows of the page it stands among. */
  readonly part:
    | 'DocSpace, while the bot looks'
    | 'DocSpace, while the bot writes'
    | 'Meanwhile'
    | 'Slack'
    | 'Twice';
  readonly name: string;
  /** undefined = it can't happen to this change. */
  outcome(change: Change): Outcome | undefined;
  /** Asked for where the bot is no member. */
  readonly elsewhere?: true;
  /** Takes the last click, and lets the trouble happen. */
  send(cell: Cell, change: Change): Promise<Sent>;
  /** The groups as the trouble left them, for when the bot changes nothing; missing = as they were before. */
  leaves?(change: Change): readonly string[];
  /** Too slow for every run. */
  readonly slow?: true;
}

/** One cell of the matrix. */
export interface Case {
  readonly change: Change;
  readonly trouble: Trouble;
  readonly outcome: Outcome;
  readonly title: string;
}

const isUndo = (change: Change) => change.form === undefined;

function atRead(failing: Failing, role: 'people' | 'group' | 'names'): Trouble {
  return {
    part: 'DocSpace, while the bot looks',
    name: failing.name,
    outcome(change) {
      if (!change.requests.includes(role)) return undefined;
      // A click has no form that could wait: its first question is asked while the person looks on.
      const unreadable =
        failing.rule.fault?.kind === 'garbage' || failing.name === 'answers with some web page';
      if (isUndo(change) && role === 'people') return failing.passes && !unreadable ? 'done' : 'told';
      if (failing.passes) return 'done';
      if (failing === noGroup && (role === 'group' || change.column === 'rename')) {
        return role === 'people' ? 'field' : 'gone';
      }
      if (isUndo(change)) return 'kept';
      return 'field';
    },
    send: (cell, change) => struck(cell, change, failing.rule, role),
  };
}

function atWrite(failing: Failing, role: 'write' | 'second write'): Trouble {
  return {
    part: 'DocSpace, while the bot writes',
    name: failing.name,
    outcome(change) {
      if (!change.requests.includes(role)) return undefined;
      if (failing.passes) return 'done';
      if (role === 'second write' && change.column === 'undo') {
        // A group that is gone has nothing that could be half done.
        return failing === noGroup ? undefined : 'partly';
      }
      if (role === 'second write') return 'kept';
      return failing === noGroup && change.column !== 'create' ? 'gone' : 'kept';
    },
    ...(failing.slowAtWrite === undefined ? {} : { slow: true as const }),
    send: (cell, change) => struck(cell, change, failing.rule, role),
  };
}

/** Takes the last click while one request of the cell fails; a trouble that met nothing would prove nothing. */
async function struck(cell: Cell, change: Change, rule: FaultRule, role: RequestRole): Promise<Sent> {
  const fault = cell.strike(rule, role);
  const sent = await change.send(cell);
  await cell.stage.slack.waitFor(() => fault.hits() > 0, `the ${role} request of ${change.name} to fail`);
  return sent;
}

const down: Trouble = {
  part: 'DocSpace, while the bot looks',
  name: 'is down for some time',
  outcome: (change) => (isUndo(change) ? undefined : 'waits'),
  async send(cell, change) {
    const fault = cell.strike({ times: Infinity, fault: { kind: 'status', status: 503 } });
    const sent = await change.send(cell);
    await cell.stage.slack.waitFor(
      () => cell.told().some((text) => text.includes('[Cancel]')),
      'the word that it waits',
      30_000,
    );
    fault.remove();
    return sent;
  },
  slow: true,
};

/** Lets something happen after the submit and before its run: the submit's own look is held up, so the run looks. */
async function betweenSubmitAndRun(cell: Cell, change: Change, happen: () => void): Promise<Sent> {
  const held = cell.strike({ fault: { kind: 'hang' } }, 'people');
  const sending = change.send(cell);
  await cell.stage.slack.waitFor(() => held.hits() > 0, 'the look of the submit');
  happen();
  return sending;
}

function deleteGroups(cell: Cell): void {
  const { docspace } = cell.stage;
  for (const group of docspace.groups()) if (group.name.includes(cell.token)) docspace.deleteGroup(group.id);
}

const takeRight = (cell: Cell) => cell.stage.docspace.changePerson(cell.crew.people.admin, { role: 'user' });
const disable = (cell: Cell, who: 'admin' | 'b') =>
  cell.stage.docspace.changePerson(cell.crew.people[who], { status: 'disabled' });

const needsGroup = (change: Change) => change.before.length > 0;
const takesInB = (change: Change) =>
  change.name === 'create' || change.name === 'add' || change.name === 'head';

const meanwhile: readonly Trouble[] = [
  {
    part: 'Meanwhile',
    name: 'the group was deleted before the last click',
    outcome: (change) => (needsGroup(change) ? 'gone' : undefined),
    leaves: () => [],
    send(cell, change) {
      deleteGroups(cell);
      return change.send(cell);
    },
  },
  {
    part: 'Meanwhile',
    name: 'the group was deleted after the last click',
    outcome: (change) => (needsGroup(change) ? 'gone' : undefined),
    leaves: () => [],
    send(cell, change) {
      if (!isUndo(change)) return betweenSubmitAndRun(cell, change, () => deleteGroups(cell));
      const late = cell.strike({ delayMs: 300 }, change.requests.includes('group') ? 'group' : 'names');
      const sending = change.send(cell);
      return cell.stage.slack
        .waitFor(() => late.hits() > 0, 'the look of the undo')
        .then(() => deleteGroups(cell))
        .then(() => sending);
    },
  },
  {
    part: 'Meanwhile',
    name: 'another group got the name before the last click',
    outcome: (change) =>
      change.name === 'create' || change.name === 'rename'
        ? 'field'
        : change.name === 'undo of rename' || change.name === 're-create after delete'
          ? 'kept'
          : undefined,
    leaves: withNamesake,
    send(cell, change) {
      nameTaken(cell, change);
      return change.send(cell);
    },
  },
  {
    part: 'Meanwhile',
    name: 'another group got the name after the last click',
    outcome: (change) => (change.name === 'create' || change.name === 'rename' ? 'kept' : undefined),
    leaves: withNamesake,
    send: (cell, change) => betweenSubmitAndRun(cell, change, () => nameTaken(cell, change)),
  },
  {
    part: 'Meanwhile',
    name: 'a picked person was disabled before the last click',
    outcome: (change) => (takesInB(change) ? 'field' : undefined),
    send(cell, change) {
      disable(cell, 'b');
      return change.send(cell);
    },
  },
  {
    part: 'Meanwhile',
    name: 'a picked person was disabled after the last click',
    outcome: (change) => (takesInB(change) ? (change.name === 'create' ? 'partly' : 'kept') : undefined),
    send: (cell, change) => betweenSubmitAndRun(cell, change, () => disable(cell, 'b')),
  },
  {
    part: 'Meanwhile',
    name: 'the right was taken away before the last click',
    outcome: () => 'right',
    send(cell, change) {
      takeRight(cell);
      return change.send(cell);
    },
  },
  {
    part: 'Meanwhile',
    name: 'the right was taken away after the last click',
    outcome: (change) => (isUndo(change) ? undefined : 'right'),
    send: (cell, change) => betweenSubmitAndRun(cell, change, () => takeRight(cell)),
  },
  {
    part: 'Meanwhile',
    name: 'the account of who asks was disabled before the last click',
    outcome: () => 'right',
    send(cell, change) {
      disable(cell, 'admin');
      return change.send(cell);
    },
  },
  {
    part: 'Meanwhile',
    name: 'somebody else changed the same before the last click',
    outcome: (change) =>
      change.column === 'rename' || change.column === 'head' || change.column === 'delete'
        ? 'asked again'
        : undefined,
    leaves: (change) =>
      change.column === 'rename' ? ['Other|a|ac'] : change.column === 'head' ? ['Team|c|ac'] : ['Team|a|a'],
    send(cell, change) {
      const { docspace } = cell.stage;
      const [group] = docspace.groups().filter((one) => one.name.includes(cell.token));
      if (group === undefined) throw new Error('there is no group');
      const { c } = cell.crew.people;
      const other =
        change.column === 'rename'
          ? { name: cell.named('Other') }
          : change.column === 'head'
            ? { headId: c }
            : { removeIds: [c] };
      docspace.changeGroup(group.id, other);
      return change.send(cell);
    },
  },
];

/** The name that the change is about to give. */
function wantedName(change: Change): string {
  const [wanted = ''] = change.after;
  return wanted.replace(/\|.*/, '');
}

function nameTaken(cell: Cell, change: Change): void {
  cell.stage.docspace.addGroup({ name: cell.named(wantedName(change)), memberIds: [] });
}

function withNamesake(change: Change): readonly string[] {
  return [...change.before, `${wantedName(change)}||`].sort((one, other) => (one < other ? -1 : 1));
}

/** Calls of Slack about this cell fail. */
function slackFails(cell: Cell, method: string, fault: SlackFault, times?: number) {
  return cell.stage.slack.faults.add({
    method,
    fault,
    when: (args) => JSON.stringify(args).includes(cell.token),
    ...(times === undefined ? {} : { times }),
  });
}

function posting(name: string, fault: SlackFault, outcome: Outcome = 'done'): Trouble {
  return {
    part: 'Slack',
    name,
    outcome: () => outcome,
    send(cell, change) {
      slackFails(cell, 'chat.postMessage', fault, 1);
      return change.send(cell);
    },
  };
}

const slackTroubles: readonly Trouble[] = [
  {
    part: 'Slack',
    name: 'the bot is not in the channel',
    outcome: (change) => (isUndo(change) ? undefined : 'done'),
    elsewhere: true,
    send: (cell, change) => change.send(cell),
  },
  {
    part: 'Slack',
    name: 'the bot is not in the channel, and its answer is not taken',
    outcome: (change) => (isUndo(change) ? undefined : 'done, told directly'),
    elsewhere: true,
    send(cell, change) {
      slackFails(cell, 'response_url', { kind: 'status', status: 404 });
      return change.send(cell);
    },
  },
  posting('the channel is not found', { kind: 'error', error: 'channel_not_found' }),
  posting('asks to wait a second when the bot announces (429)', {
    kind: 'rate-limited',
    retryAfterSeconds: 1,
  }),
  posting('has a fault of its own when the bot announces (503)', { kind: 'status', status: 503 }),
  posting('drops the connection when the bot announces', { kind: 'drop-before' }),
  {
    part: 'Slack',
    name: 'does not update the form (closed, or too old)',
    outcome: (change) => (isUndo(change) ? undefined : 'done, seen by itself'),
    send(cell, change) {
      slackFails(cell, 'views.update', { kind: 'error', error: 'not_found' });
      return change.send(cell);
    },
  },
  {
    part: 'Slack',
    name: 'does not say who somebody is when the form is submitted',
    outcome: (change) => (isUndo(change) ? 'told' : 'done'),
    async send(cell, change) {
      const fault = cell.stage.slack.faults.add({
        method: 'users.info',
        fault: { kind: 'status', status: 500 },
        when: (args) => args.user === cell.crew.actor,
      });
      const sent = await change.send(cell);
      if (isUndo(change)) {
        await cell.stage.slack.waitFor(
          () => cell.told().some((text) => text.includes('who is who')),
          'the refusal',
        );
      }
      fault.remove();
      return sent;
    },
  },
];

/** The name of the one trouble that the transports answer differently. */
export const atOnce = 'the last click is delivered twice at once';

const twice: readonly Trouble[] = [
  {
    part: 'Twice',
    name: atOnce,
    outcome: () => 'done',
    async send(cell, change) {
      if (isUndo(change)) {
        const [sent] = await Promise.all([change.send(cell), change.send(cell)]);
        return sent;
      }
      const [first] = await cell.person.submitTwice();
      return { errors: first.errors ?? {} };
    },
  },
  {
    part: 'Twice',
    name: 'Slack delivers the last click again when all is done',
    outcome: () => 'done',
    async send(cell, change) {
      const { slack } = cell.stage;
      const before = cell.announced().length;
      const sent = await change.send(cell);
      await slack.waitFor(() => cell.announced().length > before, 'the announcement');
      const kind = isUndo(change) ? 'block_actions' : 'view_submission';
      const delivery = slack.deliveries.findLast(
        (one) => one.userId === cell.crew.actor && one.kind === kind,
      );
      if (delivery === undefined) throw new Error('nothing was delivered');
      const again = await slack.redeliver(delivery);
      if (!again.acked) throw new Error('the second delivery was not acknowledged');
      return sent;
    },
  },
];

/** Everything that goes wrong, in the order of the page. */
export const troubles: readonly Trouble[] = [
  ...(['people', 'group', 'names'] as const).flatMap((read) =>
    failings.map((failing) => atRead(failing, read)),
  ),
  ...(['write', 'second write'] as const).flatMap((write) =>
    failings.map((failing) => atWrite(failing, write)),
  ),
  down,
  ...meanwhile,
  ...slackTroubles,
  ...twice,
];

/** Every cell of the matrix for these changes. */
export function casesOf(changes: readonly Change[]): readonly Case[] {
  return troubles.flatMap((trouble) =>
    changes.flatMap((change) => {
      const outcome = trouble.outcome(change);
      const title = `${change.name}; ${trouble.part}: ${trouble.name}`;
      return outcome === undefined ? [] : [{ change, trouble, outcome, title }];
    }),
  );
}
