/** Everything that `head` says. Names and people arrive ready to be shown, but for field faults. */
export const head = {
  title: 'Change head',
  submit: 'Change head',
  right: 'change the head of a group',
  now: (person: string) => `Head now: ${person}`,
  nowDisabled: (person: string) => `Head now: ${person} (disabled in DocSpace)`,
  nowNone: 'This group has no head now.',
  newHead: 'New head',
  newHeadHint:
    'Whoever is not a member yet becomes one. The present head stays a member, unless you tick it below.',
  newHeadPlaceholder: 'Pick a person',
  options: 'Options',
  leaves: 'Remove the present head from the group',
  none: 'Leave the group without a head',
  cantComeBack: (person: string) =>
    `${person} is disabled in DocSpace: leaving the group without a head takes them out of it, and they can’t be added again while they are disabled.`,
  pickOne: 'Pick a new head, or tick “Leave the group without a head”.',
  notBoth: 'Either pick a new head, or leave the group without one: not both.',
  already: (group: string, person: string) =>
    `“${group}” is already headed by ${person}. Pick somebody else.`,
  noneAlready: (group: string) => `“${group}” has no head already: there is nothing to change.`,
  isHeadNote: (person: string) => `${person} is the head already.`,
  workingOn: (group: string, person: string) => `${group} gets ${person} as head`,
  workingOff: (group: string) => `${group} is left without a head`,
  done: (group: string, person: string, actor: string) =>
    `:white_check_mark: ${group} is now headed by ${person}, changed by ${actor}`,
  doneNone: (group: string, actor: string) =>
    `:white_check_mark: ${group} has no head any more, changed by ${actor}`,
  partly: (group: string, person: string, actor: string) =>
    `:warning: ${group} is now headed by ${person}, changed by ${actor}, but not everything was done`,
  partlyNone: (group: string, actor: string) =>
    `:warning: ${group} has no head any more, changed by ${actor}, but not everything was done`,
  partlyOther: (group: string, actor: string) =>
    `:warning: The head of ${group} was changed by ${actor}, but not as asked`,
  joined: (person: string) => `${person} was no member before and is one now`,
  former: (person: string) => `Former head: ${person}`,
  formerMember: (person: string) => `Former head: ${person}, still a member`,
  formerOut: (person: string) => `Former head: ${person}, not in the group any more`,
  noFormer: 'It had no head before',
  notHead: (why: string) => `Not made head: ${why}`,
  stillMember: (person: string) => `${person} should have left the group and is still a member.`,
  otherHead: 'Somebody else was made head at the same moment. Look at the group in DocSpace.',
  notAddedBack: (person: string, why: string) =>
    `${person} was to stay a member, is out of the group now and could not be added again: ${why}`,
  maybeNotAddedBack: (person: string, why: string) =>
    `${person} was to stay a member and was taken out with the role; it is unclear whether they were added again: ${why}`,
  whyDisabled: 'the account is disabled in DocSpace. Enable it there, then add it to the group.',
  whyGuest: 'guests can’t join groups. Make this person a user in DocSpace, then add them to the group.',
  whyGone: 'this person is not in DocSpace any more.',
  whyUnknown: 'DocSpace gave no reason. Add them by hand.',
  notChanged: (group: string) => `The head of ${group} was not changed`,
  unfit: (group: string, why: string) => `The head of ${group} was not changed: ${why}`,
  leftOut: (person: string) => `DocSpace did not take ${person} as head and gave no reason.`,
  unmoved: (group: string, person: string) =>
    `${group} is headed by ${person} as before: DocSpace changed nothing and gave no reason.`,
  putBack: (group: string, person: string, cause: string) =>
    `The head of ${group} was not changed. ${person} could not be kept as a member without the role, so everything was put back as it was. ${cause}`,
  changedTo: (group: string, person: string) =>
    `Somebody else changed the head meanwhile: ${group} is headed by ${person} now. Check and submit again.`,
  changedToNone: (group: string) =>
    `Somebody else changed the head meanwhile: ${group} has no head now. Check and submit again.`,
  alreadySo: (group: string, person: string) => `${group} is already headed by ${person}.`,
  noneAlreadySo: (group: string) => `${group} has no head already.`,
  waitingOn: (group: string, person: string) => `${group} will get ${person} as head`,
  waitingOff: (group: string) => `${group} will be left without a head`,
  waitingKeep: (group: string, person: string) =>
    `${group} will be left without a head, with ${person} as a member,`,
  typedHead: (person: string, leaves: boolean) =>
    `You had asked for: new head ${person}${leaves ? ', the former one leaves the group' : ''}`,
  typedNone: (leaves: boolean) =>
    `You had asked for: no head${leaves ? ', the former one leaves the group' : ''}`,
  dmNew: (group: string, actor: string) => `You are now head of ${group}, set by ${actor}.`,
  dmFormerOn: (group: string, person: string, actor: string) =>
    `You are not head of ${group} any more: ${actor} made ${person} head.`,
  dmFormerOff: (group: string, actor: string) =>
    `You are not head of ${group} any more: ${actor} left the group without a head.`,
  dmMember: 'You are still a member of the group.',
  dmOut: 'You are not a member of the group any more.',
  history: (group: string, before: string, after: string) => `head of ${group}: ${before} → ${after}`,
  historyNone: 'none',
  historyChanged: 'somebody else had changed the head meanwhile',
  historySame: 'it was so already',
  historyUnmoved: 'DocSpace did not take it',
};
