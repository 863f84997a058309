import type { ActionCall } from './calls.ts';
import type { SlackDeps } from './deps.ts';

/** The Cancel button of an operation that waits for DocSpace. Only who asked for it may cancel it. */
export async function pressCancel(deps: SlackDeps, call: ActionCall): Promise<void> {
  const { faults } = deps.words;
  const answer = await deps.operations.cancel(call.value, call.slackUserId);
  const text = {
    cancelled: faults.cancelDone,
    'too-late': faults.cancelTooLate,
    'not-yours': faults.cancelNotYours,
  };
  await call.reply({ text: text[answer] });
}
