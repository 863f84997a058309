import type { Person, ShownView } from '../../../sandbox/slack/contract.ts';
import type { Stage } from './stage.ts';

/** A person of the small world by what his e-mail begins with. */
export function idOf(stage: Stage, email: string): string {
  const found = stage.docspace.people().find((one) => one.email.toLowerCase().startsWith(`${email}@`));
  if (found === undefined) throw new Error(`nobody has the e-mail ${email}@`);
  return found.id;
}

export function idsOf(stage: Stage, ...emails: readonly string[]): string[] {
  return emails.map((email) => idOf(stage, email));
}

/** E-mails (up to the @) of the members of a group, sorted. */
export function membersOf(stage: Stage, groupId: string): string[] {
  return (stage.docspace.group(groupId)?.members ?? [])
    .map((one) => one.email.toLowerCase().replace(/@.*/, ''))
    .sort();
}

/** Types the verb and waits for its form. */
export async function openForm(
  stage: Stage,
  person: Person,
  verb: 'add' | 'remove',
  typed: string,
  channel = 'C0MARKET',
): Promise<ShownView> {
  await person.type(channel, `/docspace-group ${verb} ${typed}`);
  const submit = verb === 'add' ? 'Add' : 'Remove';
  return stage.slack.waitFor(() => {
    const view = person.modal();
    return view?.submit === submit ? view : undefined;
  }, `the form of ${verb}`);
}

/** People of DocSpace who are not in Slack: `p0001@example.com` and on. */
export function addCrowd(
  stage: Stage,
  number: number,
): { readonly ids: string[]; readonly emails: string[] } {
  const people = Array.from({ length: number }, (_, index) => {
    const count = String(index + 1).padStart(4, '0');
    return {
      id: `c0000000-0000-4000-8000-00000000${count}`,
      firstName: 'Pat',
      lastName: `Number${count}`,
      userName: `p${count}`,
      email: `p${count}@example.com`,
      role: 'user' as const,
      status: 'active' as const,
    };
  });
  for (const person of people) stage.docspace.addPerson(person);
  return { ids: people.map((one) => one.id), emails: people.map((one) => one.email) };
}
