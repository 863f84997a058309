import type { App } from '@slack/bolt';
import { shortcuts } from '../ids.ts';
import { addPeopleOf } from '../shortcuts/add-people.ts';
import { openMenu } from '../shortcuts/menu.ts';
import { acked, type ListenerContext, replyTo } from './context.ts';
import { originOf, outsideOf, shortcutSchema } from './payloads.ts';

/** Shortcuts, global and on messages: acked first, then routed by their stable ids. */
export function listenToShortcuts(app: App, context: ListenerContext): void {
  const { deps, verbs } = context;
  const known = new Map([
    [shortcuts.groups, openMenu],
    [shortcuts.addPeople, addPeopleOf],
  ] as const);

  app.shortcut(/.*/, async ({ ack, body }) => {
    const receivedAt = performance.now();
    await acked(context, { kind: 'shortcut', verb: 'any', receivedAt }, () => ack());
    const payload = shortcutSchema.parse(body);
    const [, run] = [...known].find(([id]) => id === payload.callback_id) ?? [];
    if (run === undefined || !(await deps.edge.isFirst(`shortcut:${payload.trigger_id}`))) return;
    const to = {
      slackUserId: payload.user.id,
      ...(payload.response_url == null ? {} : { responseUrl: payload.response_url }),
      ...(payload.channel == null ? {} : { channelId: payload.channel.id }),
    };
    const reply = replyTo(context, to);
    const call = { ...to, triggerId: payload.trigger_id, message: payload.message, reply };
    const outside = outsideOf(originOf(payload), context.workspace);
    await deps.edge.guard(
      { where: `shortcut: ${payload.callback_id}`, slackUserId: to.slackUserId, reply },
      () =>
        outside === undefined ? run(deps, verbs, call) : reply({ text: deps.words.people.outside(outside) }),
    );
  });
}
