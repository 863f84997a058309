import type { SlackStandIn } from '../slack/contract.ts';

/** In which channels the bot is; people can invite it and send it away. */
export interface Presence {
  isMember(channelId: string): boolean;
  set(channelId: string, isMember: boolean): void;
}

/** Begins with the world's channels. */
export function createPresence(slack: SlackStandIn): Presence {
  const members = new Map(slack.world.channels.map((channel) => [channel.id, channel.botIsMember]));
  return {
    isMember: (channelId) => members.get(channelId) === true,
    set: (channelId, isMember) => {
      slack.setBotMember(channelId, isMember);
      members.set(channelId, isMember);
    },
  };
}
