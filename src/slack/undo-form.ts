import type { ModalView } from '@slack/types';
import { type MassChange, massUndo } from '../groups/mass-change.ts';
import { plain, section } from './blocks/fields.ts';
import { limits } from './blocks/limits.ts';
import { noteView } from './blocks/note-view.ts';
import { bold } from './blocks/text.ts';
import type { ActionCall, SubmitAnswer, SubmitCall } from './calls.ts';
import { confirmField, isTheName, typeable } from './confirm-name.ts';
import type { SlackDeps } from './deps.ts';
import { packContext, unpackContext } from './form-context.ts';
import { callbacks, fields } from './ids.ts';
import { openModal, updateModal } from './open-modal.ts';
import { answerBy, asNote, atField, pauseAtField, withinBudget } from './submit.ts';
import {
  acceptUndo,
  askUndoRight,
  earlierText,
  readUndoWish,
  standingUndo,
  type UndoWish,
  undoDestination,
} from './undo-accept.ts';
import { readViewState } from './view-state.ts';

/** Taking back what would be a mass change: a form that asks for the group's name. */
export async function openUndoForm(
  deps: SlackDeps,
  call: ActionCall,
  wish: UndoWish,
  mass: MassChange,
): Promise<void> {
  const { words, edge } = deps;
  const earlier = await standingUndo(deps, wish.operation.id);
  if (earlier !== undefined) {
    return call.reply({ text: earlierText(deps, call.slackUserId, earlier) });
  }
  const note = (text: string) => noteView({ title: words.undo.title, close: words.change.closeDone, text });
  const modal = await openModal(deps.web, call.triggerId, note(words.guard.undoLoading));
  if (modal === undefined) return call.reply({ text: words.faults.formNotOpened });
  try {
    const { why } = await askUndoRight(deps, wish);
    await modal.fill(why === undefined ? undoForm(deps, call, wish, mass) : note(why));
  } catch (error) {
    const fault = edge.noteFault(`${callbacks.undo}: open`, call.slackUserId, error);
    const isUnexpected = fault.reason === 'unexpected';
    const text = isUnexpected ? words.faults.unexpected(fault.id) : words.faults.reading(fault, fault.id);
    await updateModal(deps.web, note(text), { viewId: modal.viewId });
  }
}

function undoForm(deps: SlackDeps, call: ActionCall, wish: UndoWish, mass: MassChange): ModalView {
  const { change, deletion, guard, undo } = deps.words;
  const says = mass.kind === 'out' ? guard.undoRemoves : guard.undoDeletes;
  const context = {
    slackUserId: call.slackUserId,
    undoes: wish.operation.id,
    ...(call.channelId === undefined ? {} : { channelId: call.channelId }),
    ...(call.responseUrl === undefined ? {} : { responseUrl: call.responseUrl }),
  };
  return {
    type: 'modal',
    callback_id: callbacks.undo,
    title: plain(undo.title, limits.title),
    submit: plain(undo.button, limits.title),
    close: plain(change.close, limits.title),
    private_metadata: packContext(deps.seal, context),
    blocks: [
      section(`:warning: ${says(bold(wish.name), mass.count)}`),
      confirmField(deps.words, { hint: deletion.confirmHint }),
    ],
  };
}

/** Compares the typed name, asks the rights within Slack's time, writes the undo down, then acks. */
export async function submitUndo(deps: SlackDeps, call: SubmitCall): Promise<SubmitAnswer> {
  const { words } = deps;
  const note = (text: string) => asNote(words.undo.title, words.change.closeDone, text);
  const context = unpackContext(deps.seal, call.view.privateMetadata, call.slackUserId);
  if (context?.undoes === undefined) return note(words.faults.formTooOld);
  const wish = await readUndoWish(deps, context.undoes, call.slackUserId);
  if ('why' in wish) return note(wish.why);
  const typed = readViewState(call.view.values).text(fields.confirm);
  if (massUndo(wish.effect) !== undefined && !isTheName(words, typed, wish.name)) {
    return atField('confirm', words.guard.undoWrong(typeable(words, wish.name)));
  }

  const checkedAt = deps.now();
  const found = await withinBudget(deps, call, (signal) => askUndoRight(deps, wish, signal));
  if (found?.why !== undefined) return note(found.why);
  const answer = await acceptUndo(deps, wish, {
    actor: found?.actor,
    until: answerBy(call),
    ...(found === undefined ? {} : { checkedAt }),
    destination: { ...undoDestination(deps, context, wish), viewId: call.view.id },
  });
  if ('goesOnAt' in answer) return pauseAtField(deps, call, answer);
  const operation = 'accepted' in answer ? answer.accepted : answer.earlier;
  // Slack delivered this very submit twice, or somebody else was quicker.
  if (operation.destination.viewId !== call.view.id) {
    return note(earlierText(deps, call.slackUserId, operation));
  }
  const doing = words.guard.undoWorking(bold(wish.name));
  const hasChannel = operation.destination.channelId !== undefined;
  const working = hasChannel ? words.change.working(doing) : words.change.workingHere(doing);
  const view = deps.viewOf(operation) ?? note(working).view;
  return { kind: 'update', view, after: async () => deps.operations.wake(operation.id) };
}
