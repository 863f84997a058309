import type { App } from '@slack/bolt';
import type { ActionCall } from '../calls.ts';
import { pressCancel } from '../cancel.ts';
import { actions } from '../ids.ts';
import { pressStart } from '../start-press.ts';
import { pressUndo } from '../undo-button.ts';
import { acked, type ListenerContext, replyTo } from './context.ts';
import { actionSchema, originOf, outsideOf } from './payloads.ts';

/** Everything that is pressed or picked, in messages and modals: acked first, then routed by its stable id. */
export function listenToPresses(app: App, context: ListenerContext): void {
  const { deps, verbs } = context;
  const presses = new Map(verbs.flatMap((verb) => Object.entries(verb.presses ?? {})));
  const picks = new Map(verbs.flatMap((verb) => Object.entries(verb.picks ?? {})));
  presses.set(actions.start, (call) => pressStart(deps, verbs, call));
  presses.set(actions.homeRefresh, (call) => context.home.refreshed(call.slackUserId));
  presses.set(actions.undo, (call) => pressUndo(deps, call));
  presses.set(actions.cancelOperation, (call) => pressCancel(deps, call));

  app.action(/.*/, async ({ ack, body }) => {
    const receivedAt = performance.now();
    await acked(context, { kind: 'action', verb: 'any', receivedAt }, () => ack());
    const payload = actionSchema.parse(body);
    const [action] = payload.actions;
    if (action === undefined) return;
    // "members-page:next" and "members-page:previous" are one thing to press: ids within a block must differ.
    const [name = ''] = action.action_id.split(':');
    const inModal = payload.view == null ? undefined : picks.get(payload.view.callbackId);
    const press = presses.get(name) ?? inModal;
    if (press === undefined) return;
    if (!(await deps.edge.isFirst(`press:${payload.trigger_id}:${action.action_ts}`))) return;
    const to = {
      slackUserId: payload.user.id,
      ...(payload.response_url == null ? {} : { responseUrl: payload.response_url }),
      ...(payload.channel == null ? {} : { channelId: payload.channel.id }),
    };
    const reply = replyTo(context, to);
    const call: ActionCall = {
      ...to,
      actionId: action.action_id,
      value: action.value ?? action.selected_option?.value ?? '',
      triggerId: payload.trigger_id,
      reply,
      ...(payload.view == null ? {} : { view: payload.view }),
    };
    const outside = outsideOf(originOf(payload), context.workspace);
    await deps.edge.guard({ where: `press: ${name}`, slackUserId: to.slackUserId, reply }, () =>
      outside === undefined ? press(call) : reply({ text: deps.words.people.outside(outside) }),
    );
  });
}
