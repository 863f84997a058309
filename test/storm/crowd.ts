import { setTimeout as delay } from 'node:timers/promises';
import type { DocSpaceStandIn } from '../../sandbox/docspace/docspace.ts';
import type { Message, Person, ShownView, SlackStandIn } from '../../sandbox/slack/contract.ts';
import type { Random } from '../support/random.ts';
import { type Known, stormChannel } from './storm-world.ts';
import type { AskedList, Wish } from './wish.ts';

/** What people act upon. */
export interface Scene {
  readonly slack: SlackStandIn;
  readonly docspace: DocSpaceStandIn;
  readonly crowd: readonly Known[];
  readonly asked: AskedList;
  /** For new names. */
  readonly seed: number;
}

/** The form did not come, or Slack had trouble: the person lets it be. */
class GaveUp extends Error {}

const formWithinMs = 12_000;
const resultWithinMs = 4_000;
/** A few names that several people want for different groups at once. */
const wantedNames = ['Wanted North', 'Wanted South', 'Wanted East'];
let counter = 0;

/** One person asks for one thing after another, through the real forms, until told to stop. */
export async function actUntil(scene: Scene, actor: Known, random: Random, stop: AbortSignal): Promise<void> {
  const person = scene.slack.as(actor.slackId);
  while (!stop.aborted) {
    try {
      await scene.slack.waitFor(() => scene.slack.connected() || stop.aborted, 'a bot', 60_000);
      if (person.modal() !== undefined) await person.closeModal({ all: true });
      await actOnce(scene, person, random);
    } catch (error) {
      scene.asked.gaveUp(
        error instanceof GaveUp ? error.message : `unexpected: ${String(error).slice(0, 300)}`,
      );
      await delay(100 + random.between(0, 300));
    }
  }
}

const acts = [
  ...Array.from({ length: 22 }, () => create),
  ...Array.from({ length: 13 }, () => rename),
  ...Array.from({ length: 11 }, () => changeHead),
  ...Array.from({ length: 7 }, () => clearHead),
  ...Array.from({ length: 18 }, () => add),
  ...Array.from({ length: 13 }, () => remove),
  ...Array.from({ length: 6 }, () => deleteGroup),
  ...Array.from({ length: 10 }, () => undo),
];

async function actOnce(scene: Scene, person: Person, random: Random): Promise<void> {
  await random.pick(acts)(scene, person, random);
}

function newName(scene: Scene, random: Random): string {
  if (random.happens(0.08)) return random.pick(wantedNames);
  counter += 1;
  return `Storm ${scene.seed} No ${String(counter).padStart(4, '0')}`;
}

async function create(scene: Scene, person: Person, random: Random): Promise<void> {
  const name = newName(scene, random);
  const head = random.happens(0.6) ? random.pick(scene.crowd) : undefined;
  const members = random.some(scene.crowd, random.between(0, 5));
  await open(scene, person, 'create', '', 'Create group');
  await person.fill('Group name', name);
  if (head !== undefined) await person.fill('Head of group', head.slackId);
  if (members.length > 0)
    await person.fill(
      'Members',
      members.map((one) => one.slackId),
    );
  const memberIds = members.map((one) => one.personId);
  await submit(scene, person, random, () =>
    head === undefined
      ? { kind: 'create', name, memberIds }
      : { kind: 'create', name, memberIds, headId: head.personId },
  );
}

async function rename(scene: Scene, person: Person, random: Random): Promise<void> {
  const groupId = someGroup(scene, random).id;
  const name = newName(scene, random);
  await open(scene, person, 'rename', `${groupId} ${name}`, 'Rename');
  await submit(scene, person, random, () => ({ kind: 'rename', groupId, name }));
}

async function changeHead(scene: Scene, person: Person, random: Random): Promise<void> {
  const groupId = someGroup(scene, random).id;
  const next = random.pick(scene.crowd);
  const leaves = random.happens(0.3);
  await open(scene, person, 'head', `${groupId} @${next.handle}`, 'Change head');
  if (leaves) await person.fill('Options', ['leaves']);
  await submit(scene, person, random, () => ({ kind: 'head', groupId, headId: next.personId, leaves }));
}

async function clearHead(scene: Scene, person: Person, random: Random): Promise<void> {
  const group = someGroup(scene, random, (one) => one.head !== undefined);
  const leaves = random.happens(0.3);
  await open(scene, person, 'head', group.id, 'Change head');
  await person.fill('Options', leaves ? ['leaves', 'none'] : ['none']);
  await submit(scene, person, random, () => ({ kind: 'head', groupId: group.id, leaves }));
}

async function add(scene: Scene, person: Person, random: Random): Promise<void> {
  const groupId = someGroup(scene, random).id;
  const people = random.some(scene.crowd, random.between(1, 4));
  await open(scene, person, 'add', `${groupId} ${people.map((one) => `@${one.handle}`).join(' ')}`, 'Add');
  const ids = people.map((one) => one.personId);
  await submit(scene, person, random, () => ({ kind: 'add', groupId, ids }));
}

