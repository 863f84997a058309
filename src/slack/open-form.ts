import type { ModalView } from '@slack/types';
import { noteView } from './blocks/note-view.ts';
import type { CommandCall } from './calls.ts';
import type { SlackDeps } from './deps.ts';
import { openModal, updateModal } from './open-modal.ts';

/** What stands in the modal until it is known what it shows; `where` names it in the log. */
export interface Opening {
  readonly where: string;
  readonly title: string;
  readonly close: string;
  readonly loading: string;
}

/**
 * A loading view at once, as the trigger lives 3 s, then what `view` finds out: the form, or why there is none. A fault
 * is told in the modal, under an id.
 */
export async function openForm(
  deps: SlackDeps,
  call: CommandCall,
  { where, title, close, loading }: Opening,
  view: (note: (text: string) => ModalView) => Promise<ModalView>,
): Promise<void> {
  const { words } = deps;
  const note = (text: string) => noteView({ title, close, text });
  const modal = await openModal(deps.web, call.triggerId, note(loading), call.within);
  if (modal === undefined) return call.reply({ text: words.faults.formNotOpened });
  try {
    await modal.fill(await view(note));
  } catch (error) {
    const fault = deps.edge.noteFault(where, call.slackUserId, error);
    const text =
      fault.reason === 'unexpected'
        ? words.faults.unexpected(fault.id)
        : words.faults.reading(fault, fault.id);
    await updateModal(deps.web, note(text), { viewId: modal.viewId });
  }
}
