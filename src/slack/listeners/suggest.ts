import type { App } from '@slack/bolt';
import { entryFor } from '../verbs/verb.ts';
import { acked, type ListenerContext } from './context.ts';
import { originOf, outsideOf, suggestSchema } from './payloads.ts';

/** Type-aheads. There is no later answer: whoever supplies the options keeps to Slack's 3 s. */
export function listenToSuggestions(app: App, context: ListenerContext): void {
  app.options(/.*/, async ({ ack, body }) => {
    const receivedAt = performance.now();
    const payload = suggestSchema.parse(body);
    // Behind a colon stands what tells one field from another of its kind.
    const [name = ''] = payload.action_id.split(':');
    const suggest = context.verbs
      .map((verb) => entryFor(verb.suggestions, name))
      .find((one) => one !== undefined);
    const known = suggest !== undefined && outsideOf(originOf(payload), context.workspace) === undefined;
    const call = {
      slackUserId: payload.user.id,
      actionId: payload.action_id,
      query: payload.value ?? '',
      callbackId: payload.view?.callback_id ?? '',
      privateMetadata: payload.view?.private_metadata ?? '',
    };
    const options = known ? await context.deps.edge.track(suggest(call)) : [];
    await acked(context, { kind: 'options', verb: 'group', receivedAt }, () =>
      ack({ options: [...options] }),
    );
  });
}