async function remove(scene: Scene, person: Person, random: Random): Promise<void> {
  const group = someGroup(scene, random, (one) => one.members.length > 0);
  const handles = random
    .some(group.members, random.between(1, 3))
    .flatMap((member) => scene.crowd.find((one) => one.personId === member.id)?.handle ?? []);
  const typed = `${group.id} ${handles.map((handle) => `@${handle}`).join(' ')}`;
  const view = await open(scene, person, 'remove', typed, 'Remove');
  const tick = Object.keys(view.values).find((id) => id.startsWith('head-leaves:'));
  if (tick !== undefined) await person.fill(tick, [tick.slice('head-leaves:'.length)]);
  // Only those are in the form who were members when it was opened.
  await submit(scene, person, random, (shown) => ({
    kind: 'remove',
    groupId: group.id,
    ids: pickedIn(shown, `group-members:${group.id}`),
  }));
}

async function deleteGroup(scene: Scene, person: Person, random: Random): Promise<void> {
  const group = someGroup(scene, random);
  if (scene.docspace.groups().length < 8) return create(scene, person, random);
  await open(scene, person, 'delete', group.id, 'Delete group');
  await person.fill('Type the group’s name to confirm', scene.docspace.group(group.id)?.name ?? '?');
  await submit(scene, person, random, () => ({ kind: 'delete', groupId: group.id }));
}

async function undo(scene: Scene, person: Person, random: Random): Promise<void> {
  const messages = scene.slack
    .allMessages()
    .slice(-120)
    .filter((one) => one.channel === stormChannel && buttonIn(one) !== undefined);
  if (messages.length === 0) throw new GaveUp('there is nothing to take back');
  const message = random.pick(messages);
  const button = buttonIn(message);
  const operationId = operationOf(message);
  if (button === undefined || operationId === undefined) return;
  scene.asked.click(operationId, person.id);
  await person.press(button, { channel: message.channel, ts: message.ts });
}

/** The id of the operation that a message tells of. */
export function operationOf(message: Pick<Message, 'metadata'>): string | undefined {
  const payload = message.metadata?.event_payload;
  if (typeof payload !== 'object' || payload === null || !('operation_id' in payload)) return undefined;
  return typeof payload.operation_id === 'string' ? payload.operation_id : undefined;
}

function buttonIn(message: Message): 'Undo' | 'Re-create' | undefined {
  const text = JSON.stringify(message.blocks);
  if (!text.includes('"undo"')) return undefined;
  return text.includes('"Re-create"') ? 'Re-create' : 'Undo';
}

type Group = ReturnType<DocSpaceStandIn['groups']>[number];

function someGroup(scene: Scene, random: Random, fits: (group: Group) => boolean = () => true): Group {
  const groups = scene.docspace.groups().filter(fits);
  if (groups.length === 0) throw new GaveUp('there is no such group');
  // A few groups get most of the changes: several people at once is what is to be seen.
  return random.happens(0.5) ? random.pick(groups.slice(0, 6)) : random.pick(groups);
}

async function open(
  { slack }: Scene,
  person: Person,
  verb: string,
  typed: string,
  button: string,
): Promise<ShownView> {
  const command = await person.type(stormChannel, `/docspace-group ${verb} ${typed}`);
  if (!command.acked) throw new GaveUp(`the command was not acknowledged: ${command.failure}`);
  let shown: ShownView | undefined;
  const view = await slack
    .waitFor(
      () => {
        shown = person.modal();
        if (shown === undefined) return undefined;
        return shown.submit === button || !/One moment/.test(slack.plainText(shown)) ? shown : undefined;
      },
      `the form of ${verb}`,
      formWithinMs,
    )
    .catch(() => {
      throw new GaveUp(shown === undefined ? 'no form was opened' : 'the form did not come');
    });
  if (view.submit !== button) throw new GaveUp('instead of the form there was a fault');
  return view;
}

/** Presses Submit, and again where Slack had trouble; then sometimes waits for the result. */
async function submit(
  scene: Scene,
  person: Person,
  random: Random,
  wishOf: (view: ShownView) => Wish,
): Promise<void> {
  const { slack, asked } = scene;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const view = person.modal();
    if (view?.submit === undefined) throw new GaveUp('the form was gone before the submit');
    const entry = asked.submit(view, person.id, wishOf(view));
    const { kind, by, delivery } = await person.submit();
    if (kind === 'errors') {
      if (by === 'slack') throw new GaveUp('a field was left empty');
      asked.counts.refusedAtForm += 1;
      return;
    }
    if (kind !== 'trouble') {
      if (!JSON.stringify(delivery?.ackBody ?? '').includes('Working…')) {
        asked.counts.refusedAtForm += 1;
        return;
      }
      asked.took(entry);
      if (random.happens(0.3)) await waitForResult(scene, person);
      return;
    }
    if (random.happens(0.3)) break;
    await slack.waitFor(() => slack.connected(), 'a bot', 60_000);
  }
  throw new GaveUp('Slack had trouble connecting');
}

async function waitForResult({ slack }: Scene, person: Person): Promise<void> {
  const isOver = () => {
    const view = person.modal();
    return view === undefined || !/Working…/.test(slack.plainText(view));
  };
  await slack.waitFor(isOver, 'the result', resultWithinMs).catch(() => undefined);
}

function pickedIn(view: ShownView, field: string): readonly string[] {
  const picked: unknown = view.values[field]?.[field]?.selected_options;
  if (!Array.isArray(picked)) return [];
  return picked.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'value' in one && typeof one.value === 'string'
      ? [one.value]
      : [],
  );
}
