import type { Group } from '../../docspace/model.ts';
import { type ActorAnswer, whoActs } from '../../groups/gate.ts';
import { may } from '../../groups/rights.ts';
import { noteView } from '../blocks/note-view.ts';
import { literal } from '../blocks/text.ts';
import type { CommandCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { contextOf, packContext } from '../form-context.ts';
import { openModal, updateModal } from '../open-modal.ts';
import { postToOf } from '../post-to.ts';
import { chooserView } from './choose.ts';
import { findTyped } from './find-typed.ts';
import { buildGroupForm, formAgeMs, type GroupForm, type Prefill } from './form.ts';
import { formOf } from './form-of.ts';
import { tellObstacle } from './obstacle.ts';

/** Loading view first, then who asks and which group side by side, then form, chooser or refusal. */
export async function openGroupForm<G extends Group>(
  deps: SlackDeps,
  call: CommandCall,
  form: GroupForm<G>,
  prefill: Prefill,
): Promise<void> {
  const { words } = deps;
  const note = (text: string) => noteView({ title: form.title, close: words.change.closeDone, text });
  const modal = await openModal(deps.web, call.triggerId, note(words.change.loading), call.within);
  if (modal === undefined) return call.reply({ text: words.faults.formNotOpened });
  try {
    const [actor, found] = await Promise.all([
      whoActs(deps.directory, call.slackUserId, { maxAgeMs: formAgeMs }),
      call.text === '' ? undefined : findTyped(deps, call.text),
    ]);
    const refusal = await refusalFor(deps, actor, form);
    if (refusal !== undefined) return await modal.fill(note(refusal));
    const typed = { text: found?.rest ?? '', slackUserIds: [...call.slackUserIds], emails: [...call.emails] };
    const context = contextOf(call);
    const state = prefill(typed);
    if (found === undefined) {
      const privateMetadata = packContext(deps.seal, form.keepsTyped ? { ...context, typed } : context);
      const extras = { privateMetadata, ...postToOf(context, state) };
      return await modal.fill(buildGroupForm(words, form, state, undefined, extras));
    }
    if (found.found.kind !== 'one') {
      return await modal.fill(chooserView(deps, form, found.found, found.asked, { ...context, typed }));
    }
    await modal.fill(await formOf(deps, form, actor, found.found.group.id, { context, state }));
  } catch (error) {
    const fault = deps.edge.noteFault(`${form.callbackId}: open`, call.slackUserId, error);
    const text =
      fault.reason === 'unexpected'
        ? words.faults.unexpected(fault.id)
        : words.faults.reading(fault, fault.id);
    await updateModal(deps.web, note(text), { viewId: modal.viewId });
  }
}

/** Who can't change any group by role may still be the head of one: that is seen when the group is known. */
async function refusalFor<G extends Group>(
  deps: SlackDeps,
  actor: ActorAnswer,
  form: GroupForm<G>,
): Promise<string | undefined> {
  if ('refusal' in actor) return deps.words.people.asActor(actor.refusal);
  const { person } = actor;
  const mayBeHead = form.right === 'members' && deps.settings.headsManageMembers;
  if (mayBeHead || may(person, form.right, deps.settings)) return undefined;
  return tellObstacle(deps, { kind: 'right', role: person.role }, form.what, literal(''));
}
