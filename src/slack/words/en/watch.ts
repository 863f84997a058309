/** What `watch` and `unwatch` say. Names arrive ready to be shown. */
export const watch = {
  /** Posted to the channel. */
  begun: (who: string, name: string, command: string) =>
    `:eyes: ${who} set this channel to watch ${name}: changes made through me are posted here. \`${command} unwatch\` ends it.`,
  done: (name: string) => `This channel watches ${name} from now on.`,
  already: (name: string) => `This channel watches ${name} already.`,
  ended: (name: string) => `This channel does not watch ${name} any more.`,
  notWatched: (name: string) => `This channel does not watch ${name}; there is nothing to end.`,
  notIn: (bot: string) =>
    `I am not in this channel, so I could not post here; nothing was stored. Type \`/invite\` ${bot}, then try again.`,
  mayNotPost: 'Slack does not let me post in this channel; nothing was stored.',
  slackSilent: (id: string) =>
    `Slack did not answer; nothing was stored. Try again in a moment.   (id ${id})`,
  onlyChannels:
    'Only a channel can watch a group, not a direct message. Type the command in the channel that is to get the news.',
  watches: (count: number) =>
    count === 1 ? 'This channel watches one group:' : `This channel watches ${count} groups:`,
  none: (command: string) => `This channel watches no group. \`${command} watch Marketing\` begins it.`,
  howToEnd: (command: string) => `\`${command} unwatch Marketing\` ends it for a group.`,
  which: 'Stop watching a group',
  /** Under an announcement in a channel that watches. */
  because: (name: string) => `Posted here because this channel watches ${name}.`,
  ends: (name: string) => `This channel watched ${name}; now that the group is gone, that ends.`,
  /** Says nothing of the group: whoever set the watch is to learn nothing of it any more. */
  lapsed: (command: string) =>
    `One of this channel’s watches has ended: whoever set it may not look at that group any more. \`${command} watch\` lists the others, and \`${command} watch Marketing\` begins one.`,
};
