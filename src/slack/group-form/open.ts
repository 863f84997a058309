import type { Group } from '../../docspace/model.ts';
import { type Obstacle, rightObstacle } from '../../groups/existing.ts';
import { type ActorAnswer, foundFor, whoActs } from '../../groups/gate.ts';
import { headMay, may } from '../../groups/rights.ts';
import { noteView } from '../blocks/note-view.ts';
import type { CommandCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { contextOf, packContext } from '../form-context.ts';
import { openModal, updateModal } from '../open-modal.ts';
import { postToOf } from '../post-to.ts';
import { unshownCalledLines } from '../unshown.ts';
import { chooserView } from './choose.ts';
import { findTyped } from './find-typed.ts';
import { buildGroupForm, type GroupForm, type Prefill } from './form.ts';
import { formOf } from './form-of.ts';
import { refusedForm } from './obstacle.ts';

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
      whoActs(deps.directory, call.slackUserId, { maxAgeMs: 0 }),
      call.text === '' ? undefined : findTyped(deps, call.text),
    ]);
    if ('refusal' in actor) return await modal.fill(note(words.people.asActor(actor.refusal)));
    const obstacle = obstacleByRole(deps, actor, form);
    if (obstacle !== undefined) return await modal.fill(await refusedForm(deps, form, obstacle));
    const typed = { text: found?.rest ?? '', slackUserIds: [...call.slackUserIds], emails: [...call.emails] };
    const context = contextOf(call);
    const state = prefill(typed);
    if (found === undefined) {
      const privateMetadata = packContext(deps.seal, form.keepsTyped ? { ...context, typed } : context);
      const extras = { privateMetadata, ...postToOf(context, state) };
      return await modal.fill(buildGroupForm(words, form, state, undefined, extras));
    }
    const seen = foundFor(actor.person, deps.settings, found.found);
    if (seen === undefined) {
      const hidden = rightObstacle(deps.settings, actor.person, form.right);
      return await modal.fill(await refusedForm(deps, form, hidden));
    }
    if (seen.kind !== 'one') {
      const notes = await unshownCalledLines(deps, actor.person, found.asked, seen.unshown);
      return await modal.fill(chooserView(deps, form, seen, found.asked, { ...context, typed }, notes));
    }
    await modal.fill(await formOf(deps, form, actor, seen.group.id, { context, state }));
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
function obstacleByRole<G extends Group>(
  { settings }: SlackDeps,
  { person }: Extract<ActorAnswer, { person: unknown }>,
  { right }: GroupForm<G>,
): Obstacle | undefined {
  if (may(person, right, settings) || headMay(right, settings)) return undefined;
  return rightObstacle(settings, person, right);
}
