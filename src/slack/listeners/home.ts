import type { App } from '@slack/bolt';
import type { ListenerContext } from './context.ts';
import { homeOpenedSchema, outsideOf } from './payloads.ts';

/** App Home was opened. Bolt acks events by itself, before it hands them on. */
export function listenToHome(app: App, context: ListenerContext): void {
  const { home, deps } = context;
  const { edge } = deps;
  app.event('app_home_opened', async ({ body }) => {
    const opened = homeOpenedSchema.parse(body);
    const { event_id: eventId, event } = opened;
    const orgInstall = opened.authorizations?.some((one) => String(one.is_enterprise_install) === 'true');
    const origin = { teamId: opened.team_id, enterpriseId: opened.enterprise_id, orgInstall };
    // The tab with the messages needs nothing; nobody of another team has a Home here.
    if (
      event.tab !== 'home' ||
      outsideOf(origin, context.workspace) !== undefined ||
      !(await edge.isFirst(`event:${eventId}`))
    )
      return;
    const { user: slackUserId } = event;
    await edge.guard({ where: 'home: opened', slackUserId }, () =>
      home.opened(slackUserId, event.view?.hash),
    );
  });
}
