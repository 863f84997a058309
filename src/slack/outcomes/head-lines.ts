import type { HeadChanged, Missed } from '../../groups/change-head/shape.ts';
import type { Operation } from '../../operations/kind.ts';
import { bold, literal, mention, person } from '../blocks/text.ts';
import type { Words } from '../words/index.ts';
import type { NoteWords } from './tell-kind.ts';

/** What is announced of a changed head: outcome first, then the facts. */
export function linesOf(words: Words, outcome: HeadChanged, operation: Operation): readonly string[] {
  const { head, joined, former, missed, membersCount } = outcome;
  const members = words.change.members(membersCount);
  return [
    firstLine(words, outcome, operation),
    words.change.facts(formerLine(words, outcome), members),
    ...(head !== undefined && joined ? [words.head.joined(person(head))] : []),
    ...missed.map((one) => missedLine(words, one, former === undefined ? '' : person(former))),
  ];
}

/** Both heads are told by direct message, where they are in Slack. */
export function notesOf(
  words: Words,
  { group, head, former, formerIsMember }: HeadChanged,
  operation: Operation,
): readonly NoteWords[] {
  const text = words.head;
  const name = bold(group.name);
  const actor = mention(operation.actor.slackUserId);
  const membership = formerIsMember === undefined ? [] : [formerIsMember ? text.dmMember : text.dmOut];
  return [
    ...(head?.slackUserId === undefined
      ? []
      : [{ key: 'new', slackUserId: head.slackUserId, lines: [text.dmNew(name, actor)] }]),
    ...(former?.slackUserId === undefined
      ? []
      : [
          {
            key: 'former',
            slackUserId: former.slackUserId,
            lines: [
              head === undefined ? text.dmFormerOff(name, actor) : text.dmFormerOn(name, person(head), actor),
              ...membership,
            ],
          },
        ]),
  ];
}

function firstLine(words: Words, { group, head, status, missed }: HeadChanged, operation: Operation): string {
  const text = words.head;
  const name = bold(group.name);
  const actor = mention(operation.actor.slackUserId);
  if (missed.some(({ kind }) => kind === 'other-head')) return text.partlyOther(name, actor);
  if (head === undefined)
    return status === 'done' ? text.doneNone(name, actor) : text.partlyNone(name, actor);
  return status === 'done' ? text.done(name, person(head), actor) : text.partly(name, person(head), actor);
}

function formerLine(words: Words, { former, formerIsMember }: HeadChanged): string {
  const text = words.head;
  if (former === undefined) return text.noFormer;
  if (formerIsMember === undefined) return text.former(person(former));
  return formerIsMember ? text.formerMember(person(former)) : text.formerOut(person(former));
}

function missedLine(words: Words, missed: Missed, former: string): string {
  const text = words.head;
  switch (missed.kind) {
    case 'not-head':
      return text.notHead(
        words.people.skipped(person({ ...missed.who, name: missed.who.label }), missed.who.reason),
      );
    case 'still-member':
      return text.stillMember(former);
    case 'other-head':
      return text.otherHead;
    case 'not-added-back': {
      const why = whyNotBack(words, missed.reason);
      return missed.unclear ? text.maybeNotAddedBack(former, why) : text.notAddedBack(former, why);
    }
  }
}

/** The person can't be a member, or DocSpace had a fault. */
function whyNotBack(words: Words, reason: string): string {
  const text = words.head;
  switch (reason) {
    case 'disabled-in-docspace':
      return text.whyDisabled;
    case 'guest-in-docspace':
      return text.whyGuest;
    case 'unknown-in-docspace':
      return text.whyGone;
    case 'left-out':
      return text.whyUnknown;
    default:
      return literal(words.faults.cause({ reason }));
  }
}
