import { checkAdd, type MembersFindings } from '../../groups/change-members/check.ts';
import { type AddInput, addKind, mostPeople } from '../../groups/change-members/shape.ts';
import { lockOf } from '../../groups/existing.ts';
import { keyOf, type Who } from '../../groups/who.ts';
import { clip } from '../blocks/limits.ts';
import { bold } from '../blocks/text.ts';
import type { SubmitAnswer, SubmitCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import type { EmailLines } from '../email-lines.ts';
import { tellObstacle } from '../group-form/obstacle.ts';
import { readSubmitted } from '../group-form/submitted.ts';
import { fields } from '../ids.ts';
import { accept, actorIn, withinBudget } from '../submit.ts';
import type { ViewState } from '../view-state.ts';
import type { Words } from '../words/index.ts';
import { addForm } from './add-form.ts';
import { faultLines } from './create-notes.ts';
import { readEmailFields } from './members-emails.ts';
import { firstNames, toldLines, workingOn } from './members-said.ts';

type Errors = Record<string, string>;

/** Reads the form, checks within Slack's time, writes down who is to be added, then acks. */
export async function submitAdd(deps: SlackDeps, call: SubmitCall): Promise<SubmitAnswer> {
  const { words } = deps;
  const form = addForm(deps);
  const submitted = readSubmitted(deps, call, form.title);
  if ('answer' in submitted) return submitted.answer;
  const { context, state, seen, note } = submitted;
  const emails = readEmailFields(state);
  const people = peopleIn(state, emails);
  const faults = localFaults(words, people, emails);
  if (Object.keys(faults).length > 0) return { kind: 'errors', errors: faults };

  const wish = { actorSlackId: call.slackUserId, input: { group: seen, people } };
  const found = await withinBudget(deps, call, (signal) =>
    checkAdd({ ...deps, groups: deps.docspace.groups }, wish, { signal }),
  );
  if (found !== undefined) {
    const { obstacle } = found.findings;
    if (obstacle !== undefined) return note(await tellObstacle(deps, obstacle, form.what, bold(seen.name)));
    const errors = errorsIn(words, found, emails, state.users(fields.people).length > 0);
    if (Object.keys(errors).length > 0) return { kind: 'errors', errors };
  }

  const plan = found?.plan;
  const input: AddInput = { group: seen, people, ...(plan === undefined ? {} : { checked: plan }) };
  const change = {
    kind: addKind,
    lock: lockOf(seen.id),
    groupId: seen.id,
    groupName: plan?.name ?? seen.name,
    actor: actorIn(call, found?.findings.actor),
    reason: state.text(fields.reason).trim(),
    input,
  };
  const number = plan?.people.length ?? people.length;
  const doing = words.add.working(number, bold(plan?.name ?? seen.name));
  return accept(deps, call, context, change, note(workingOn(words, context, doing)).view);
}

type Emails = ReadonlyMap<string, EmailLines>;

/** Everybody who was named, each once as far as that can be told without asking. */
function peopleIn(state: ViewState, emails: Emails): Who[] {
  const named: Who[] = [
    ...state.users(fields.people).map((id): Who => ({ by: 'slack', id })),
    ...[...emails.values()].flatMap((lines) => lines.emails.map((email): Who => ({ by: 'email', email }))),
  ];
  return [...new Map(named.map((who) => [keyOf(who), who])).values()];
}

function localFaults(words: Words, people: readonly Who[], emails: Emails): Errors {
  const errors: Errors = {};
  for (const [id, { faults }] of emails) {
    const lines = faults.map((fault) => words.add.emailMalformed(fault.line, clip(fault.text, 100)));
    if (lines.length > 0) errors[id] = toldLines(words, lines);
  }
  if (people.length > mostPeople) errors[fields.people] = words.members.tooMany(mostPeople, people.length);
  else if (people.length === 0 && Object.keys(errors).length === 0) errors[fields.people] = words.add.nobody;
  return errors;
}

/** Faults at the fields they belong to; nobody left to add is told at the first field with somebody in it. */
function errorsIn(words: Words, found: MembersFindings, emails: Emails, arePicked: boolean): Errors {
  const errors: Errors = {};
  const bySlack = found.faults.filter((fault) => fault.who.by === 'slack');
  if (bySlack.length > 0) errors[fields.people] = faultLines(words, bySlack);
  for (const [id, lines] of emails) {
    const here = new Set(lines.emails);
    const byEmail = found.faults.filter(({ who }) => who.by === 'email' && here.has(who.email));
    if (byEmail.length > 0) errors[id] = faultLines(words, byEmail);
  }
  const { plan } = found;
  if (plan !== undefined && Object.keys(errors).length === 0 && plan.people.length === 0) {
    const names = plan.already.map((one) => one.name);
    const shown = firstNames(names);
    errors[arePicked ? fields.people : firstFilled(emails)] = words.add.allIn(
      shown,
      names.length - shown.length,
      plan.name,
    );
  }
  return errors;
}

function firstFilled(emails: Emails): string {
  for (const [id, lines] of emails) if (lines.emails.length > 0) return id;
  return fields.people;
}
