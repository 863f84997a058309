import { massUndo } from '../groups/mass-change.ts';
import type { ActionCall } from './calls.ts';
import type { SlackDeps } from './deps.ts';
import { pauseText } from './pause.ts';
import { acceptUndo, askUndoRight, earlierText, readUndoWish, undoDestination } from './undo-accept.ts';
import { openUndoForm } from './undo-form.ts';

const storeMayTakeMs = 20_000;

/**
 * Undo or Re-create under an announcement. The button carries the operation's id, all else comes from the ledger, so
 * it works after a restart and for old messages. Rights are asked anew; whoever can't be served is told privately.
 * A mass change is confirmed in a form first.
 */
export async function pressUndo(deps: SlackDeps, call: ActionCall): Promise<void> {
  const wish = await readUndoWish(deps, call.value, call.slackUserId);
  if ('why' in wish) return call.reply({ text: wish.why });
  const mass = massUndo(wish.effect);
  if (mass !== undefined) return openUndoForm(deps, call, wish, mass);

  const checkedAt = deps.now();
  const { actor, why } = await askUndoRight(deps, wish);
  if (why !== undefined) return call.reply({ text: why });
  const destination = undoDestination(deps, call, wish);
  // The click is acked already.
  const until = deps.now() + storeMayTakeMs;
  const answer = await acceptUndo(deps, wish, { actor, checkedAt, destination, until });
  if ('accepted' in answer) return deps.operations.wake(answer.accepted.id);
  const text =
    'earlier' in answer ? earlierText(deps, call.slackUserId, answer.earlier) : pauseText(deps.words, answer);
  await call.reply({ text });
}
