import { type CreateFindings, checkCreate } from '../../groups/create/check.ts';
import { type Checked, type CreateInput, createKind } from '../../groups/create/shape.ts';
import { isPassing } from '../../groups/faults.ts';
import { cleanName, foldName, judgeName } from '../../groups/name.ts';
import type { Who } from '../../groups/who.ts';
import { noteView } from '../blocks/note-view.ts';
import { bold } from '../blocks/text.ts';
import type { SubmitAnswer, SubmitCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { parseEmailLines } from '../email-lines.ts';
import { type FormContext, unpackContext } from '../form-context.ts';
import { callbacks, fields } from '../ids.ts';
import { whoMayChange } from '../who-may.ts';
import type { Words } from '../words/index.ts';
import { type CreateFormValues, readCreateForm } from './create-form.ts';
import { faultLines } from './create-notes.ts';

/** Slack waits 3 s for the ack; what DocSpace has not answered by then is checked by the run. */
const checkBudgetMs = 2_000;
/** More would not fit the form's fields, and `add` takes them in chunks. */
const mostPeople = 500;

type Errors = Record<string, string>;

/** Reads, checks and writes down a wish for a group, then acks: nothing is lost from here on. */
export async function submitCreate(deps: SlackDeps, call: SubmitCall): Promise<SubmitAnswer> {
  const { words } = deps;
  const context = unpackContext(deps.seal, call.view.privateMetadata, call.slackUserId);
  if (context === undefined) return note(words, words.faults.formTooOld);
  const values = readCreateForm(call.view.values);
  const { wish, errors } = readWish(words, values);
  if (Object.keys(errors).length > 0) return { kind: 'errors', errors };

  const lock = `name:${foldName(wish.name)}`;
  const signal = AbortSignal.timeout(Math.max(1, call.receivedAt + checkBudgetMs - deps.now()));
  const at = deps.now();
  const findings = await findingsInTime(deps, { ...wish, actorSlackId: call.slackUserId }, signal);
  if (findings !== undefined) {
    if ('refusal' in findings.actor) return note(words, words.people.asActor(findings.actor.refusal));
    if (findings.lacksRight !== undefined) {
      const whoMay = await whoMayChange(deps.docspace, deps.directory);
      return note(words, words.people.lacksRight(words.create.right, findings.lacksRight, whoMay));
    }
    const found = errorsIn(words, findings);
    if (Object.keys(found).length > 0) return { kind: 'errors', errors: found };
  }
  return accept(deps, call, context, { wish, values, lock, at, findings });
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
    errors[fields.emails] = lines.faults
      .map((fault) => words.create.emailMalformed(fault.line, fault.text))
      .join('\n');
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

/** undefined = nobody could say in time, or DocSpace is away: the run asks again. Lasting faults are thrown. */
async function findingsInTime(
  deps: SlackDeps,
  wish: Wish & { readonly actorSlackId: string },
  signal: AbortSignal,
): Promise<CreateFindings | undefined> {
  const late = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  try {
    const { docspace, directory, settings } = deps;
    return await Promise.race([
      checkCreate({ directory, settings, groups: docspace.groups }, wish, signal),
      late,
    ]);
  } catch (error) {
    if (signal.aborted || isPassing(error)) return undefined;
    throw error;
  }
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

/** Operation and audit are durable before the ack goes out; the run starts after it. */
async function accept(
  deps: SlackDeps,
  call: SubmitCall,
  context: FormContext,
  form: {
    readonly wish: Wish;
    readonly values: CreateFormValues;
    readonly lock: string;
    readonly at: number;
    readonly findings: CreateFindings | undefined;
  },
): Promise<SubmitAnswer> {
  const { words } = deps;
  const { wish, findings } = form;
  // The same view in the same state is the same submit, however often Slack delivers it.
  const dedupeKey = `submit:${call.view.id}:${call.view.hash}`;
  if (await deps.operations.isBusy(form.lock, dedupeKey)) {
    return { kind: 'errors', errors: { [fields.name]: words.create.nameBeingCreated(wish.name) } };
  }
  const input: CreateInput = {
    name: wish.name,
    members: [...wish.members],
    ...(wish.head === undefined ? {} : { head: wish.head }),
    ...(findings === undefined ? {} : { checked: checkedOf(findings, form.at) }),
  };
  const person = findings !== undefined && 'person' in findings.actor ? findings.actor.person : undefined;
  const { operation, fresh } = await deps.operations.accept({
    dedupeKey,
    kind: createKind,
    lock: form.lock,
    groupName: wish.name,
    actor: {
      slackUserId: call.slackUserId,
      ...(person === undefined ? {} : { personId: person.id, personName: person.name }),
    },
    destination: {
      viewId: call.view.id,
      ...(context.channelId === undefined ? {} : { channelId: context.channelId }),
      ...(context.responseUrl === undefined ? {} : { answer: deps.seal.close(context.responseUrl) }),
    },
    ...(form.values.reason === '' ? {} : { reason: form.values.reason }),
    input,
  });
  const over = fresh ? undefined : deps.viewOf(operation);
  const name = bold(wish.name);
  const working =
    context.channelId === undefined ? words.create.workingHere(name) : words.create.working(name);
  return {
    kind: 'update',
    view: over ?? note(words, working).view,
    after: async () => deps.operations.wake(operation.id),
  };
}

function checkedOf(findings: CreateFindings, at: number): Checked {
  const checked = { at, members: [...findings.members] };
  return findings.head === undefined ? checked : { ...checked, head: findings.head };
}

function note(words: Words, text: string) {
  const { title } = words.create;
  return {
    kind: 'update' as const,
    view: noteView({ title, close: words.create.closeDone, text, callbackId: callbacks.create }),
  };
}
