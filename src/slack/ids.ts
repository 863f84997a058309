/** The one command; manifest.yml names the same. */
export const command = '/docspace-group';

/** Ids of modals. They are stable: a modal opened before an update of the bot still works after it. */
export const callbacks = { create: 'create', show: 'show', rename: 'rename' } as const;

/** Ids of what can be pressed, picked or searched. Stable, as buttons of old messages go on to work. */
export const actions = {
  groupSearch: 'group-search',
  groupPicked: 'group-picked',
  membersPage: 'members-page',
  openInDocSpace: 'open-in-docspace',
  cancelOperation: 'cancel-operation',
  name: 'name',
  head: 'head',
  members: 'members',
  emails: 'emails',
  reason: 'reason',
  group: 'group',
} as const;

/** Ids of form fields; errors are told at them. */
export const fields = {
  name: 'name',
  head: 'head',
  members: 'members',
  emails: 'emails',
  reason: 'reason',
  group: 'group',
} as const;
