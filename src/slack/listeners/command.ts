import type { App } from '@slack/bolt';
import { parseCommandText } from '../command-text.ts';
import { command } from '../ids.ts';
import { answerUnknown, findVerb } from '../verbs/help.ts';
import { acked, type ListenerContext, replyTo } from './context.ts';
import { commandSchema, outsideOf } from './payloads.ts';

/** The slash command: acked before anything else, then handed to its verb. */
export function listenToCommand(app: App, context: ListenerContext): void {
  const { deps, verbs } = context;
  app.command(command, async ({ ack, body }) => {
    const receivedAt = performance.now();
    await acked(context, { kind: 'command', verb: 'any', receivedAt }, () => ack());
    const payload = commandSchema.parse(body);
    if (!(await deps.edge.isFirst(`command:${payload.trigger_id}`))) return;
    const typed = parseCommandText(payload.text);
    const verb = findVerb(verbs, typed.verb === '' ? 'help' : typed.verb);
    const to = {
      slackUserId: payload.user_id,
      responseUrl: payload.response_url,
      channelId: payload.channel_id,
    };
    const reply = replyTo(context, to);
    const call = { ...to, ...typed, triggerId: payload.trigger_id, reply };
    await deps.edge.guard(
      { where: `typed: ${verb?.name ?? 'unknown'}`, slackUserId: to.slackUserId, reply },
      async () => {
        const outside = outsideOf(
          {
            teamId: payload.team_id,
            enterpriseId: payload.enterprise_id,
            orgInstall: payload.is_enterprise_install,
          },
          context.workspace,
        );
        if (outside !== undefined) return reply({ text: deps.words.people.outside(outside) });
        if (verb === undefined) return answerUnknown(deps.words, verbs, call, typed.verb);
        return verb.typed(call);
      },
    );
  });
}
