import { massOut } from '../../groups/mass-change.ts';
import { lookUpAll, type Who } from '../../groups/who.ts';
import type { ActionCall, CommandCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { unpackContext } from '../form-context.ts';
import { formAgeMs, type Prefill } from '../group-form/form.ts';
import { openGroupForm } from '../group-form/open.ts';
import { pickGroup } from '../group-form/pick.ts';
import { callbacks, fields } from '../ids.ts';
import { startTyped } from '../start.ts';
import { emptyState, readViewState } from '../view-state.ts';
import { shownNote } from './create-notes.ts';
import { formAsItIs } from './members-again.ts';
import { headField, membersField, mostPicked, type RemoveFormExtras, removeForm } from './remove-form.ts';
import { hasBlock, submitRemove } from './remove-submit.ts';
import { createMemberSuggestions } from './remove-suggestions.ts';
import type { Verb } from './verb.ts';

export function removeVerb(deps: SlackDeps): Verb {
  const open = (call: CommandCall) => {
    const form = removeForm(deps, typedIn(deps, call));
    return openGroupForm(deps, call, form, prefill);
  };
  return {
    name: 'remove',
    aliases: [],
    typed: open,
    start: startTyped(open),
    onGroup: 'members',
    submits: { [callbacks.remove]: (call) => submitRemove(deps, call) },
    picks: { [callbacks.remove]: (call) => picked(deps, call) },
    suggestions: { [fields.groupMembers]: createMemberSuggestions(deps) },
  };
}

/** Who stands behind the group is known only with its members: the form itself sees to that. */
const prefill: Prefill = () => emptyState;

/** The people who were typed: as many as the form can show are looked up once its group and the right are known. */
function typedIn(
  deps: SlackDeps,
  typed: Pick<CommandCall, 'slackUserIds' | 'emails'> | undefined,
): RemoveFormExtras {
  const all: readonly Who[] = [
    ...(typed?.slackUserIds ?? []).map((id): Who => ({ by: 'slack', id })),
    ...(typed?.emails ?? []).map((email): Who => ({ by: 'email', email })),
  ];
  if (all.length === 0) return {};
  const people = all.slice(0, mostPicked);
  const lookUp = () => lookUpAll(deps.directory, people, { maxAgeMs: formAgeMs });
  return { typed: { people, number: all.length, lookUp } };
}

/** A group or a member was picked while the form is open. */
async function picked(deps: SlackDeps, call: ActionCall): Promise<void> {
  const { view } = call;
  if (view === undefined) return;
  const context = unpackContext(deps.seal, view.privateMetadata, call.slackUserId);
  const seen = context?.group;
  const [field] = call.actionId.split(':');
  if (field !== fields.groupMembers) {
    return pickGroup(deps, call, removeForm(deps, typedIn(deps, context?.typed)), prefill);
  }
  if (seen === undefined || call.actionId !== membersField(seen.id)) return;
  const { headId } = seen;
  const chosen = readViewState(view.values).options(call.actionId);
  const isAsked = (massOut(chosen.length) !== undefined) === hasBlock(view.blocks, fields.confirm);
  const isHeadAsked =
    headId === undefined || chosen.includes(headId) === hasBlock(view.blocks, headField(headId));
  if (isAsked && isHeadAsked) return;
  const form = removeForm(deps, { seen, note: shownNote(view.blocks, 'members') });
  await deps.viewUpdates.refresh(view, () => formAsItIs(deps, form, context, view));
}
