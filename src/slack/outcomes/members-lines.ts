import { namedAtMost } from '../../groups/change-members/conclude.ts';
import type {
  Direction,
  MembersOutcome,
  MembersRefusal,
  Stopped,
} from '../../groups/change-members/shape.ts';
import type { Operation } from '../../operations/kind.ts';
import { bold, mention, person } from '../blocks/text.ts';
import { namesTold, toldLines } from '../verbs/members-said.ts';
import type { Words } from '../words/index.ts';

type Made = Extract<MembersOutcome, { status: 'done' | 'partly' }>;
type Nothing = Extract<MembersOutcome, { status: 'nothing' }>;

/** "@cid and @jm were added to *Marketing*"; many are counted. */
export function whoChanged(words: Words, direction: Direction, { changed, group }: Made): string {
  const { members } = words;
  const people =
    changed.length <= namedAtMost ? members.all(changed.map(person)) : members.count(changed.length);
  return words[direction].done(people, changed.length, bold(group.name));
}

/** Who, by whom, then head and size, then person by person what did not go as asked. */
export function changedLines(
  words: Words,
  direction: Direction,
  outcome: Made,
  operation: Operation,
  whyRefused: (refusal: MembersRefusal) => string,
): readonly string[] {
  const text = words[direction];
  const { changed, already, skipped, stopped } = outcome;
  const icon = outcome.status === 'done' ? ':white_check_mark:' : ':warning:';
  const by = text.by(icon, whoChanged(words, direction, outcome), mention(operation.actor.slackUserId));
  const isPlain = already.length === 0 && skipped.length === 0;
  return [
    by,
    factsOf(words, outcome),
    ...headLeftLine(words, outcome),
    ...(isPlain ? [] : [countsLine(words, direction, outcome)]),
    ...(changed.length <= namedAtMost ? [] : [text.changedLine(namesTold(words, changed.map(person)))]),
    ...(already.length === 0 ? [] : [text.already(namesTold(words, already.map(person)))]),
    ...(skipped.length <= 1 ? [] : [bullets(words, direction, outcome)]),
    ...(stopped === undefined ? [] : [stoppedLine(words, stopped, whyRefused)]),
  ];
}

function stoppedLine(
  words: Words,
  { people, refusal, fault, unclear }: Stopped,
  whyRefused: (refusal: MembersRefusal) => string,
): string {
  const names = namesTold(words, people.map(person));
  const why = refusal === undefined ? words.faults.cause({ reason: fault ?? '' }) : whyRefused(refusal);
  return unclear === true ? words.members.unclear(names, why) : words.members.notReached(names, why);
}

/** Nobody was changed: who is as wished already, and why the others are not. */
export function nothingLines(words: Words, direction: Direction, outcome: Nothing): readonly string[] {
  const text = words[direction];
  const { already, skipped } = outcome;
  return [
    text.nothing(bold(outcome.group.name)),
    ...(already.length === 0 ? [] : [text.already(namesTold(words, already.map(person)))]),
    ...(skipped.length === 0 ? [] : [bullets(words, direction, outcome)]),
  ];
}

function factsOf(words: Words, { head, otherHead, membersCount }: Made): string {
  const size = words.change.members(membersCount);
  // Somebody else is head since the check; who it is was not asked.
  if (otherHead === true) return size;
  return words.change.facts(head === undefined ? words.change.noHead : words.change.head(person(head)), size);
}

function headLeftLine(words: Words, { formerHead }: Made): readonly string[] {
  return formerHead === undefined ? [] : [words.remove.headLeft(person(formerHead))];
}

/** "2 added, 1 already in, 1 skipped: @gus is a guest": a single reason stands right behind. */
function countsLine(words: Words, direction: Direction, outcome: Made): string {
  const { changed, already, skipped } = outcome;
  const counts = words[direction].counts(changed.length, already.length, skipped.length);
  return skipped.length === 1 ? `${counts}: ${reasons(words, direction, outcome).join('')}` : counts;
}

function bullets(words: Words, direction: Direction, outcome: Made | Nothing): string {
  return toldLines(
    words,
    reasons(words, direction, outcome).map((line) => `• ${line}`),
  );
}

function reasons(words: Words, direction: Direction, { skipped }: Made | Nothing): readonly string[] {
  return skipped.map((one) => {
    const who = person({ ...one, name: one.label });
    return one.reason === 'left-out' ? words[direction].skipped(who) : words.people.skipped(who, one.reason);
  });
}
