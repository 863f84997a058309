const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);
const tooMany = (most: number): string =>
  `You have asked for ${most === 1 ? '1 change' : `${most} changes`} within ten minutes, and one person may not ask for more.`;

/** What keeps from doing too much at once. Names arrive ready to be shown, except where plain text is said. */
export const guard = {
  /** At a field, where Slack shows no times of the reader's zone. Plain text. */
  pauseInForm: (most: number, time: string, minutes: number): string =>
    `${tooMany(most)} You can go on in ${minutes === 1 ? '1 minute' : `${minutes} minutes`} (${time} UTC). Nothing was changed. Your input is kept.`,
  pause: (most: number, when: string): string =>
    `${tooMany(most)} You can go on at ${when}. Nothing was changed.`,

  massOut: (count: number): string =>
    `:warning: Mass change: ${people(count)} out at once, confirmed by typing the group’s name`,
  massDelete: (count: number): string =>
    `:warning: Mass change: the end of a group of ${people(count)}, confirmed by typing its name`,
  /** Plain text, as are the two below. */
  confirm: 'Type the group’s name to confirm',
  confirmOut: (most: number): string =>
    `More than ${most} people are to leave at once. Exactly as the name is; upper and lower case matter.`,
  confirmWrong: (count: number, name: string): string =>
    `${people(count)} are to leave at once. To confirm that, type the group’s name: “${name}”.`,
  /** On top of a form that has just got the field. */
  confirmAsked: (count: number): string =>
    `${people(count)} are to leave at once: type the group’s name below to confirm. Nothing was changed.`,
  /** Under the warning of a delete. */
  manyGo: (count: number): string =>
    `:warning: ${people(count)} lose what this group gives them. Look twice before you type its name.`,

  undoRemoves: (name: string, count: number): string =>
    `${people(count)} will be taken out of ${name} again.`,
  undoDeletes: (name: string, count: number): string =>
    `${name}, with ${people(count)} in it, will be deleted again. Rooms and files shared with it meanwhile lose that access.`,
  undoWrong: (name: string): string =>
    `This is not the group’s name. To take the change back, type “${name}”.`,
  undoLoading: 'One moment: I look up what you may do.',
  undoWorking: (name: string): string => `The change of ${name} is being taken back`,
};
