import { groupLink } from '../../groups/group-ref.ts';
import {
  type RenameInput,
  type RenameOutcome,
  renameInputSchema,
  renameOutcomeSchema,
} from '../../groups/rename/shape.ts';
import type { Operation } from '../../operations/kind.ts';
import { bold, mention, typedBack } from '../blocks/text.ts';
import { formAgain } from '../group-form/form-of.ts';
import { obstacleText } from '../group-form/obstacle.ts';
import { fields } from '../ids.ts';
import { renameForm } from '../verbs/rename.ts';
import { stateOf } from '../view-state.ts';
import { obstacleInShort } from './history.ts';
import type { KindWords, TellingDeps } from './tell-kind.ts';

export function renameWords({ words, seal, portalUrl, docspace }: TellingDeps): KindWords {
  const text = words.rename;
  const form = renameForm({ words, docspace });
  const nameOf = (operation: Operation) => bold(operation.groupName ?? '');

  function whyRefused(refusal: Extract<RenameOutcome, { status: 'refused' }>['refusal']): string {
    if (refusal.kind === 'obstacle') return obstacleInShort(words, refusal.obstacle);
    return refusal.kind === 'changed' ? words.history.renamedMeanwhile : words.history.nameTaken;
  }

  return {
    title: text.title,
    changed(operation) {
      const outcome = outcomeOf(operation);
      if (outcome?.status !== 'done') return undefined;
      const { group, before, membersCount } = outcome;
      return {
        lines: [
          text.done(bold(before.name), bold(group.name), mention(operation.actor.slackUserId)),
          words.change.members(membersCount),
        ],
        open: { url: groupLink(portalUrl, group.id), name: group.name },
        partly: false,
      };
    },
    refused(operation) {
      const outcome = outcomeOf(operation);
      if (outcome?.status === 'nothing') return text.same(typedBack(outcome.group.name));
      if (outcome?.status !== 'refused') return undefined;
      const { refusal } = outcome;
      switch (refusal.kind) {
        case 'obstacle':
          return obstacleText(words, refusal.obstacle, text.right, nameOf(operation));
        case 'name-taken':
          return `${text.notRenamed(nameOf(operation))}: ${text.taken(bold(refusal.name))}`;
        case 'changed':
          return text.changed(bold(refusal.name));
      }
    },
    notDone: (operation) => text.notRenamed(nameOf(operation)),
    history(operation) {
      const outcome = outcomeOf(operation);
      if (outcome === undefined) return undefined;
      if (outcome.status === 'done') {
        return words.history.renamed(bold(outcome.before.name), bold(outcome.group.name));
      }
      const why = outcome.status === 'nothing' ? words.history.sameName : whyRefused(outcome.refusal);
      return words.history.notDone(text.notRenamed(nameOf(operation)), why);
    },
    waitingFor: (operation) => text.waitingFor(nameOf(operation), bold(inputOf(operation)?.name ?? '')),
    typed(operation) {
      const input = inputOf(operation);
      return input === undefined ? undefined : text.typed(bold(input.name));
    },
    form(operation, context, fault) {
      const input = inputOf(operation);
      if (input === undefined) return undefined;
      const state = stateOf({
        [fields.name]: { value: input.name },
        [fields.reason]: { value: operation.reason ?? '' },
      });
      return formAgain(words, seal, form, { context, seen: input.group, state, fault });
    },
  };
}

function outcomeOf(operation: Operation): RenameOutcome | undefined {
  const parsed = renameOutcomeSchema.safeParse(operation.outcome);
  return parsed.success ? parsed.data : undefined;
}

function inputOf(operation: Operation): RenameInput | undefined {
  const parsed = renameInputSchema.safeParse(operation.input);
  return parsed.success ? parsed.data : undefined;
}
