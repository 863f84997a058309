import {
  type HeadChanged,
  type HeadInput,
  type HeadOutcome,
  type HeadRefusal,
  headInputSchema,
  headOutcomeSchema,
} from '../../groups/change-head/shape.ts';
import { groupLink } from '../../groups/group-ref.ts';
import type { Operation } from '../../operations/kind.ts';
import { bold, literal, mention, person } from '../blocks/text.ts';
import { formAgain } from '../group-form/form-of.ts';
import { obstacleText } from '../group-form/obstacle.ts';
import { headForm, headState } from '../verbs/head-form.ts';
import type { Words } from '../words/index.ts';
import { linesOf, notesOf } from './head-lines.ts';
import { obstacleInShort } from './history.ts';
import type { KindWords, TellingDeps } from './tell-kind.ts';

export function headWords({ words, seal, portalUrl, docspace }: TellingDeps): KindWords {
  const text = words.head;
  const nameOf = (operation: Operation) => bold(operation.groupName ?? '');
  return {
    title: text.title,
    changed(operation) {
      const outcome = changedIn(operation);
      if (outcome === undefined) return undefined;
      const { group, status } = outcome;
      return {
        lines: linesOf(words, outcome, operation),
        open: { url: groupLink(portalUrl, group.id), name: group.name },
        partly: status === 'partly',
      };
    },
    notes(operation) {
      const outcome = changedIn(operation);
      return outcome === undefined ? [] : notesOf(words, outcome, operation);
    },
    refused(operation) {
      const outcome = outcomeOf(operation);
      if (outcome?.status === 'nothing') {
        const { head } = outcome;
        return head === undefined
          ? text.noneAlreadySo(nameOf(operation))
          : text.alreadySo(nameOf(operation), person(head));
      }
      return outcome?.status === 'refused'
        ? whyRefused(words, outcome.refusal, nameOf(operation))
        : undefined;
    },
    notDone: (operation) => text.notChanged(nameOf(operation)),
    waitingFor(operation) {
      const input = inputOf(operation);
      const name = nameOf(operation);
      if (input?.next !== undefined) return text.waitingOn(name, nextOf(input));
      const former = input?.checked?.former;
      return input?.former === 'stays' && former !== undefined
        ? text.waitingKeep(name, person(former))
        : text.waitingOff(name);
    },
    history(operation) {
      const outcome = outcomeOf(operation);
      if (outcome === undefined) return undefined;
      const notDone = (why: string) => words.history.notDone(text.notChanged(nameOf(operation)), why);
      if (outcome.status === 'nothing') return notDone(text.historySame);
      if (outcome.status === 'refused') return notDone(inShort(words, outcome.refusal));
      const { group, former, head } = outcome;
      const shown = (one: HeadChanged['head']) => (one === undefined ? text.historyNone : person(one));
      return text.history(bold(group.name), shown(former), shown(head));
    },
    typed(operation) {
      const input = inputOf(operation);
      if (input === undefined) return undefined;
      const leaves = input.former === 'leaves';
      return input.next === undefined ? text.typedNone(leaves) : text.typedHead(nextOf(input), leaves);
    },
    form(operation, context, fault) {
      const input = inputOf(operation);
      if (input === undefined) return undefined;
      const { next } = input;
      const values = {
        leaves: input.former === 'leaves',
        none: next === undefined,
        ...(next?.by === 'slack' ? { next: next.id } : {}),
      };
      const { seen, head } = seenNow(operation, input);
      const form = headForm(words, docspace.groups.get, head === undefined ? {} : { head });
      const state = headState(values, operation.reason ?? '');
      return formAgain(words, seal, form, { context, seen, state, fault });
    },
  };
}

/** Who is head as far as the operation knows: what was changed meanwhile is what the form shows now. */
function seenNow(operation: Operation, { group, checked }: HeadInput) {
  const outcome = outcomeOf(operation);
  if (outcome?.status === 'refused' && outcome.refusal.kind === 'changed') {
    const { head } = outcome.refusal;
    const { headId: _, ...rest } = group;
    return head === undefined ? { seen: rest } : { seen: { ...rest, headId: head.personId }, head };
  }
  const former = checked?.former;
  if (former === undefined) return { seen: group };
  const head = { name: former.name, ...(former.disabled ? { status: 'disabled' as const } : {}) };
  return { seen: group, head };
}

function whyRefused(words: Words, refusal: HeadRefusal, name: string): string {
  const text = words.head;
  switch (refusal.kind) {
    case 'obstacle':
      return obstacleText(words, refusal.obstacle, text.right, name);
    case 'unfit': {
      const { label, reason } = refusal.who;
      const fault = reason === 'left-out' ? text.leftOut(label) : words.people.asMember(label, reason);
      return text.unfit(name, literal(fault));
    }
    case 'changed':
      return refusal.head === undefined
        ? text.changedToNone(name)
        : text.changedTo(name, person(refusal.head));
    case 'unmoved':
      return text.unmoved(name, person(refusal.former));
    case 'put-back':
      return text.putBack(name, person(refusal.former), words.faults.cause(refusal));
  }
}

function inShort(words: Words, refusal: HeadRefusal): string {
  switch (refusal.kind) {
    case 'obstacle':
      return obstacleInShort(words, refusal.obstacle);
    case 'unfit':
      return words.history.headUnfit(person({ ...refusal.who, name: refusal.who.label }));
    case 'changed':
      return words.head.historyChanged;
    case 'unmoved':
    case 'put-back':
      return words.head.historyUnmoved;
  }
}

function nextOf({ next, checked }: HeadInput): string {
  if (checked?.next !== undefined) return person(checked.next);
  if (next === undefined) return '';
  return next.by === 'slack' ? mention(next.id) : literal(next.email);
}

function changedIn(operation: Operation): HeadChanged | undefined {
  const outcome = outcomeOf(operation);
  return outcome?.status === 'done' || outcome?.status === 'partly' ? outcome : undefined;
}

function outcomeOf(operation: Operation): HeadOutcome | undefined {
  const parsed = headOutcomeSchema.safeParse(operation.outcome);
  return parsed.success ? parsed.data : undefined;
}

function inputOf(operation: Operation): HeadInput | undefined {
  const parsed = headInputSchema.safeParse(operation.input);
  return parsed.success ? parsed.data : undefined;
}
