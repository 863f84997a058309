import type { DocSpaceStandIn } from '../docspace/docspace.ts';
import type { Message, ShownView, SlackStandIn, Transport } from '../slack/contract.ts';
import type { Block } from '../slack/kit/blocks.ts';
import type { StateValues } from '../slack/kit/form-state.ts';
import { directMessageId } from '../slack/workspace.ts';
import type { Chatter } from './chatter.ts';
import type { ShownCommand, ShownShortcut } from './manifest.ts';
import type { Presence } from './presence.ts';
import { type ShownPerson, shownPeople } from './who.ts';

type GroupView = ReturnType<DocSpaceStandIn['groups']>[number];

/** A channel, or the direct messages with the bot. */
interface ShownConversation {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly botIsMember: boolean;
}

/** A message as the page draws it. */
interface ShownMessage {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** mrkdwn of old-style attachments and names of files, one an entry. */
  readonly extras: readonly string[];
  readonly values: StateValues;
  readonly isEphemeral: boolean;
  readonly isEdited: boolean;
}

/** The top of a person's modals as the page draws it. */
interface ShownModal {
  readonly id: string;
  readonly title: string;
  readonly submit: string | undefined;
  readonly close: string | undefined;
  readonly blocks: readonly Block[];
  readonly values: StateValues;
  /** By block_id. */
  readonly errors: Readonly<Record<string, string>>;
  /** How many modals are stacked, this one included. */
  readonly depth: number;
}

/** A person's Home tab as the page draws it. */
interface ShownHome {
  readonly id: string;
  readonly blocks: readonly Block[];
  readonly values: StateValues;
}

/** A group as the panel shows it. */
interface ShownGroup {
  readonly id: string;
  readonly name: string;
  readonly head: string | undefined;
  readonly members: readonly { readonly name: string; readonly status: string }[];
  readonly isLdap: boolean;
}

/** All that one person's page shows, at one moment. */
export interface Snapshot {
  readonly person: string;
  readonly command: ShownCommand;
  readonly shortcuts: readonly ShownShortcut[];
  readonly people: readonly ShownPerson[];
  readonly conversations: readonly ShownConversation[];
  /** Of all conversations this person is in, oldest first. */
  readonly messages: readonly ShownMessage[];
  readonly modal: ShownModal | undefined;
  /** Undefined until the bot has published one. */
  readonly home: ShownHome | undefined;
  readonly groups: readonly ShownGroup[];
  readonly transport: Transport;
  readonly isConnected: boolean;
  /** How many acts were done before it was taken, by anybody. */
  readonly acts: number;
  /** What the bot did that Slack or DocSpace would not have; a good bot has none. */
  readonly breaches: readonly string[];
}

/** What snapshots are taken of. */
export interface Scene {
  readonly slack: SlackStandIn;
  readonly docspace: DocSpaceStandIn;
  readonly chatter: Chatter;
  readonly presence: Presence;
  readonly command: ShownCommand;
  readonly shortcuts: readonly ShownShortcut[];
}

/** What the person sees now. Throws for somebody who is not in the workspace. */
export function takeSnapshot(scene: Scene, personId: string, acts: number): Snapshot {
  const { slack, docspace, command, shortcuts } = scene;
  const conversations = conversationsOf(scene, personId);
  const modals = slack.as(personId).modals();
  const top = modals.at(-1);
  return {
    person: personId,
    command,
    shortcuts,
    people: shownPeople(slack.world, docspace.people()),
    conversations,
    messages: messagesOf(scene, personId, conversations),
    modal: top === undefined ? undefined : shownModal(top, modals.length),
    home: shownHome(slack.as(personId).home()),
    groups: docspace.groups().map(shownGroup),
    transport: slack.transport,
    isConnected: slack.connected(),
    acts,
    breaches: [
      ...slack.breaches.map((one) => `Slack: ${one.what} at ${one.where}: ${one.detail}`),
      ...docspace.breaches.map((one) => `DocSpace: ${one.kind} at ${one.request.method} ${one.request.path}`),
    ],
  };
}

function conversationsOf(scene: Scene, personId: string): readonly ShownConversation[] {
  const channels = scene.slack.world.channels
    .filter((channel) => channel.memberIds.includes(personId))
    .map(
      (channel): ShownConversation => ({
        id: channel.id,
        name: channel.name,
        kind: channel.isPrivate ? 'private' : 'public',
        botIsMember: scene.presence.isMember(channel.id),
      }),
    );
  const bot = scene.slack.world.users.find((user) => user.id === scene.slack.world.botUserId);
  const name = bot?.realName ?? 'The bot';
  return [...channels, { id: directMessageId(personId), name, kind: 'im', botIsMember: true }];
}

function messagesOf(
  scene: Scene,
  personId: string,
  conversations: readonly ShownConversation[],
): readonly ShownMessage[] {
  const person = scene.slack.as(personId);
  const messages = conversations.flatMap(({ id }) => person.messages(id)).map(shownMessage);
  const remarks = scene.chatter.seenBy(personId).map(({ channel, ts, user, text }): ShownMessage => {
    return {
      channel,
      ts,
      user,
      text,
      blocks: [],
      extras: [],
      values: {},
      isEphemeral: true,
      isEdited: false,
    };
  });
  return [...messages, ...remarks].sort((one, other) => Number(one.ts) - Number(other.ts));
}

function shownMessage(message: Message): ShownMessage {
  const { channel, ts, user, text, blocks, values, attachments, files, edited, ephemeralFor } = message;
  const attached = attachments
    .flatMap((one) => [one.pretext, one.title, one.text])
    .filter((part) => typeof part === 'string');
  return {
    channel,
    ts,
    user,
    text,
    blocks,
    values,
    extras: [...attached, ...files.map((file) => file.name)],
    isEphemeral: ephemeralFor !== undefined,
    isEdited: edited,
  };
}

function shownModal(view: ShownView, depth: number): ShownModal {
  const { id, title, submit, close, blocks, values, errors } = view;
  return { id, title, submit, close, blocks, values, errors, depth };
}

function shownHome(view: ShownView | undefined): ShownHome | undefined {
  return view === undefined ? undefined : { id: view.id, blocks: view.blocks, values: view.values };
}

function shownGroup(group: GroupView): ShownGroup {
  return {
    id: group.id,
    name: group.name,
    head: group.head?.name,
    members: group.members.map(({ name, status }) => ({ name, status })),
    isLdap: group.isLdap,
  };
}
