import { checkRemove } from '../../groups/change-members/check.ts';
import { type RemoveInput, removeKind } from '../../groups/change-members/shape.ts';
import { lockOf, type Snapshot } from '../../groups/existing.ts';
import { massOut } from '../../groups/mass-change.ts';
import { bold, literal } from '../blocks/text.ts';
import type { SubmitAnswer, SubmitCall } from '../calls.ts';
import { isTheName, typeable } from '../confirm-name.ts';
import type { SlackDeps } from '../deps.ts';
import type { FormContext } from '../form-context.ts';
import { tellObstacle } from '../group-form/obstacle.ts';
import { readSubmitted } from '../group-form/submitted.ts';
import { fields } from '../ids.ts';
import { accept, actorIn, atField, withinBudget } from '../submit.ts';
import { readViewState, type ViewState } from '../view-state.ts';
import { shownNote } from './create-notes.ts';
import { formAsItIs } from './members-again.ts';
import { firstNames, workingOn } from './members-said.ts';
import { headField, membersField, mostPicked, removeForm } from './remove-form.ts';

/** Reads the form, checks within Slack's time, writes down who is to leave, then acks. */
export async function submitRemove(deps: SlackDeps, call: SubmitCall): Promise<SubmitAnswer> {
  const { words } = deps;
  const form = removeForm(deps);
  const submitted = readSubmitted(deps, call, form.title);
  if ('answer' in submitted) return submitted.answer;
  const { context, state, seen, note } = submitted;
  const people = state
    .chosen(membersField(seen.id))
    .map(({ value, text }) => ({ personId: value, name: text }));
  const fault = countFault(deps, call, seen, people.length);
  if (fault !== undefined) return fault;
  const isAgreed = isHeadTicked(state, seen);
  if (!isAgreed && people.some((one) => one.personId === seen.headId)) {
    return askForHead(deps, call, context, seen);
  }

  const leaving = isAgreed && seen.headId !== undefined ? { leavingHeadId: seen.headId } : {};
  const asked = { group: seen, people, ...leaving };
  const wish = { actorSlackId: call.slackUserId, input: asked };
  const found = await withinBudget(deps, call, (signal) =>
    checkRemove({ ...deps, groups: deps.docspace.groups }, wish, { signal }),
  );
  const { refusal, plan } = found ?? {};
  if (refusal?.kind === 'obstacle') {
    return note(await tellObstacle(deps, refusal.obstacle, form.what, bold(seen.name)));
  }
  if (refusal?.kind === 'head') {
    const now = { ...context, group: refusal.group };
    return again(deps, call, now, words.remove.headNow(literal(refusal.headName)));
  }
  if (plan?.people.length === 0) {
    const names = plan.already.map((one) => one.name);
    const shown = firstNames(names);
    const text = words.remove.noneIn(shown, names.length - shown.length, plan.name);
    return { kind: 'errors', errors: { [membersField(seen.id)]: text } };
  }

  const number = plan?.people.length ?? people.length;
  const unconfirmed = await askForName(deps, call, context, seen, number);
  if (unconfirmed !== undefined) return unconfirmed;

  const input: RemoveInput = { ...asked, ...(plan === undefined ? {} : { checked: plan }) };
  const change = {
    kind: removeKind,
    lock: lockOf(seen.id),
    groupId: seen.id,
    groupName: plan?.name ?? seen.name,
    actor: actorIn(call, found?.findings.actor),
    reason: state.text(fields.reason).trim(),
    input,
  };
  const doing = words.remove.working(number, bold(plan?.name ?? seen.name));
  return accept(deps, call, context, change, note(workingOn(words, context, doing)).view);
}

/** Nobody, or more than a form can show again. */
function countFault(
  { words }: SlackDeps,
  call: SubmitCall,
  seen: Snapshot,
  number: number,
): SubmitAnswer | undefined {
  const id = membersField(seen.id);
  // A group without members has no such field.
  const at = hasBlock(call.view.blocks, id) ? id : fields.group;
  if (number === 0) {
    const text = at === id ? words.remove.nobody : words.remove.noMembers(`“${seen.name}”`);
    return { kind: 'errors', errors: { [at]: text } };
  }
  if (number <= mostPicked) return undefined;
  return { kind: 'errors', errors: { [at]: words.members.tooMany(mostPicked, number) } };
}

function isHeadTicked(state: ViewState, { headId }: Snapshot): boolean {
  return headId !== undefined && state.options(headField(headId)).includes(headId);
}

/** The head was picked without the tick: told at the tick, or, where the form has none yet, the form gets it. */
async function askForHead(
  deps: SlackDeps,
  call: SubmitCall,
  context: FormContext,
  seen: Snapshot,
): Promise<SubmitAnswer> {
  const { remove } = deps.words;
  const id = headField(seen.headId ?? '');
  if (hasBlock(call.view.blocks, id)) {
    const chosen = readViewState(call.view.values).chosen(membersField(seen.id));
    const head = chosen.find((one) => one.value === seen.headId);
    const text = head === undefined ? remove.headNotTickedUnnamed : remove.headNotTicked(head.text);
    return { kind: 'errors', errors: { [id]: text } };
  }
  return again(deps, call, context, remove.headIsAmong);
}

/** So many people at once are confirmed by the group's name: asked for at its field, or the form gets the field. */
async function askForName(
  deps: SlackDeps,
  call: SubmitCall,
  context: FormContext,
  seen: Snapshot,
  number: number,
): Promise<SubmitAnswer | undefined> {
  const { words } = deps;
  const typed = readViewState(call.view.values).text(fields.confirm);
  if (massOut(number) === undefined || isTheName(words, typed, seen.name)) return undefined;
  return hasBlock(call.view.blocks, fields.confirm)
    ? atField('confirm', words.guard.confirmWrong(number, typeable(words, seen.name)))
    : again(deps, call, context, words.guard.confirmAsked(number));
}

async function again(
  deps: SlackDeps,
  call: SubmitCall,
  context: FormContext,
  fault: string,
): Promise<SubmitAnswer> {
  const extras = { note: shownNote(call.view.blocks, 'members') };
  const form = removeForm(deps, {
    ...extras,
    ...(context.group === undefined ? {} : { seen: context.group }),
  });
  return { kind: 'update', view: await formAsItIs(deps, form, context, call.view, fault) };
}

/** Whether the open form has this field: errors can be told only where one is. */
export function hasBlock(blocks: readonly unknown[], id: string): boolean {
  return blocks.some(
    (block) => typeof block === 'object' && block !== null && 'block_id' in block && block.block_id === id,
  );
}
