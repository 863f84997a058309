import type { ModalView } from '@slack/types';
import type { Group } from '../../docspace/model.ts';
import { whoActs } from '../../groups/gate.ts';
import { isGroupId } from '../../groups/group-ref.ts';
import { noteView } from '../blocks/note-view.ts';
import type { OpenView } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { type FormContext, packContext } from '../form-context.ts';
import { buildGroupForm, type GroupForm } from '../group-form/form.ts';
import { formOf } from '../group-form/form-of.ts';
import { fields } from '../ids.ts';
import { postToOf } from '../post-to.ts';
import { readViewState } from '../view-state.ts';

/**
 * The form as it stands, with another remark or another field: DocSpace is asked only where the picked group can't be
 * changed, as the form says why.
 */
export async function formAsItIs<G extends Group>(
  deps: SlackDeps,
  form: GroupForm<G>,
  context: FormContext | undefined,
  view: Pick<OpenView, 'values'>,
  fault?: string,
): Promise<ModalView> {
  const { words } = deps;
  if (context === undefined) {
    return noteView({ title: form.title, close: words.change.closeDone, text: words.faults.formTooOld });
  }
  const state = readViewState(view.values);
  const { group } = context;
  const picked = state.option(fields.group);
  if (group === undefined && picked !== undefined && isGroupId(picked)) {
    const actor = await whoActs(deps.directory, context.slackUserId, { maxAgeMs: 0 });
    return formOf(deps, form, actor, picked, { context, state });
  }
  return buildGroupForm(words, form, state, undefined, {
    privateMetadata: packContext(deps.seal, context),
    ...(group === undefined ? {} : { picked: group }),
    ...(fault === undefined ? {} : { fault }),
    ...postToOf(context, state),
  });
}
