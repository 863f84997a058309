import { groupLink } from '../../groups/group-ref.ts';
import {
  type NotRestored,
  type UndoInput,
  type UndoOutcome,
  type UndoRefusal,
  undoInputSchema,
  undoOutcomeSchema,
} from '../../groups/undo/shape.ts';
import type { Named } from '../../groups/who.ts';
import type { Operation } from '../../operations/kind.ts';
import { bold, mention, person } from '../blocks/text.ts';
import { obstacleText } from '../group-form/obstacle.ts';
import type { Words } from '../words/index.ts';
import { obstacleInShort } from './history.ts';
import type { KindWords, TellingDeps } from './tell-kind.ts';

type Made = Extract<UndoOutcome, { readonly status: 'done' | 'partly' }>;

export function undoWords({ words, portalUrl }: TellingDeps): KindWords {
  const text = words.undo;
  const nameOf = (operation: Operation) => bold(operation.groupName ?? '');
  return {
    title: text.title,
    changed(operation) {
      const outcome = outcomeOf(operation);
      if (outcome === undefined || outcome.status === 'refused') return undefined;
      const line = firstLine(words, outcome, mention(operation.actor.slackUserId));
      const isPartly = outcome.status === 'partly';
      const { group, of } = outcome;
      return {
        lines: [isPartly ? text.partly(line) : line, ...factsOf(words, outcome)],
        ...(of === 'created' ? {} : { open: { url: groupLink(portalUrl, group.id), name: group.name } }),
        partly: isPartly,
      };
    },
    refused(operation) {
      const outcome = outcomeOf(operation);
      if (outcome?.status !== 'refused') return undefined;
      return `${text.nothing(nameOf(operation))}. ${whyNot(words, outcome.refusal, nameOf(operation))}`;
    },
    notDone: (operation) => text.nothing(nameOf(operation)),
    history(operation) {
      const outcome = outcomeOf(operation);
      if (outcome === undefined) return undefined;
      if (outcome.status !== 'refused') return pastLine(words, outcome);
      const { refusal } = outcome;
      const why =
        refusal.kind === 'obstacle'
          ? obstacleInShort(words, refusal.obstacle)
          : whyNot(words, refusal, nameOf(operation)).replace(/\.$/, '');
      return words.history.notDone(text.nothing(nameOf(operation)), why);
    },
    waitingFor: (operation) => text.waitingFor(nameOf(operation)),
    typed: () => undefined,
    form: () => undefined,
    takesBack(operation) {
      const outcome = outcomeOf(operation);
      const isDone = outcome !== undefined && outcome.status !== 'refused';
      return isDone ? inputOf(operation)?.operationId : undefined;
    },
  };
}

function firstLine({ undo: text }: Words, outcome: Made, actor: string): string {
  const name = bold(outcome.group.name);
  const who = crowd(text, outcome.people, outcome.peopleCount);
  switch (outcome.of) {
    case 'created':
      return text.created(name, actor);
    case 'renamed':
      return text.renamed(name, bold(outcome.formerName ?? ''), actor);
    case 'head-changed':
      return outcome.head === undefined
        ? text.noHead(name, actor)
        : text.head(name, person(outcome.head), actor);
    case 'members-added':
      return text.added(name, who, outcome.peopleCount, actor);
    case 'members-removed':
      return text.removed(name, who, outcome.peopleCount, actor);
    case 'deleted':
      return text.deleted(name, actor);
  }
}

/** A few by name, more by number. */
function crowd(text: Words['undo'], people: readonly Named[], count: number): string {
  const isNamed = count > 0 && count <= 3 && people.length === count && people.every(isKnown);
  return isNamed ? text.list(people.map(person)) : text.people(count);
}

function isKnown(one: Named): boolean {
  return one.slackUserId !== undefined || one.name !== '';
}

function factsOf(words: Words, outcome: Made): readonly string[] {
  const { undo: text, change } = words;
  const { of, head, otherHead, membersCount, notRestored, notRestoredCount } = outcome;
  const size = membersCount === undefined ? [] : [change.members(membersCount)];
  // The first line of a change of head has the head already.
  const facts = head === undefined || of === 'head-changed' ? size : [change.head(person(head)), ...size];
  return [
    ...(facts.length === 0 ? [] : [facts.join(' · ')]),
    ...(otherHead === undefined ? [] : [text.otherHead(person(otherHead))]),
    ...(notRestoredCount === 0 ? [] : [text.notAsBefore(listOf(words, notRestored, notRestoredCount))]),
    ...(of === 'deleted' ? [text.newId] : []),
  ];
}

function listOf(words: Words, notRestored: readonly NotRestored[], count: number): string {
  const lines = notRestored.map((one) => sentenceOf(words, one));
  const hidden = count - lines.length;
  const all = [...lines, ...(hidden > 0 ? [words.undo.more(hidden)] : [])];
  return all.length === 1 ? all.join('') : `\n${all.map((line) => `• ${line}`).join('\n')}`;
}

function sentenceOf({ undo: text, people }: Words, one: NotRestored): string {
  const { label, reason, slackUserId } = one;
  const who =
    slackUserId === undefined && label === ''
      ? text.somebody
      : person({ name: label, ...(slackUserId === undefined ? {} : { slackUserId }) });
  return text.notRestored(who, reason) ?? people.skipped(who, reason);
}

function whyNot(words: Words, refusal: UndoRefusal, name: string): string {
  const { undo: text } = words;
  switch (refusal.kind) {
    case 'obstacle':
      return obstacleText(words, refusal.obstacle, text.right, name);
    case 'not-own':
      return words.people.lacksRight(text.right, undefined, []);
    case 'renamed-since':
      return text.renamedSince(bold(refusal.name));
    case 'name-taken':
      return text.nameTaken(bold(refusal.name));
    case 'head-since':
      return refusal.head === undefined ? text.noHeadSince : text.headSince(person(refusal.head));
    case 'members-since': {
      const { joined, joinedCount, left, leftCount } = refusal;
      return [
        text.membersSince,
        ...(joinedCount === 0 ? [] : [text.joined(crowd(text, joined, joinedCount))]),
        ...(leftCount === 0 ? [] : [text.left(crowd(text, left, leftCount))]),
      ].join(' ');
    }
    case 'no-head':
      return text.noHeadAgain(sentenceOf(words, refusal.who));
    case 'as-before':
      return text.asBefore;
  }
}

function pastLine(words: Words, outcome: Made): string {
  const { history } = words.undo;
  const name = bold(outcome.group.name);
  switch (outcome.of) {
    case 'created':
      return history.created(name);
    case 'renamed':
      return history.renamed(bold(outcome.formerName ?? ''), name);
    case 'head-changed':
      return history.head(name);
    case 'members-added':
      return history.added(name, outcome.peopleCount);
    case 'members-removed':
      return history.removed(name, outcome.peopleCount);
    case 'deleted':
      return history.deleted(name, words.change.members(outcome.membersCount ?? 0));
  }
}

function outcomeOf(operation: Operation): UndoOutcome | undefined {
  const parsed = undoOutcomeSchema.safeParse(operation.outcome);
  return parsed.success ? parsed.data : undefined;
}

function inputOf(operation: Operation): UndoInput | undefined {
  const parsed = undoInputSchema.safeParse(operation.input);
  return parsed.success ? parsed.data : undefined;
}
