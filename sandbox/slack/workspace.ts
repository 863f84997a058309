import type { WorkspaceChannel, WorkspaceUser, World } from '../world.ts';

/** A conversation as the stand-in keeps it; direct messages are with one person. */
export interface Conversation {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly memberIds: readonly string[];
  readonly botIsMember: boolean;
}

/** The people and channels of the one workspace. */
export interface Workspace {
  readonly teamId: string;
  readonly botUserId: string;
  readonly botId: string;
  users(): readonly WorkspaceUser[];
  user(id: string): WorkspaceUser | undefined;
  userNamed(name: string): WorkspaceUser | undefined;
  /** A channel, or a DM by its `D…` id. */
  conversation(id: string): Conversation | undefined;
  channelNamed(name: string): Conversation | undefined;
  directMessage(userId: string): Conversation | undefined;
  changeUser(id: string, change: Partial<WorkspaceUser>): void;
  setBotMember(channelId: string, isMember: boolean): void;
}

function toConversation(channel: WorkspaceChannel): Conversation {
  const { id, name, memberIds, botIsMember } = channel;
  return { id, name, kind: channel.isPrivate ? 'private' : 'public', memberIds, botIsMember };
}

/** The id of the conversation between a person and the bot. */
export function directMessageId(userId: string): string {
  return `D${userId.slice(1)}`;
}

/** A workspace filled from a world. */
export function createWorkspace(world: World): Workspace {
  const users = new Map(world.users.map((one) => [one.id, one]));
  const channels = new Map(world.channels.map((one) => [one.id, toConversation(one)]));
  const dmOwners = new Map(world.users.map((one) => [directMessageId(one.id), one.id]));
  const directMessage = (userId: string): Conversation | undefined => {
    if (!users.has(userId)) return undefined;
    const memberIds = [userId, world.botUserId];
    return { id: directMessageId(userId), name: 'directmessage', kind: 'im', memberIds, botIsMember: true };
  };
  return {
    teamId: world.teamId,
    botUserId: world.botUserId,
    botId: world.botId,
    users: () => [...users.values()],
    user: (id) => users.get(id),
    userNamed: (name) => [...users.values()].find((one) => one.name === name),
    conversation: (id) => channels.get(id) ?? directMessage(dmOwners.get(id) ?? ''),
    channelNamed: (name) => [...channels.values()].find((one) => one.name === name),
    directMessage,
    changeUser: (id, change) => {
      const user = users.get(id);
      if (user === undefined) throw new Error(`the workspace has no user ${id}`);
      users.set(id, { ...user, ...change });
    },
    setBotMember: (channelId, botIsMember) => {
      const channel = channels.get(channelId);
      if (channel === undefined) throw new Error(`the workspace has no channel ${channelId}`);
      channels.set(channelId, { ...channel, botIsMember });
    },
  };
}
