import type { Group } from '../../docspace/model.ts';
import { type Obstacle, rightObstacle } from '../../groups/existing.ts';
import { type ActorAnswer, foundFor, whoSeeks } from '../../groups/gate.ts';
import { headMay, may } from '../../groups/rights.ts';
import type { CommandCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { contextOf, packContext } from '../form-context.ts';
import { openForm } from '../open-form.ts';
import { postToOf } from '../post-to.ts';
import { unshownCalledLines } from '../unshown.ts';
import { chooserView } from './choose.ts';
import { findTyped } from './find-typed.ts';
import { buildGroupForm, type GroupForm, type Prefill } from './form.ts';
import { formOf } from './form-of.ts';
import { refusedForm } from './obstacle.ts';

/** Who asks and which group, side by side, then form, chooser or refusal. Who may not is told so whatever became of the search. */
export async function openGroupForm<G extends Group>(
  deps: SlackDeps,
  call: CommandCall,
  form: GroupForm<G>,
  prefill: Prefill,
): Promise<void> {
  const { words } = deps;
  const { loading, closeDone: close } = words.change;
  const opening = { where: `${form.callbackId}: open`, title: form.title, close, loading };
  await openForm(deps, call, opening, async (note) => {
    const actor = await whoSeeks(deps.directory, call.slackUserId, async () =>
      call.text === '' ? undefined : findTyped(deps, call.text),
    );
    if ('refusal' in actor) return note(words.people.asActor(actor.refusal));
    const obstacle = obstacleByRole(deps, actor, form);
    if (obstacle !== undefined) return refusedForm(deps, form, obstacle);
    const found = await actor.found;
    const typed = { text: found?.rest ?? '', slackUserIds: [...call.slackUserIds], emails: [...call.emails] };
    const context = contextOf(call);
    const state = prefill(typed);
    if (found === undefined) {
      const privateMetadata = packContext(deps.seal, form.keepsTyped ? { ...context, typed } : context);
      const extras = { privateMetadata, ...postToOf(context, state) };
      return buildGroupForm(words, form, state, undefined, extras);
    }
    const seen = foundFor(actor.person, deps.settings, found.found);
    if (seen === undefined) {
      return refusedForm(deps, form, rightObstacle(deps.settings, actor.person, form.right));
    }
    if (seen.kind !== 'one') {
      const notes = await unshownCalledLines(deps, actor.person, found.asked, seen.unshown);
      return chooserView(deps, form, seen, found.asked, { ...context, typed }, notes);
    }
    return formOf(deps, form, actor, seen.group.id, { context, state });
  });
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
