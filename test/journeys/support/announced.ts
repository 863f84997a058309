import type { Person } from '../../../sandbox/slack/contract.ts';

/** The announcements that a group of this name was created. */
export function createdMessages(ann: Person, name: string) {
  return ann.messages('C0MARKET').filter((one) => one.text.includes(`*${name}* was created`));
}
