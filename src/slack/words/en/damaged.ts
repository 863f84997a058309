/** Groups with two heads inside DocSpace: it can show neither them nor any list that holds them. Names arrive ready. */
export const damaged = {
  /** Below a list, to admins only: everything else is listed. */
  hidden: (count: number) =>
    count === 1
      ? ':warning: 1 group can’t be shown: a group is damaged inside DocSpace.'
      : `:warning: ${count} groups can’t be shown: a group is damaged inside DocSpace.`,
  /** The group itself. */
  culprit: (name: string, id: string, command: string) =>
    `${name} (\`${id}\`) has two heads there. Only deleting it helps: \`${command} delete ${id}\`, then create it anew.`,
  beside: (name: string, id: string) =>
    `${name} (\`${id}\`) is whole: somebody in it also belongs to the damaged group. It can be shown again once that is deleted.`,
  unclear: (name: string, id: string, command: string) =>
    `${name} (\`${id}\`): \`${command} show ${id}\` looks whether it is the damaged one.`,
  /** After that look. */
  stillUnclear: (name: string, id: string) =>
    `${name} (\`${id}\`) can’t be shown, and DocSpace does not tell whether it has two heads itself or somebody in it belongs to a group that has. The damaged group must be deleted; look for it first.`,
  unknown: (command: string) =>
    `DocSpace does not tell which, and I never changed it. Whoever runs DocSpace finds it in the database by its two heads; with its id \`${command} delete\` deletes it, and nothing else helps.`,
  /** Asked for by its id, by somebody who can't delete it. */
  shown: (name: string) =>
    `${name} can’t be shown: it has two heads inside DocSpace. Only deleting it helps, which a DocSpace admin can do.`,
  thisGroup: 'This group',
  unchangeable: (name: string) =>
    `${name} can’t be changed: DocSpace can’t show it. It, or another group of somebody in it, has two heads inside DocSpace; only deleting the damaged one helps.`,
  goes: (name: string) =>
    `${name} will be deleted. It has two heads inside DocSpace, which can’t show its members any more.`,
  history: (name: string) => `${name} was deleted; it was damaged inside DocSpace`,
  had: 'It was damaged inside DocSpace: who was in it is not known.',
};
