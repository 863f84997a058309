import type { ModalView } from '@slack/types';
import { whoActs } from '../../groups/gate.ts';
import { lookUpAll, matchFor, type Who } from '../../groups/who.ts';
import { noteView } from '../blocks/note-view.ts';
import type { SlackDeps } from '../deps.ts';
import { obstacleNow, refusedForm } from '../group-form/obstacle.ts';
import { openModal, updateModal } from '../open-modal.ts';
import { announcedIn } from '../start.ts';
import { addForm } from '../verbs/add-form.ts';
import type { Verb } from '../verbs/verb.ts';
import { peopleInMessage } from './people-in-message.ts';
import type { ShortcutCall } from './shortcut-call.ts';

/** The most that Slack's people field is filled with. */
const mostPeople = 100;
/** Whether somebody is a bot does not change. */
const ageMs = 600_000;

/** The message shortcut: the form of `add` with the author and everybody who is mentioned filled in. */
export async function addPeopleOf(
  deps: SlackDeps,
  verbs: readonly Verb[],
  call: ShortcutCall,
): Promise<void> {
  const { words, web } = deps;
  const { menuTitle: title, close } = words.start;
  const note = (text: string) => noteView({ title, close, text });
  const add = verbs.find((verb) => verb.name === addVerb);
  if (add?.start === undefined) return call.reply({ text: words.start.unknown });
  const modal = await openModal(web, call.triggerId, note(words.start.reading));
  if (modal === undefined) return call.reply({ text: words.faults.formNotOpened });
  const within = { viewId: modal.viewId };
  const { slackUserId, triggerId, reply } = call;
  const named = peopleInMessage(call.message);
  const asked = await mayAsk(deps, slackUserId);
  if (asked.refused !== undefined) {
    await updateModal(web, asked.refused, within);
    return;
  }
  const first = named.slice(0, mostPeople);
  const people = asked.isKnown ? await withoutBots(deps, first) : first;
  if (people.length === 0) {
    await updateModal(web, note(words.start.nobody), within);
    return;
  }
  await add.start({
    slackUserId,
    triggerId,
    ...announcedIn(call),
    people,
    within,
    reply,
  });
  if (named.length > first.length) await reply({ text: words.start.onlyFirst(people.length, named.length) });
}

const addVerb: string = 'add';

/**
 * Nobody is looked up for somebody who can't add anybody anywhere; he gets the reason instead. When Slack or DocSpace do
 * not answer, it is not known: the form asks again, and tells the fault.
 */
async function mayAsk(
  deps: SlackDeps,
  slackUserId: string,
): Promise<{ readonly isKnown: boolean; readonly refused?: ModalView }> {
  try {
    const form = addForm(deps);
    const actor = await whoActs(deps.directory, slackUserId, { maxAgeMs: 0 });
    const obstacle = await obstacleNow(deps, actor, form, undefined);
    if (obstacle === undefined || obstacle === 'not-yet') return { isKnown: true };
    return { isKnown: true, refused: await refusedForm(deps, form, obstacle) };
  } catch {
    return { isKnown: false };
  }
}

/** When Slack or DocSpace do not answer, everybody stays: the form names who can't join, bots among them. */
async function withoutBots(deps: SlackDeps, ids: readonly string[]): Promise<readonly string[]> {
  const people = ids.map((id): Who => ({ by: 'slack', id }));
  try {
    const matches = await lookUpAll(deps.directory, people, { maxAgeMs: ageMs });
    return people
      .filter((who) => matchFor(matches, who).refusal !== 'bot')
      .map((who) => (who.by === 'slack' ? who.id : ''));
  } catch {
    return ids;
  }
}
