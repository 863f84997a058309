import type { ModalView } from '@slack/types';
import type { Group } from '../../docspace/model.ts';
import { obstacleFor, type Snapshot, snapshotOf, tryRead } from '../../groups/existing.ts';
import type { ActorAnswer } from '../../groups/gate.ts';
import { bold } from '../blocks/text.ts';
import type { SlackDeps } from '../deps.ts';
import { type FormContext, packContext } from '../form-context.ts';
import { postToOf } from '../post-to.ts';
import type { Seal } from '../seal.ts';
import type { ViewState } from '../view-state.ts';
import type { Words } from '../words/index.ts';
import { buildGroupForm, type GroupForm } from './form.ts';
import { refusedForm, tellObstacle } from './obstacle.ts';

/** The form for a group that is known by its id, with what the person must know about it. */
export async function formOf<G extends Group>(
  deps: SlackDeps,
  form: GroupForm<G>,
  actor: ActorAnswer,
  groupId: string,
  filled: { readonly context: FormContext; readonly state: ViewState; readonly fault?: string },
): Promise<ModalView> {
  const { context, state, fault } = filled;
  const top = { ...(fault === undefined ? {} : { fault }), ...postToOf(context, state) };
  const group = await tryRead(() => form.readGroup(groupId));
  const obstacle = obstacleFor(deps.settings, actor, form.right, group);
  if (obstacle === undefined && typeof group !== 'string') {
    const privateMetadata = packContext(deps.seal, { ...context, group: snapshotOf(group) });
    const shown = (await form.readMore?.(group)) ?? group;
    return buildGroupForm(deps.words, form, state, shown, { privateMetadata, ...top });
  }
  if (obstacle?.kind === 'actor' || (obstacle?.kind === 'right' && obstacle.headMay !== true)) {
    // No other group would help.
    return refusedForm(deps, form, obstacle);
  }
  const shown = typeof group === 'string' ? '' : bold(group.name);
  const note =
    obstacle === undefined ? deps.words.change.gone : await tellObstacle(deps, obstacle, form.what, shown);
  const { group: _, ...without } = context;
  const privateMetadata = packContext(deps.seal, without);
  return buildGroupForm(deps.words, form, state, undefined, { privateMetadata, note, ...top });
}

/** The form of a change that failed, made again from what was stored: nothing is asked of DocSpace here. */
export function formAgain<G extends Group>(
  words: Words,
  seal: Seal,
  form: GroupForm<G>,
  again: {
    readonly context: FormContext;
    readonly seen: Snapshot;
    readonly state: ViewState;
    readonly fault: string;
  },
): ModalView {
  const { context, seen, state, fault } = again;
  const privateMetadata = packContext(seal, { ...context, group: seen });
  const extras = { privateMetadata, fault, picked: seen, ...postToOf(context, state, { again: true }) };
  return buildGroupForm(words, form, state, undefined, extras);
}
