import { isGroupId } from '../groups/group-ref.ts';
import { noteView } from './blocks/note-view.ts';
import type { ActionCall, OpenPlace, Reply, StartCall } from './calls.ts';
import type { SlackDeps } from './deps.ts';
import { callbacks } from './ids.ts';
import { updateModal } from './open-modal.ts';
import { announcedIn } from './start.ts';
import type { Verb } from './verbs/verb.ts';

/** A button that starts a verb was pressed: on a card, in App Home or in the menu. */
export async function pressStart(deps: SlackDeps, verbs: readonly Verb[], call: ActionCall): Promise<void> {
  const [, name] = call.actionId.split(':');
  const verb = verbs.find((one) => one.name === name);
  if (verb?.start === undefined) return call.reply({ text: deps.words.start.unknown });
  await verb.start(startCallOf(deps, call));
}

function startCallOf(deps: SlackDeps, call: ActionCall): StartCall {
  const { slackUserId, triggerId, view } = call;
  const start = { slackUserId, triggerId, ...(isGroupId(call.value) ? { groupId: call.value } : {}) };
  if (view?.callbackId === callbacks.menu) {
    const within = { viewId: view.id };
    return { ...start, within, reply: toldInMenu(deps, call.reply, within) };
  }
  return { ...start, ...announcedIn(call), reply: call.reply };
}

/** The answer goes to the direct messages; the menu, if still open, says so. */
function toldInMenu({ web, words }: SlackDeps, reply: Reply, { viewId }: OpenPlace): Reply {
  return async (message, options) => {
    await reply(message, options);
    const { menuTitle: title, close, answered: text } = words.start;
    await updateModal(web, noteView({ title, close, text }), { viewId }).catch(() => undefined);
  };
}
