/** What `list` and `mine` say. Names arrive ready to be shown. */
export const list = {
  title: (filter: string) => (filter === '' ? '*Groups*' : `*Groups with “${filter}” in the name*`),
  page: (from: number, to: number, total: number) =>
    total === to - from + 1 ? `${total} in all` : `${from}–${to} of ${total}`,
  line: (name: string, facts: string) => `• ${name}: ${facts}`,
  nameOnly: (name: string) => `• ${name}`,
  size: (count: number) => (count === 1 ? '1 member' : `${count} members`),
  head: (person: string) => `head ${person}`,
  noHead: '_no head_',
  ldap: 'managed in LDAP',
  show: 'Show a group of this page',
  showMine: 'Show one of these groups',
  empty: (command: string) =>
    `There are no groups in DocSpace yet. \`${command} create Marketing\` makes the first one.`,
  none: (filter: string, command: string) =>
    `No group has “${filter}” in its name. Try a shorter part of it, or \`${command} list\` for all groups.`,
  tooOld: 'This button comes from another version of the bot. Type the command again.',
  mineHint: (command: string) => `\`${command} mine\` shows the groups you head or belong to.`,
};

export const mine = {
  headed: (count: number) => `*Groups you head* (${count})`,
  member: (count: number) => `*Groups you belong to* (${count})`,
  memberToo: (count: number) => `*Other groups you belong to* (${count})`,
  noneHeaded: 'You are not the head of any group.',
  nothing: 'You neither head a group nor belong to one. A DocSpace admin can add you to groups.',
  more: (count: number) => `and ${count} more`,
};
