import type { Person, ShownView, Submitted } from '../../../sandbox/slack/contract.ts';
import type { Stage } from './stage.ts';

/** Labels as a person reads them in the form. */
const label = {
  name: 'Group name',
  head: 'Head of group',
  members: 'Members',
  emails: 'E-mails',
  reason: 'Reason',
} as const;

export interface Wish {
  readonly name?: string;
  readonly head?: string;
  readonly members?: readonly string[];
  readonly emails?: string;
  readonly reason?: string;
}

/** Types the command and waits until the form has replaced the loading view. */
export async function openCreateForm(
  stage: Stage,
  person: Person,
  typed = '',
  channel = 'C0MARKET',
): Promise<ShownView> {
  await person.type(channel, `/docspace-group create ${typed}`);
  return stage.slack.waitFor(() => {
    const view = person.modal();
    return view?.submit === 'Create group' ? view : undefined;
  }, 'the create form');
}

/** Fills what is given; the rest stays. */
export async function fillCreate(person: Person, wish: Wish): Promise<void> {
  if (wish.name !== undefined) await person.fill(label.name, wish.name);
  if (wish.head !== undefined) await person.fill(label.head, wish.head);
  if (wish.members !== undefined) await person.fill(label.members, wish.members);
  if (wish.emails !== undefined) await person.fill(label.emails, wish.emails);
  if (wish.reason !== undefined) await person.fill(label.reason, wish.reason);
}

/** The whole way up to Submit. */
export async function submitCreate(
  stage: Stage,
  person: Person,
  wish: Wish,
  channel = 'C0MARKET',
): Promise<Submitted> {
  await openCreateForm(stage, person, '', channel);
  await fillCreate(person, wish);
  return person.submit();
}

/** Waits for a message in the channel, as this person sees it, that reads like this. */
export function waitForMessage(
  stage: Stage,
  person: Person,
  channel: string,
  reads: RegExp,
): Promise<string> {
  return stage.slack.waitFor(
    () =>
      person
        .messages(channel)
        .map((message) => stage.slack.plainText(message))
        .find((text) => reads.test(text)),
    `a message in ${channel} that reads ${reads}`,
  );
}

/** Waits for a direct message of the bot that reads like this. */
export function waitForDirect(stage: Stage, person: Person, reads: RegExp): Promise<string> {
  return stage.slack.waitFor(
    () =>
      person
        .directMessages()
        .map((message) => stage.slack.plainText(message))
        .find((text) => reads.test(text)),
    `a direct message that reads ${reads}`,
  );
}

/** Waits until the person's modal reads like this. */
export function waitForModal(stage: Stage, person: Person, reads: RegExp): Promise<string> {
  return stage.slack.waitFor(() => {
    const view = person.modal();
    const text = view === undefined ? '' : stage.slack.plainText(view);
    return reads.test(text) ? text : undefined;
  }, `a modal that reads ${reads}`);
}

/** Closes whatever modals the person has open. */
export async function closeAll(person: Person): Promise<void> {
  if (person.modal() !== undefined) await person.closeModal({ all: true });
}

/** Groups of this name in DocSpace. */
export function groupsCalled(stage: Stage, name: string) {
  return stage.docspace.groups().filter((group) => group.name === name);
}

/** Writes that reached DocSpace. */
export function writes(stage: Stage) {
  return stage.docspace.requests.filter((request) => request.method !== 'GET');
}
