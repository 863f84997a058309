import type { Delivery, Message, Person } from '../contract.ts';
import { acceptCommand, acceptNothing } from '../delivery/acks.ts';
import { shownView } from '../wire.ts';
import { directMessageId } from '../workspace.ts';
import { type Desk, issueResponseUrl, issueTrigger } from './desk.ts';
import { fill, press } from './entering.ts';
import { closeModal, submit, submitTwice } from './modal-acts.ts';
import { commandFields, globalShortcut, homeOpened, messageAction } from './payloads.ts';
import { visibleMessages } from './sight.ts';
import { suggest } from './suggesting.ts';
import { escapeTyped } from './typing.ts';

/** A person of the workspace who acts. */
export function createPerson(desk: Desk): Person {
  const { core, userId } = desk;
  const dm = directMessageId(userId);
  return {
    id: userId,
    type: (channelId, text) => type(desk, channelId, text),
    say: (channelId, text) => say(desk, channelId, text),
    modal: () => core.views.stack(userId).map(shownView).at(-1),
    modals: () => core.views.stack(userId).map(shownView),
    fill: (field, value, where) => fill(desk, field, value, where),
    press: (target, where, choice) => press(desk, target, where, choice),
    submit: () => submit(desk),
    submitTwice: () => submitTwice(desk),
    closeModal: (options) => closeModal(desk, options?.all ?? false),
    suggest: (field, query, where) => suggest(desk, field, query, where),
    messages: (channelId) => visibleMessages(core, userId, channelId),
    directMessages: () => visibleMessages(core, userId, dm),
    openHome: () => tell(desk, 'event', homeOpened(core, userId, dm)),
    home: () => {
      const home = core.views.home(userId);
      return home === undefined ? undefined : shownView(home);
    },
    shortcut: (callbackId) => {
      const triggerId = issueTrigger(desk, undefined);
      return tell(desk, 'shortcut', globalShortcut(core, userId, callbackId, triggerId), { triggerId });
    },
    messageShortcut: (callbackId, { channel, ts }) => messageShortcut(desk, callbackId, channel, ts),
  };
}

interface Keys {
  readonly triggerId?: string;
  readonly responseUrl?: string;
}

async function tell(
  desk: Desk,
  kind: 'event' | 'shortcut' | 'message_action',
  payload: Readonly<Record<string, unknown>>,
  keys: Keys = {},
): Promise<Delivery> {
  const act = { kind, userId: desk.userId, payload, accept: acceptNothing, ...keys };
  return (await desk.deliveries.send(act)).delivery;
}

function say({ core, userId }: Desk, channelId: string, typed: string): Message {
  const conversation = core.workspace.conversation(channelId);
  if (conversation?.memberIds.includes(userId) !== true) throw new Error(`${userId} is not in ${channelId}`);
  // Only in commands do mentions carry a name, too.
  const text = escapeTyped(typed, core.workspace, true).replaceAll(/<@(\w+)\|[^>]*>/g, '<@$1>');
  return core.messages.post({ channel: channelId, user: userId }, { text });
}

async function type(desk: Desk, channelId: string, typed: string): Promise<Delivery> {
  const { core, userId } = desk;
  const conversation = core.workspace.conversation(channelId);
  if (conversation?.memberIds.includes(userId) !== true) throw new Error(`${userId} is not in ${channelId}`);
  const [command = '', ...rest] = typed.split(/(?<=^\S+)\s/);
  if (command !== desk.command) throw new Error(`${command} is not a valid command`);
  const text = escapeTyped(rest.join('').trim(), core.workspace, desk.shouldEscape);
  const triggerId = issueTrigger(desk, undefined, channelId);
  const responseUrl = issueResponseUrl(desk, channelId);
  const { delivery } = await desk.deliveries.send({
    kind: 'command',
    userId,
    payload: commandFields(core, userId, { channelId, command, text, triggerId, responseUrl }),
    triggerId,
    responseUrl,
    accept: (body, effective) => acceptCommand(core, { userId, channelId }, body, effective),
  });
  return delivery;
}

async function messageShortcut(
  desk: Desk,
  callbackId: string,
  channel: string,
  ts: string,
): Promise<Delivery> {
  const { core, userId } = desk;
  const message = visibleMessages(core, userId, channel).find((one) => one.ts === ts);
  if (message === undefined) throw new Error(`${userId} does not see this message`);
  const triggerId = issueTrigger(desk, { kind: 'message', message });
  const responseUrl = issueResponseUrl(desk, channel, message);
  const payload = messageAction(core, userId, callbackId, message, triggerId, responseUrl);
  return tell(desk, 'message_action', payload, { triggerId, responseUrl });
}
