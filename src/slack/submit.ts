import type { ModalView } from '@slack/types';
import { isPassing } from '../groups/faults.ts';
import type { ActorAnswer } from '../groups/gate.ts';
import type { Actor, OperationRequest } from '../operations/kind.ts';
import { noteView } from './blocks/note-view.ts';
import type { SubmitAnswer, SubmitCall } from './calls.ts';
import type { SlackDeps } from './deps.ts';
import type { FormContext } from './form-context.ts';
import { fields } from './ids.ts';
import { firstInput } from './listeners/first-input.ts';
import { type Pause, pauseInForm } from './pause.ts';
import { placeFor } from './post-to.ts';

/** Slack waits 3 s for the ack; what DocSpace has not answered by then is checked by the run. */
const checkBudgetMs = 2_000;
const answerBudgetMs = 2_600;

/** When (Unix ms) Slack must have the answer on its way. */
export function answerBy({ receivedAt }: Pick<SubmitCall, 'receivedAt'>): number {
  return receivedAt + answerBudgetMs;
}

/**
 * Asks within what is left of the budget. undefined = nobody could say in time, or DocSpace is away: the run asks
 * again. Lasting faults (a refused key, a portal that is gone) are thrown: nothing will be accepted.
 */
export async function withinBudget<Findings>(
  deps: Pick<SlackDeps, 'now'>,
  call: Pick<SubmitCall, 'receivedAt'>,
  ask: (signal: AbortSignal) => Promise<Findings>,
): Promise<Findings | undefined> {
  const signal = AbortSignal.timeout(Math.max(1, call.receivedAt + checkBudgetMs - deps.now()));
  const late = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  try {
    return await Promise.race([ask(signal), late]);
  } catch (error) {
    if (signal.aborted || isPassing(error)) return undefined;
    throw error;
  }
}

/** What a verb's submit wants written down; where it is told and by whom it was asked is added here. */
export type Accepted = Pick<
  OperationRequest,
  'kind' | 'lock' | 'alsoLock' | 'groupId' | 'groupName' | 'actor' | 'input'
> & {
  readonly reason: string;
};

/** Operation and audit are durable before the ack goes out; the run starts after it. */
export async function accept(
  deps: SlackDeps,
  call: SubmitCall,
  context: FormContext,
  change: Accepted,
  working: ModalView,
): Promise<SubmitAnswer> {
  const { reason, ...rest } = change;
  const place = placeFor(call, context);
  const request: OperationRequest = {
    ...rest,
    dedupeKey: dedupeKeyOf(call),
    destination: {
      viewId: call.view.id,
      ...(place.channelId === undefined ? {} : { channelId: place.channelId }),
      ...(place.chosen === undefined ? {} : { chosen: place.chosen }),
      ...(place.responseUrl === undefined ? {} : { answer: deps.seal.close(place.responseUrl) }),
    },
    ...(reason === '' ? {} : { reason }),
  };
  const answer = await deps.operations.accept(request, answerBy(call));
  if ('goesOnAt' in answer) return pauseAtField(deps, call, answer);
  const { operation, fresh } = answer;
  const over = fresh ? undefined : deps.viewOf(operation);
  return { kind: 'update', view: over ?? working, after: async () => deps.operations.wake(operation.id) };
}

/** Too many changes of one person: told at the first field, so that the form keeps its input. */
export function pauseAtField({ words, now }: SlackDeps, call: SubmitCall, pause: Pause): SubmitAnswer {
  const field = firstInput(call.view.blocks) ?? fields.reason;
  return { kind: 'errors', errors: { [field]: pauseInForm(words, pause, now()) } };
}

/** Who asked, as far as it is known. */
export function actorIn(call: SubmitCall, actor: ActorAnswer | undefined): Actor {
  if (actor === undefined || 'refusal' in actor) return { slackUserId: call.slackUserId };
  const { id, name } = actor.person;
  return { slackUserId: call.slackUserId, personId: id, personName: name };
}

/** The same view in the same state is the same submit, however often Slack delivers it. */
export function dedupeKeyOf(call: SubmitCall): string {
  return `submit:${call.view.id}:${call.view.hash}`;
}

/** Turns the modal into a note: a refusal, "Working…". */
export function asNote(title: string, close: string, text: string, callbackId?: string) {
  const note = noteView({ title, close, text, ...(callbackId === undefined ? {} : { callbackId }) });
  return { kind: 'update', view: note } as const satisfies SubmitAnswer;
}

/** A fault at a field. */
export function atField(field: keyof typeof fields, text: string): SubmitAnswer {
  return { kind: 'errors', errors: { [fields[field]]: text } };
}
