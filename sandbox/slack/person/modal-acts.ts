import type { Delivery, Submitted } from '../contract.ts';
import { acceptNothing, acceptSubmission, type SubmissionResult } from '../delivery/acks.ts';
import type { Act, Delivered } from '../delivery/deliveries.ts';
import type { OpenView } from '../view-store.ts';
import { type Desk, issueResponseUrl, issueTrigger } from './desk.ts';
import { viewClosed, viewSubmission } from './payloads.ts';
import { clientErrors } from './required.ts';

function topModal(desk: Desk): OpenView {
  const top = desk.core.views.stack(desk.userId).at(-1);
  if (top === undefined) throw new Error(`${desk.userId} has no modal open`);
  return top;
}

/** The submission, or the errors Slack's client shows without asking the bot. */
function prepare(desk: Desk): { readonly act: Act<SubmissionResult> } | { readonly refused: Submitted } {
  const { core, userId } = desk;
  const view = topModal(desk);
  if (view.given.type !== 'modal' || view.given.submit === undefined) {
    throw new Error(
      `the modal "${view.given.type === 'modal' ? view.given.title.text : ''}" has no submit button`,
    );
  }
  const errors = clientErrors(view);
  core.views.showErrors(view, errors);
  if (Object.keys(errors).length > 0) {
    return { refused: { kind: 'errors', errors, by: 'slack', delivery: undefined } };
  }
  const triggerId = issueTrigger(desk, { kind: 'view', view });
  const payload = viewSubmission(core, view, triggerId, (channelId) => issueResponseUrl(desk, channelId));
  return {
    act: {
      kind: 'view_submission',
      userId,
      payload,
      triggerId,
      accept: (body, effective) => acceptSubmission(core, view, body, effective),
    },
  };
}

function outcome({ delivery, result }: Delivered<SubmissionResult>): Submitted {
  return { kind: 'trouble', ...result, by: 'bot', delivery };
}

/** Presses Submit. */
export async function submit(desk: Desk): Promise<Submitted> {
  const prepared = prepare(desk);
  if ('refused' in prepared) return prepared.refused;
  return outcome(await desk.deliveries.send(prepared.act));
}

/** Presses Submit; the submission is delivered twice. */
export async function submitTwice(desk: Desk): Promise<readonly [Submitted, Submitted]> {
  const prepared = prepare(desk);
  if ('refused' in prepared) return [prepared.refused, prepared.refused];
  const [first, second] = await desk.deliveries.sendTwice(prepared.act);
  return [outcome(first), outcome(second)];
}

/** Closes the top modal, or the whole stack; the bot hears of it if the modal asked for that. */
export async function closeModal(desk: Desk, all: boolean): Promise<Delivery | undefined> {
  const { core, userId } = desk;
  const top = topModal(desk);
  const isCleared = all || (top.given.type === 'modal' && top.given.clear_on_close === true);
  const closed = isCleared ? core.views.stack(userId).toReversed() : [top];
  if (isCleared) core.views.clear(userId);
  else core.views.close(top);
  const told = closed.filter((view) => view.given.type === 'modal' && view.given.notify_on_close === true);
  const sent = await Promise.all(
    told.map((view) =>
      desk.deliveries.send({
        kind: 'view_closed',
        userId,
        payload: viewClosed(core, view, isCleared),
        accept: acceptNothing,
      }),
    ),
  );
  return sent[0]?.delivery;
}
