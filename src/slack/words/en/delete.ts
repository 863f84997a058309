/** Everything that `delete` says. Names arrive ready to be shown. */
export const deletion = {
  title: 'Delete group',
  submit: 'Delete group',
  right: 'delete groups',
  confirmHint: 'Exactly as it is; upper and lower case matter.',
  /** Plain text: it stands at the field. */
  confirmWrong: (name: string) => `This is not the group’s name. To delete it, type “${name}”.`,
  goes: (name: string) => `${name} will be deleted:`,
  someOf: (names: string, hidden: number) => (hidden === 0 ? names : `${names} and ${hidden} more`),
  nobody: 'Nobody is in it.',
  shares: ':warning: Rooms and files shared with this group lose that access, for good.',
  /** Of a damaged group. */
  manyMayGo: ':warning: How many people are in it is not known. Look twice before you type its name.',
  massUnknown:
    ':warning: Mass change: the end of a group whose size is not known, confirmed by typing its name',
  changed:
    'Somebody changed this group meanwhile. Nothing was deleted. What you see now is how it is: check it and submit again.',
  working: (name: string) => `${name} is being deleted`,
  done: (name: string, actor: string) => `:white_check_mark: ${name} was deleted by ${actor}`,
  had: (members: string, head: string | undefined) =>
    head === undefined ? `It had ${members} and no head.` : `It had ${members}; its head was ${head}.`,
  sharesLost: 'Rooms and files shared with it lost that access.',
  notDeleted: (name: string) => `${name} was not deleted`,
  waitingFor: (name: string) => `${name} will be deleted`,
  history: {
    done: (name: string, members: string) => `${name} was deleted; it had ${members}`,
    changed: 'somebody had changed it meanwhile',
  },
};
