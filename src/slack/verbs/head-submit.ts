import { checkHead, type HeadFindings, type HeadWish } from '../../groups/change-head/check.ts';
import { type HeadInput, type HeadStop, headKind } from '../../groups/change-head/shape.ts';
import { lockOf, type Snapshot } from '../../groups/existing.ts';
import { bold, mention, person } from '../blocks/text.ts';
import type { SubmitAnswer, SubmitCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import type { FormContext } from '../form-context.ts';
import { formOf } from '../group-form/form-of.ts';
import { tellObstacle } from '../group-form/obstacle.ts';
import { readSubmitted } from '../group-form/submitted.ts';
import { fields } from '../ids.ts';
import { accept, actorIn, asNote, atField, withinBudget } from '../submit.ts';
import { readViewState } from '../view-state.ts';
import type { Words } from '../words/index.ts';
import { faultLines } from './create-notes.ts';
import { type HeadFormValues, headForm, readHeadForm } from './head-form.ts';

/** Reads the form, checks within Slack's time, writes the change down, then acks. */
export async function submitHead(deps: SlackDeps, call: SubmitCall): Promise<SubmitAnswer> {
  const { words, docspace } = deps;
  const text = words.head;
  const submitted = readSubmitted(deps, call, text.title);
  if ('answer' in submitted) return submitted.answer;
  const { context, state, seen, note } = submitted;
  const values = readHeadForm(state);
  const fault = localFault(words, values);
  if (fault !== undefined) return fault;

  const wish = wishOf(values, seen);
  const found = await withinBudget(deps, call, (signal) =>
    checkHead({ ...deps, groups: docspace.groups }, wish, call.slackUserId, { signal }),
  );
  if (found !== undefined && 'stop' in found) return answerTo(deps, call, context, found);

  const input: HeadInput = { ...wish, ...(found === undefined ? {} : { checked: found.plan }) };
  const change = {
    kind: headKind,
    lock: lockOf(seen.id),
    groupId: seen.id,
    groupName: seen.name,
    actor: actorIn(call, found?.findings.actor),
    reason: state.text(fields.reason).trim(),
    input,
  };
  const name = bold(seen.name);
  const doing =
    values.next === undefined ? text.workingOff(name) : text.workingOn(name, mention(values.next));
  const working =
    context.channelId === undefined ? words.change.workingHere(doing) : words.change.working(doing);
  return accept(deps, call, context, change, note(working).view);
}

/** What can be told to be wrong without asking anybody. */
function localFault(words: Words, { next, none }: HeadFormValues): SubmitAnswer | undefined {
  const text = words.head;
  if (next !== undefined && none) return atField('headOptions', text.notBoth);
  return next === undefined && !none ? atField('head', text.pickOne) : undefined;
}

function wishOf({ next, leaves }: HeadFormValues, seen: Snapshot): HeadWish {
  return {
    group: seen,
    former: leaves ? 'leaves' : 'stays',
    ...(next === undefined ? {} : { next: { by: 'slack', id: next } }),
  };
}

/** What speaks against it, at its field, or the form anew where somebody else was quicker. */
async function answerTo(
  deps: SlackDeps,
  call: SubmitCall,
  context: FormContext,
  { stop, findings }: Extract<HeadFindings, { stop: HeadStop }>,
): Promise<SubmitAnswer> {
  const { words } = deps;
  const text = words.head;
  const name = findings.group?.name ?? context.group?.name ?? '';
  switch (stop.kind) {
    case 'obstacle': {
      const why = await tellObstacle(deps, stop.obstacle, text.right, bold(name));
      return asNote(text.title, words.change.closeDone, why);
    }
    case 'nothing':
      return stop.head === undefined
        ? atField('headOptions', text.noneAlready(name))
        : atField('head', text.already(name, stop.head.name));
    case 'unfit':
      return atField('head', faultLines(words, [stop.who]));
    case 'changed': {
      const fault =
        stop.head === undefined
          ? text.changedToNone(bold(name))
          : text.changedTo(bold(name), person(stop.head));
      return askAgain(deps, call, context, findings, fault);
    }
  }
}

/** The form shows the new state and asks once more. */
async function askAgain(
  deps: SlackDeps,
  call: SubmitCall,
  context: FormContext,
  { actor, group }: HeadFindings['findings'],
  fault: string,
): Promise<SubmitAnswer> {
  const form = headForm(deps.words, async (id) => group ?? deps.docspace.groups.get(id));
  const state = readViewState(call.view.values);
  return {
    kind: 'update',
    view: await formOf(deps, form, actor, group?.id ?? '', { context, state, fault }),
  };
}
