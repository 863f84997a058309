import { z } from 'zod';
import type { Delivery, Person, ShownOption, Submitted, Where } from '../slack/contract.ts';
import type { ShownShortcut } from './manifest.ts';
import type { Scene } from './snapshot.ts';
import { canAct } from './who.ts';

const element = {
  person: z.string(),
  /** The open modal by its id, the Home tab, or a message. */
  where: z.union([
    z.strictObject({ home: z.literal(true) }),
    z.strictObject({ view: z.string() }),
    z.strictObject({ channel: z.string(), ts: z.string() }),
  ]),
  block_id: z.string(),
  action_id: z.string(),
};
const value = z.union([z.string().max(10_000), z.array(z.string()).max(200)]);

/** Something a person does on the page. */
export const actSchema = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('type'),
    person: z.string(),
    channel: z.string(),
    text: z.string().min(1).max(12_000),
  }),
  z.strictObject({ do: z.literal('fill'), ...element, value: value.nullable() }),
  z.strictObject({ do: z.literal('press'), ...element, choice: value.optional() }),
  z.strictObject({ do: z.literal('suggest'), ...element, query: z.string().max(1_000) }),
  z.strictObject({ do: z.literal('submit'), person: z.string(), view: z.string() }),
  z.strictObject({ do: z.literal('close'), person: z.string(), view: z.string() }),
  z.strictObject({ do: z.literal('home'), person: z.string() }),
  z.strictObject({ do: z.literal('shortcut'), person: z.string(), callback: z.string() }),
  z.strictObject({
    do: z.literal('message-shortcut'),
    person: z.string(),
    callback: z.string(),
    channel: z.string(),
    ts: z.string(),
  }),
  z.strictObject({ do: z.literal('invite'), person: z.string(), channel: z.string(), isMember: z.boolean() }),
]);
export type Act = z.infer<typeof actSchema>;

type ElementPlace = Extract<Act, { readonly do: 'press' }>['where'];

/** What the page learns at once; all else comes with the next snapshot. */
export interface ActAnswer {
  /** The bot did not take it: Slack would show that something went wrong. */
  readonly failure?: string;
  readonly submitted?: Submitted['kind'];
  readonly options?: readonly ShownOption[];
}

/** The act is not possible any more, or never was: the button is gone, the dialog is closed. */
export class ImpossibleAct extends Error {
  override readonly name = 'ImpossibleAct';
}

/** Does what the person wants. Resolves once the bot has answered. Throws an `ImpossibleAct`. */
export async function perform(scene: Scene, act: Act): Promise<ActAnswer> {
  if (!canAct(scene.slack.world.users.find((user) => user.id === act.person))) {
    throw new ImpossibleAct(`nobody can act as ${act.person}`);
  }
  try {
    return await dispatch(scene, scene.slack.as(act.person), act);
  } catch (error) {
    throw new ImpossibleAct(error instanceof Error ? error.message : 'not possible', { cause: error });
  }
}

async function dispatch(scene: Scene, person: Person, act: Act): Promise<ActAnswer> {
  switch (act.do) {
    case 'type':
      return type(scene, person, act.channel, act.text);
    case 'invite':
      scene.presence.set(channelOf(scene, person, act.channel), act.isMember);
      return {};
    case 'home':
      return told(await person.openHome());
    case 'shortcut':
      return told(await person.shortcut(offered(scene, 'global', act.callback)));
    case 'message-shortcut':
      return told(await person.messageShortcut(offered(scene, 'message', act.callback), act));
    case 'fill':
      return told(await person.fill(act, act.value, place(person, act.where)));
    case 'press':
      return told(await person.press(act, place(person, act.where), act.choice));
    case 'suggest':
      return { options: await person.suggest(act, act.query, place(person, act.where)) };
    case 'submit': {
      checkOpen(person, act.view);
      return { submitted: (await person.submit()).kind };
    }
    case 'close':
      checkOpen(person, act.view);
      return told(await person.closeModal());
  }
}

async function type(scene: Scene, person: Person, channel: string, text: string): Promise<ActAnswer> {
  const { chatter, command } = scene;
  if (!text.startsWith('/')) {
    person.say(channelOf(scene, person, channel), text);
    return {};
  }
  const [typed = ''] = text.split(/\s/, 1);
  if (typed !== command.name) {
    const said = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    chatter.whisper(person.id, channel, `\`${said}\` is not a valid command.`);
    return {};
  }
  const { failure } = await person.type(channel, text);
  if (failure !== undefined) {
    const cause = failure === 'timeout' ? 'operation_timeout' : 'dispatch_failed';
    chatter.whisper(person.id, channel, `${typed} failed with the error "${cause}"`);
  }
  return {};
}

/** A channel that the person is in. Direct messages with the bot are read-only (the app's manifest says so). */
function channelOf(scene: Scene, person: Person, id: string): string {
  const channel = scene.slack.world.channels.find((one) => one.id === id);
  if (channel?.memberIds.includes(person.id) !== true) throw new Error(`${person.id} can’t write in ${id}`);
  return id;
}

/** A shortcut that the app's manifest has. */
function offered(scene: Scene, type: ShownShortcut['type'], callbackId: string): string {
  const found = scene.shortcuts.some((one) => one.type === type && one.callbackId === callbackId);
  if (!found) throw new Error(`there is no such shortcut: ${callbackId}`);
  return callbackId;
}

function place(person: Person, where: ElementPlace): Where {
  if ('home' in where) return 'home';
  if (!('view' in where)) return where;
  checkOpen(person, where.view);
  return 'modal';
}

function checkOpen(person: Person, viewId: string): void {
  if (person.modal()?.id !== viewId) throw new Error('this dialog is not open any more');
}

function told(delivery: Delivery | undefined): ActAnswer {
  return delivery?.failure === undefined ? {} : { failure: delivery.failure };
}
