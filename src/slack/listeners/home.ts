import type { App } from '@slack/bolt';
import type { ListenerContext } from './context.ts';
import { homeOpenedSchema } from './payloads.ts';

/** App Home was opened. Bolt acks events by itself, before it hands them on. */
export function listenToHome(app: App, context: ListenerContext): void {
  const { home, deps } = context;
  const { edge } = deps;
  app.event('app_home_opened', async ({ body }) => {
    const { team_id: teamId, event_id: eventId, event } = homeOpenedSchema.parse(body);
    // The tab with the messages needs nothing; nobody of another team has a Home here.
    if (event.tab !== 'home' || teamId !== context.homeTeam || !edge.isFirst(`event:${eventId}`)) return;
    const { user: slackUserId } = event;
    await edge.guard({ where: 'home: opened', slackUserId }, () =>
      home.opened(slackUserId, event.view?.hash),
    );
  });
}
