import type { App } from '@slack/bolt';
import type { z } from 'zod';
import { noteView } from '../blocks/note-view.ts';
import type { SubmitAnswer, SubmitCall } from '../calls.ts';
import { callbacks } from '../ids.ts';
import { submitUndo } from '../undo-form.ts';
import { entryFor } from '../verbs/verb.ts';
import { acked, type ListenerContext } from './context.ts';
import { firstInput } from './first-input.ts';
import { originOf, outsideOf, submitSchema } from './payloads.ts';

type Payload = z.infer<typeof submitSchema>;

/** Submitted modals. The verb's answer is the ack; what it wants done afterwards starts when the ack is out. */
export function listenToSubmits(app: App, context: ListenerContext): void {
  const { edge } = context.deps;
  app.view({ type: 'view_submission', callback_id: /.*/ }, async ({ ack, body }) => {
    const receivedAt = performance.now();
    const payload = submitSchema.parse(body);
    const { callbackId } = payload.view;
    const answer = await edge.track(answerTo(context, payload));
    await acked(context, { kind: 'submit', verb: verbOf(context, callbackId), receivedAt }, () =>
      ack(asAck(answer)),
    );
    const after = answer.kind === 'errors' ? undefined : answer.after;
    if (after !== undefined)
      await edge.guard({ where: `after submit: ${callbackId}`, slackUserId: payload.user.id }, after);
  });
}

async function answerTo(context: ListenerContext, payload: Payload): Promise<SubmitAnswer> {
  const { deps } = context;
  const { words, edge } = deps;
  const { view, user } = payload;
  const submit = submitOf(context, view.callbackId);
  const outside = outsideOf(originOf(payload), context.workspace);
  if (outside !== undefined) return refuse(context, words.people.outside(outside));
  if (submit === undefined) return refuse(context, words.faults.formTooOld);
  try {
    const answers = new Map(payload.response_urls.map((one) => [one.channel_id, one.response_url]));
    return await submit({ slackUserId: user.id, view, receivedAt: deps.now(), answers });
  } catch (error) {
    const fault = edge.noteFault(`submit: ${view.callbackId}`, user.id, error);
    const unexpected = fault.reason === 'unexpected';
    const text = unexpected ? words.faults.unexpected(fault.id) : words.faults.inForm(fault, fault.id);
    const field = firstInput(view.blocks);
    return field === undefined ? refuse(context, text) : { kind: 'errors', errors: { [field]: text } };
  }
}

/** Undo is no verb: its form is opened by a button alone. */
function submitOf({ deps, verbs }: ListenerContext, callbackId: string) {
  if (callbackId === callbacks.undo) return (call: SubmitCall) => submitUndo(deps, call);
  return verbs.map((verb) => entryFor(verb.submits, callbackId)).find((one) => one !== undefined);
}

/** A known name for the metrics: what a payload says could be anything. */
function verbOf({ verbs }: ListenerContext, callbackId: string): string {
  if (callbackId === callbacks.undo) return callbacks.undo;
  return verbs.find((verb) => entryFor(verb.submits, callbackId) !== undefined)?.name ?? 'unknown';
}

function refuse({ deps }: ListenerContext, text: string): SubmitAnswer {
  const { title, closeDone } = deps.words.create;
  return { kind: 'update', view: noteView({ title, close: closeDone, text }) };
}

function asAck(answer: SubmitAnswer) {
  switch (answer.kind) {
    case 'close':
      return undefined;
    case 'errors':
      return { response_action: 'errors' as const, errors: { ...answer.errors } };
    case 'update':
      return { response_action: 'update' as const, view: answer.view };
  }
}
