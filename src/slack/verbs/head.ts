import { whoActs } from '../../groups/gate.ts';
import { lookUpAll, matchFor, type Who } from '../../groups/who.ts';
import { noteView } from '../blocks/note-view.ts';
import { literal } from '../blocks/text.ts';
import type { ActionCall, CommandCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { unpackContext } from '../form-context.ts';
import { buildGroupForm, formAgeMs, type GroupForm } from '../group-form/form.ts';
import { formOf } from '../group-form/form-of.ts';
import { obstacleNow, refusedForm } from '../group-form/obstacle.ts';
import { openGroupForm } from '../group-form/open.ts';
import { pickGroup } from '../group-form/pick.ts';
import { callbacks, fields } from '../ids.ts';
import { postToOf } from '../post-to.ts';
import { startTyped } from '../start.ts';
import { readViewState } from '../view-state.ts';
import { asMrkdwn, notesFor, shownNote } from './create-notes.ts';
import { type GroupForHead, headForm, prefillHead, readHeadForm } from './head-form.ts';
import { submitHead } from './head-submit.ts';
import type { Verb } from './verb.ts';

export function headVerb(deps: SlackDeps): Verb {
  const open = (call: CommandCall) =>
    openGroupForm(deps, call, formFor(deps, call.slackUserIds[0]), prefillHead);
  return {
    name: 'head',
    aliases: ['manager'],
    typed: open,
    start: startTyped(open),
    onGroup: 'change',
    submits: { [callbacks.head]: (call) => submitHead(deps, call) },
    picks: { [callbacks.head]: (call) => pick(deps, call) },
  };
}

/** A group or a person was picked: who can't be head is named at once, whatever was picked first. */
async function pick(deps: SlackDeps, call: ActionCall): Promise<void> {
  const { view } = call;
  if (view === undefined) return;
  const context = unpackContext(deps.seal, view.privateMetadata, call.slackUserId);
  const next = readHeadForm(readViewState(view.values)).next ?? context?.typed?.slackUserIds[0];
  const form = formFor(deps, next);
  return call.actionId === fields.head
    ? pickPerson(deps, call, form)
    : pickGroup(deps, call, form, prefillHead);
}

async function pickPerson(deps: SlackDeps, call: ActionCall, form: GroupForm<GroupForHead>): Promise<void> {
  const { view } = call;
  if (view === undefined) return;
  const { words } = deps;
  const context = unpackContext(deps.seal, view.privateMetadata, call.slackUserId);
  await deps.viewUpdates.refresh(view, async () => {
    if (context === undefined) {
      return noteView({ title: form.title, close: words.change.closeDone, text: words.faults.formTooOld });
    }
    const state = readViewState(view.values);
    const [actor, note] = await Promise.all([
      whoActs(deps.directory, call.slackUserId, { maxAgeMs: 0 }),
      noteFor(deps, readHeadForm(state).next, context.group?.headId),
    ]);
    const obstacle = await obstacleNow(deps, actor, form, context.group?.id);
    if (obstacle === 'not-yet') return undefined;
    if (obstacle !== undefined) return refusedForm(deps, form, obstacle);
    const before = shownNote(view.blocks, 'head');
    if (note === '' ? before === '' : before.endsWith(note)) return undefined;
    if (context.group === undefined) {
      const { privateMetadata } = view;
      const alone = headForm(words, form.readGroup, { note });
      return buildGroupForm(words, alone, state, undefined, { privateMetadata, ...postToOf(context, state) });
    }
    return formOf(deps, form, actor, context.group.id, { context, state });
  });
}

/** The form for a group and this person as its new head. */
function formFor(deps: SlackDeps, next: string | undefined): GroupForm<GroupForHead> {
  return headForm(deps.words, async (id) => {
    const group = deps.docspace.groups.get(id);
    const headId = group.then(({ head }) => head?.id);
    const [read, note] = await Promise.all([group, noteFor(deps, next, headId)]);
    return { ...read, note };
  });
}

/** What speaks against this person as head, as mrkdwn; '' = nothing. Submit asks anew. */
async function noteFor(
  deps: SlackDeps,
  next: string | undefined,
  headNow: string | undefined | Promise<string | undefined>,
): Promise<string> {
  const who: readonly Who[] = next === undefined ? [] : [{ by: 'slack', id: next }];
  const [matches, headId] = await Promise.all([
    lookUpAll(deps.directory, who, { maxAgeMs: formAgeMs }),
    headNow,
  ]);
  const [person] = who.flatMap((one) => matchFor(matches, one).person ?? []);
  if (person !== undefined && person.id === headId) return deps.words.head.isHeadNote(literal(person.name));
  return asMrkdwn(notesFor(deps.words, who, matches));
}
