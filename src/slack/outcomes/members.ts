import type { ModalView } from '@slack/types';
import {
  type AddInput,
  addInputSchema,
  type Direction,
  type MembersOutcome,
  type MembersRefusal,
  membersOutcomeSchema,
  type RemoveInput,
  removeInputSchema,
} from '../../groups/change-members/shape.ts';
import { peoplePerRequest } from '../../groups/change-members/write.ts';
import { groupLink } from '../../groups/group-ref.ts';
import type { Operation } from '../../operations/kind.ts';
import { bold, literal, mention, person } from '../blocks/text.ts';
import type { FormContext } from '../form-context.ts';
import { formAgain } from '../group-form/form-of.ts';
import { obstacleText } from '../group-form/obstacle.ts';
import { addForm, addStateOf } from '../verbs/add-form.ts';
import { namesTold } from '../verbs/members-said.ts';
import { removeForm, removeStateOf } from '../verbs/remove-form.ts';
import { obstacleInShort } from './history.ts';
import { changedLines, nothingLines, whoChanged } from './members-lines.ts';
import type { KindWords, TellingDeps } from './tell-kind.ts';

/** How `add` is told. */
export function addWords(deps: TellingDeps): KindWords {
  const { words, seal } = deps;
  const inputOf = (operation: Operation): AddInput | undefined => {
    const parsed = addInputSchema.safeParse(operation.input);
    return parsed.success ? parsed.data : undefined;
  };
  return membersWords(deps, 'add', {
    names: (operation) =>
      inputOf(operation)?.people.map((who) => (who.by === 'slack' ? mention(who.id) : literal(who.email))),
    form(operation, context, fault) {
      const input = inputOf(operation);
      if (input === undefined) return undefined;
      const state = addStateOf(input.people, operation.reason ?? '');
      return formAgain(words, seal, addForm(deps), { context, seen: input.group, state, fault });
    },
  });
}

/** How `remove` is told. */
export function removeWords(deps: TellingDeps): KindWords {
  const { words, seal } = deps;
  const inputOf = (operation: Operation): RemoveInput | undefined => {
    const parsed = removeInputSchema.safeParse(operation.input);
    return parsed.success ? parsed.data : undefined;
  };
  return membersWords(deps, 'remove', {
    names: (operation) => inputOf(operation)?.people.map((one) => person(one)),
    form(operation, context, fault) {
      const input = inputOf(operation);
      if (input === undefined) return undefined;
      const refusal = refusalOf(outcomeOf(operation));
      // Somebody else is head by now: the form asks about that one.
      const seen = refusal?.kind === 'head' ? refusal.group : input.group;
      const state = removeStateOf(seen, input.people, operation.reason ?? '', input.leavingHeadId);
      const form = removeForm(deps, { seen });
      return formAgain(words, seal, form, { context, seen, state, fault });
    },
  });
}

interface Own {
  /** Everybody who was asked for, ready to be shown. */
  names(operation: Operation): readonly string[] | undefined;
  form(operation: Operation, context: FormContext, fault: string): ModalView | undefined;
}

function membersWords(deps: TellingDeps, direction: Direction, own: Own): KindWords {
  const { words, portalUrl } = deps;
  const text = words[direction];
  const nameOf = (operation: Operation) => bold(operation.groupName ?? '');
  const namesOf = (operation: Operation) => own.names(operation) ?? [];
  const peopleIn = (operation: Operation) => {
    const names = namesOf(operation);
    return names.length === 1 ? names.join('') : words.members.count(names.length);
  };

  function refusedText(refusal: MembersRefusal, name: string): string {
    return refusal.kind === 'head'
      ? words.remove.headNow(literal(refusal.headName))
      : obstacleText(words, refusal.obstacle, text.right, name);
  }

  // A run of several requests may have ended between two of them.
  const notDone = (operation: Operation) =>
    text.notDone(nameOf(operation), namesOf(operation).length > peoplePerRequest);

  return {
    title: text.title,
    changed(operation) {
      const outcome = outcomeOf(operation);
      if (outcome?.status !== 'done' && outcome?.status !== 'partly') return undefined;
      const { group } = outcome;
      return {
        lines: changedLines(words, direction, outcome, operation, (refusal) =>
          refusedText(refusal, bold(group.name)),
        ),
        open: { url: groupLink(portalUrl, group.id), name: group.name },
        partly: outcome.status === 'partly',
      };
    },
    refused(operation) {
      const outcome = outcomeOf(operation);
      if (outcome?.status === 'nothing') return nothingLines(words, direction, outcome).join('\n');
      return outcome?.status === 'refused' ? refusedText(outcome.refusal, nameOf(operation)) : undefined;
    },
    notDone,
    history(operation) {
      const outcome = outcomeOf(operation);
      if (outcome === undefined) return undefined;
      if (outcome.status === 'nothing') {
        return words.history.notDone(notDone(operation), words.history.nothingToDo);
      }
      if (outcome.status !== 'refused') return whoChanged(words, direction, outcome);
      const { refusal } = outcome;
      const isHead = refusal.kind === 'head';
      const why = isHead ? words.history.refused : obstacleInShort(words, refusal.obstacle);
      return words.history.notDone(notDone(operation), why);
    },
    waitingFor: (operation) => text.waitingFor(peopleIn(operation), nameOf(operation)),
    progress: (operation, done, total) => {
      const doing = text.doing(words.members.count(total), nameOf(operation));
      return words.members.progress(done, total, doing, operation.destination.channelId !== undefined);
    },
    typed: (operation) => words.members.typed(namesTold(words, namesOf(operation))),
    form: own.form,
  };
}

function outcomeOf(operation: Operation): MembersOutcome | undefined {
  const parsed = membersOutcomeSchema.safeParse(operation.outcome);
  return parsed.success ? parsed.data : undefined;
}

function refusalOf(outcome: MembersOutcome | undefined): MembersRefusal | undefined {
  return outcome?.status === 'refused' ? outcome.refusal : undefined;
}
