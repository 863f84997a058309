/** The one command; manifest.yml names the same. */
export const command = '/docspace-group';

/** Ids of modals. They are stable: a modal opened before an update of the bot still works after it. */
export const callbacks = {
  create: 'create',
  show: 'show',
  rename: 'rename',
  head: 'head',
  delete: 'delete',
  add: 'add',
  remove: 'remove',
  undo: 'undo',
  menu: 'menu',
  home: 'home',
} as const;

/** Ids of what can be pressed, picked or searched. Stable, as buttons of old messages go on to work. */
export const actions = {
  groupSearch: 'group-search',
  groupPicked: 'group-picked',
  membersPage: 'members-page',
  openInDocSpace: 'open-in-docspace',
  cancelOperation: 'cancel-operation',
  undo: 'undo',
  listPage: 'list-page',
  listShow: 'list-show',
  historyPage: 'history-page',
  historyPicked: 'history-picked',
  historyCsv: 'history-csv',
  watchPicked: 'watch-picked',
  unwatchPicked: 'unwatch-picked',
  name: 'name',
  head: 'head',
  members: 'members',
  emails: 'emails',
  reason: 'reason',
  group: 'group',
  people: 'people',
  moreEmails: 'more-emails',
  groupMembers: 'group-members',
  headLeaves: 'head-leaves',
  start: 'start',
  homeRefresh: 'home-refresh',
} as const;

/** Ids of form fields; errors are told at them. */
export const fields = {
  name: 'name',
  head: 'head',
  headOptions: 'head-options',
  members: 'members',
  emails: 'emails',
  reason: 'reason',
  group: 'group',
  people: 'people',
  /** One for each group: its block is `group-members:<id>`, so that another group begins with nobody picked. */
  groupMembers: 'group-members',
  headLeaves: 'head-leaves',
  postTo: 'post-to',
  confirm: 'confirm',
} as const;

/** Ids of the shortcuts; manifest.yml names the same. */
export const shortcuts = { groups: 'docspace_groups', addPeople: 'add_people_of_message' } as const;
