import { type CreateFindings, checkCreate } from '../../groups/create/check.ts';
import { type CreateInput, createKind } from '../../groups/create/shape.ts';
import { cleanName, judgeName, nameLockOf } from '../../groups/name.ts';
import type { Who } from '../../groups/who.ts';
import { clip } from '../blocks/limits.ts';
import { bold } from '../blocks/text.ts';
import type { SubmitAnswer, SubmitCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { parseEmailLines } from '../email-lines.ts';
import { unpackContext } from '../form-context.ts';
import { fields } from '../ids.ts';
import { accept, actorIn, answerBy, asNote, atField, dedupeKeyOf, withinBudget } from '../submit.ts';
import { whoMayChange } from '../who-may.ts';
import type { Words } from '../words/index.ts';
import { type CreateFormValues, readCreateForm } from './create-form.ts';
import { faultLines } from './create-notes.ts';
import { toldLines } from './members-said.ts';

/** More would not fit the form's fields, and `add` takes them in chunks. */
const mostPeople = 500;

type Errors = Record<string, string>;

/** Reads, checks and writes down a wish for a group, then acks: nothing is lost from here on. */
export async function submitCreate(deps: SlackDeps, call: SubmitCall): Promise<SubmitAnswer> {
  const { words, docspace, directory, settings } = deps;
  const note = (text: string) => asNote(words.create.title, words.create.closeDone, text);
  const context = unpackContext(deps.seal, call.view.privateMetadata, call.slackUserId);
  if (context === undefined) return note(words.faults.formTooOld);
  const values = readCreateForm(call.view.values);
  const { wish, errors } = readWish(words, values);
  if (Object.keys(errors).length > 0) return { kind: 'errors', errors };

  const at = deps.now();
  const findings = await withinBudget(deps, call, (signal) => {
    const asked = { ...wish, actorSlackId: call.slackUserId };
    return checkCreate({ directory, settings, groups: docspace.groups }, asked, signal);
  });
  if (findings !== undefined) {
    if ('refusal' in findings.actor) return note(words.people.asActor(findings.actor.refusal));
    if (findings.lacksRight !== undefined) {
      const whoMay = await whoMayChange(docspace, directory);
      return note(words.people.lacksRight(words.create.right, findings.lacksRight, whoMay));
    }
    const found = errorsIn(words, findings);
    if (Object.keys(found).length > 0) return { kind: 'errors', errors: found };
  }

  const lock = nameLockOf(wish.name);
  if (await deps.operations.isBusy(lock, dedupeKeyOf(call), answerBy(call))) {
    return atField('name', words.create.nameBeingCreated(wish.name));
  }
  const name = bold(wish.name);
  const working =
    context.channelId === undefined ? words.create.workingHere(name) : words.create.working(name);
  const change = {
    kind: createKind,
    lock,
    groupName: wish.name,
    actor: actorIn(call, findings?.actor),
    reason: values.reason,
    input: inputOf(wish, findings, at),
  };
  return accept(deps, call, context, change, note(working).view);
}

interface Wish {
  readonly name: string;
  readonly head?: Who;
  readonly members: readonly Who[];
}

/** The form as a typed wish, and what can be told to be wrong without asking anybody. */
function readWish(words: Words, values: CreateFormValues): { wish: Wish; errors: Errors } {
  const errors: Errors = {};
  const name = cleanName(values.name);
  const nameFault = judgeName(name);
  if (nameFault === 'empty') errors[fields.name] = words.create.nameEmpty;
  if (nameFault === 'too-long') errors[fields.name] = words.create.nameTooLong(name.length);
  if (nameFault === 'four-byte') errors[fields.name] = words.create.nameFourByte;
  const lines = parseEmailLines(values.emails);
  if (lines.faults.length > 0) {
    const told = lines.faults.map(({ line, text }) => words.create.emailMalformed(line, clip(text, 100)));
    errors[fields.emails] = toldLines(words, told);
  }
  const members: Who[] = [
    ...values.members.map((id): Who => ({ by: 'slack', id })),
    ...lines.emails.map((email): Who => ({ by: 'email', email })),
  ];
  if (members.length > mostPeople) errors[fields.members] = words.create.tooManyPeople(mostPeople);
  return {
    wish: { name, members, ...(values.head === undefined ? {} : { head: { by: 'slack', id: values.head } }) },
    errors,
  };
}

/** Faults at the fields they belong to. */
function errorsIn(words: Words, findings: CreateFindings): Errors {
  const errors: Errors = {};
  if (findings.taken !== undefined) errors[fields.name] = words.create.nameTaken(findings.taken.name);
  if (findings.headFault !== undefined) errors[fields.head] = faultLines(words, [findings.headFault]);
  const bySlack = findings.memberFaults.filter((fault) => fault.who.by === 'slack');
  const byEmail = findings.memberFaults.filter((fault) => fault.who.by === 'email');
  if (bySlack.length > 0) errors[fields.members] = faultLines(words, bySlack);
  if (byEmail.length > 0) errors[fields.emails] = faultLines(words, byEmail);
  return errors;
}

function inputOf(wish: Wish, findings: CreateFindings | undefined, at: number): CreateInput {
  const input = {
    name: wish.name,
    members: [...wish.members],
    ...(wish.head === undefined ? {} : { head: wish.head }),
  };
  if (findings === undefined) return input;
  const checked = { at, members: [...findings.members] };
  return { ...input, checked: findings.head === undefined ? checked : { ...checked, head: findings.head } };
}
