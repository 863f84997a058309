import {
  type DeleteInput,
  type DeleteOutcome,
  deleteInputSchema,
  deleteOutcomeSchema,
} from '../../groups/delete/shape.ts';
import type { Operation } from '../../operations/kind.ts';
import { bold, mention, person, typedBack } from '../blocks/text.ts';
import { packContext } from '../form-context.ts';
import { buildGroupForm } from '../group-form/form.ts';
import { obstacleText } from '../group-form/obstacle.ts';
import { fields } from '../ids.ts';
import { postToOf } from '../post-to.ts';
import { confirmIdFor, deleteForm, groupAsShown } from '../verbs/delete-form.ts';
import { stateOf } from '../view-state.ts';
import { obstacleInShort } from './history.ts';
import type { KindWords, TellingDeps } from './tell-kind.ts';

export function deleteWords({ words, seal, docspace }: TellingDeps): KindWords {
  const text = words.deletion;
  const form = deleteForm({ words, docspace });
  const nameOf = (operation: Operation) => bold(operation.groupName ?? '');
  return {
    title: text.title,
    changed(operation) {
      const outcome = outcomeOf(operation);
      if (outcome?.status !== 'done') return undefined;
      const { group, head, membersCount, damaged } = outcome;
      return {
        lines: [
          text.done(bold(group.name), mention(operation.actor.slackUserId)),
          damaged
            ? words.damaged.had
            : text.had(words.change.members(membersCount), head === undefined ? undefined : person(head)),
          text.sharesLost,
          ...(damaged ? [text.massUnknown] : []),
        ],
        partly: false,
      };
    },
    refused(operation) {
      const outcome = outcomeOf(operation);
      if (outcome?.status !== 'refused') return undefined;
      const { refusal } = outcome;
      return refusal.kind === 'obstacle'
        ? obstacleText(words, refusal.obstacle, text.right, nameOf(operation))
        : text.changed;
    },
    notDone: (operation) => text.notDeleted(nameOf(operation)),
    history(operation) {
      const outcome = outcomeOf(operation);
      if (outcome === undefined) return undefined;
      if (outcome.status === 'done') {
        const { group, membersCount, damaged } = outcome;
        if (damaged) return words.damaged.history(bold(group.name));
        return text.history.done(bold(group.name), words.change.members(membersCount));
      }
      const { refusal } = outcome;
      const why =
        refusal.kind === 'obstacle' ? obstacleInShort(words, refusal.obstacle) : text.history.changed;
      return words.history.notDone(text.notDeleted(nameOf(operation)), why);
    },
    waitingFor: (operation) => text.waitingFor(nameOf(operation)),
    typed: ({ reason }) =>
      reason === undefined ? undefined : words.change.reasonGiven(typedBack(reason, 500)),
    form(operation, context, fault) {
      const input = inputOf(operation);
      const outcome = outcomeOf(operation);
      const refusal = outcome?.status === 'refused' ? outcome.refusal : undefined;
      const isGone = refusal?.kind === 'obstacle' && refusal.obstacle.kind === 'gone';
      if (input === undefined || isGone) return undefined;
      const now = refusal?.kind === 'changed' ? refusal : undefined;
      const seen = now?.now ?? input.group;
      const group = groupAsShown(
        seen,
        now?.details ?? input.details,
        now === undefined ? input.damaged : undefined,
      );
      const state = stateOf({
        [confirmIdFor({ ...input, membersCount: input.group.membersCount })]: { value: input.group.name },
        [fields.reason]: { value: operation.reason ?? '' },
      });
      const privateMetadata = packContext(seal, { ...context, group: seen });
      const extras = { privateMetadata, fault, ...postToOf(context, state, { again: true }) };
      return buildGroupForm(words, form, state, group, extras);
    },
  };
}

function outcomeOf(operation: Operation): DeleteOutcome | undefined {
  const parsed = deleteOutcomeSchema.safeParse(operation.outcome);
  return parsed.success ? parsed.data : undefined;
}

function inputOf(operation: Operation): DeleteInput | undefined {
  const parsed = deleteInputSchema.safeParse(operation.input);
  return parsed.success ? parsed.data : undefined;
}
