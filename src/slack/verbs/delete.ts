import { type GroupToDelete, readToDelete } from '../../groups/delete/read.ts';
import { type DeleteInput, deleteKind, detailsOf, doomedOf, isAsSeen } from '../../groups/delete/shape.ts';
import { checkChange, lockOf, snapshotOf } from '../../groups/existing.ts';
import { bold } from '../blocks/text.ts';
import type { SubmitAnswer, SubmitCall } from '../calls.ts';
import { isTheName, typeable } from '../confirm-name.ts';
import type { SlackDeps } from '../deps.ts';
import { type FormContext, packContext } from '../form-context.ts';
import { buildGroupForm, type GroupForm, type Prefill } from '../group-form/form.ts';
import { tellObstacle } from '../group-form/obstacle.ts';
import { openGroupForm } from '../group-form/open.ts';
import { pickGroup } from '../group-form/pick.ts';
import { readSubmitted } from '../group-form/submitted.ts';
import { callbacks, fields } from '../ids.ts';
import { postToOf } from '../post-to.ts';
import { startTyped } from '../start.ts';
import { accept, actorIn, withinBudget } from '../submit.ts';
import { emptyState, readViewState } from '../view-state.ts';
import { confirmIdIn, deleteForm } from './delete-form.ts';
import type { Verb } from './verb.ts';

export function deleteVerb(deps: SlackDeps): Verb {
  const form = deleteForm(deps);
  return {
    name: 'delete',
    aliases: [],
    typed: (call) => openGroupForm(deps, call, form, prefill),
    start: startTyped((call) => openGroupForm(deps, call, form, prefill)),
    onGroup: form.right,
    submits: { [callbacks.delete]: (call) => submitDelete(deps, call, form) },
    picks: { [callbacks.delete]: (call) => pickGroup(deps, call, form, prefill) },
  };
}

/** Nothing that was typed is taken for the confirmation: that is read off the form. */
const prefill: Prefill = () => emptyState;

/** Compares the typed name, then the group with what the form showed, writes the delete down, then acks. */
async function submitDelete(
  deps: SlackDeps,
  call: SubmitCall,
  form: GroupForm<GroupToDelete>,
): Promise<SubmitAnswer> {
  const { words, docspace } = deps;
  const submitted = readSubmitted(deps, call, form.title);
  if ('answer' in submitted) return submitted.answer;
  const { context, state, seen, note } = submitted;
  const confirmId = confirmIdIn(call.view.blocks);
  if (!isTheName(words, state.text(confirmId), seen.name)) {
    const wrong = words.deletion.confirmWrong(typeable(words, seen.name));
    return { kind: 'errors', errors: { [confirmId]: wrong } };
  }

  const at = deps.now();
  const findings = await withinBudget(deps, call, (signal) => {
    const wish = { actorSlackId: call.slackUserId, right: form.right, people: [] };
    return checkChange(deps, wish, () => readToDelete(docspace, seen, { signal }), { signal });
  });
  if (findings?.obstacle !== undefined)
    return note(await tellObstacle(deps, findings.obstacle, form.what, bold(seen.name)));
  const group = findings?.group;
  if (group !== undefined && !isAsSeen(seen, snapshotOf(group)))
    return askAgain(deps, call, form, context, group);

  const input: DeleteInput = {
    group: seen,
    ...(group === undefined ? {} : { details: detailsOf(group), checked: doomedOf(group, at) }),
    ...(group?.damaged && { damaged: true }),
  };
  const change = {
    kind: deleteKind,
    lock: lockOf(seen.id),
    groupId: seen.id,
    groupName: seen.name,
    actor: actorIn(call, findings?.actor),
    reason: state.text(fields.reason).trim(),
    input,
  };
  const doing = words.deletion.working(bold(seen.name));
  const working =
    context.channelId === undefined ? words.change.workingHere(doing) : words.change.working(doing);
  return accept(deps, call, context, change, note(working).view);
}

/** It is not what was confirmed any more: the form shows how it is now, and asks once more. */
function askAgain(
  deps: SlackDeps,
  call: SubmitCall,
  form: GroupForm<GroupToDelete>,
  context: FormContext,
  group: GroupToDelete,
): SubmitAnswer {
  const state = readViewState(call.view.values);
  const privateMetadata = packContext(deps.seal, { ...context, group: snapshotOf(group) });
  const extras = {
    privateMetadata,
    fault: deps.words.deletion.changed,
    ...postToOf(context, state, { again: true }),
  };
  return { kind: 'update', view: buildGroupForm(deps.words, form, state, group, extras) };
}
