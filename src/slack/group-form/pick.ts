import type { Group } from '../../docspace/model.ts';
import { whoActs } from '../../groups/gate.ts';
import { isGroupId } from '../../groups/group-ref.ts';
import { noteView } from '../blocks/note-view.ts';
import type { ActionCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { packContext, unpackContext } from '../form-context.ts';
import { postToOf } from '../post-to.ts';
import { readViewState } from '../view-state.ts';
import { buildGroupForm, type GroupForm, type Prefill } from './form.ts';
import { formOf } from './form-of.ts';

/** A group was picked, in the form or in the chooser: the form is made anew for it, everything typed is kept. */
export async function pickGroup<G extends Group>(
  deps: SlackDeps,
  call: ActionCall,
  form: GroupForm<G>,
  prefill: Prefill,
): Promise<void> {
  const { view } = call;
  if (view === undefined) return;
  const context = unpackContext(deps.seal, view.privateMetadata, call.slackUserId);
  await deps.viewUpdates.refresh(view, async () => {
    if (context === undefined) {
      return noteView({
        title: form.title,
        close: deps.words.change.closeDone,
        text: deps.words.faults.formTooOld,
      });
    }
    const { typed, ...kept } = context;
    // The chooser has no fields yet: what was typed with the command fills the form.
    const state = typed === undefined ? readViewState(view.values) : prefill(typed);
    if (!isGroupId(call.value)) {
      const { group: _, ...without } = kept;
      return buildGroupForm(deps.words, form, state, undefined, {
        privateMetadata: packContext(
          deps.seal,
          form.keepsTyped && typed !== undefined ? { ...without, typed } : without,
        ),
        ...postToOf(without, state),
      });
    }
    if (call.value === kept.group?.id) return undefined;
    const actor = await whoActs(deps.directory, call.slackUserId, { maxAgeMs: 0 });
    return formOf(deps, form, actor, call.value, { context: kept, state });
  });
}
