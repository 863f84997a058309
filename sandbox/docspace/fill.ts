import type { Portal } from './portal.ts';

/**
 * Adds so many groups, `Group 00001` and on, nine of ten with a head and one or two members.
 * Ids and people follow from the number, so that two runs have the same portal.
 */
export function fill(portal: Portal, count: number): void {
  const people = [...portal.people.keys()].filter((id) => portal.validMember(id) !== undefined);
  for (let number = 1; number <= count; number += 1) {
    const head = people[number % people.length];
    const member = people[(number * 7) % people.length];
    if (head === undefined || member === undefined) throw new Error('groups need at least one active person');
    portal.addGroup({
      id: `f1110000-0000-4000-8000-${number.toString().padStart(12, '0')}`,
      name: `Group ${number.toString().padStart(5, '0')}`,
      ...(number % 10 !== 0 && { headId: head }),
      memberIds: number % 10 === 0 ? [] : [head, member],
    });
  }
}
