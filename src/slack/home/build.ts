import { slackErrorCode } from '../web.ts';
import { type HomeDeps, readHome } from './facts.ts';
import { createHome, type Home } from './home.ts';
import { homeView, loadingView } from './view.ts';

/** App Home over Slack's `views.publish`. */
export function buildHome(deps: HomeDeps): Home {
  const { web, words, edge } = deps;
  return createHome({
    loading: loadingView(words),
    read: async (slackUserId, maxAgeMs) =>
      homeView(deps, slackUserId, await readHome(deps, slackUserId, { maxAgeMs })),
    async publish(slackUserId, view, hash) {
      try {
        const how = hash === undefined ? {} : { hash };
        const answer = await web.views.publish({ user_id: slackUserId, view, ...how });
        return answer.view?.hash;
      } catch (error) {
        // Something newer is there already.
        if (slackErrorCode(error) === 'hash_conflict') return undefined;
        throw error;
      }
    },
    inBackground: (slackUserId, run) => void edge.guard({ where: 'home: after a change', slackUserId }, run),
  });
}
