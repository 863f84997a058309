import { lookUpAll, matchFor, type Who } from '../../groups/who.ts';
import { noteView } from '../blocks/note-view.ts';
import type { SlackDeps } from '../deps.ts';
import { openModal, updateModal } from '../open-modal.ts';
import { announcedIn } from '../start.ts';
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
  const named = await withoutBots(deps, peopleInMessage(call.message));
  if (named.length === 0) {
    await updateModal(web, note(words.start.nobody), within);
    return;
  }
  const people = named.slice(0, mostPeople);
  const { slackUserId, triggerId, reply } = call;
  await add.start({
    slackUserId,
    triggerId,
    ...announcedIn(call),
    people,
    within,
    reply,
  });
  if (named.length > people.length) await reply({ text: words.start.onlyFirst(people.length, named.length) });
}

const addVerb: string = 'add';

/** When Slack or DocSpace do not answer, everybody stays: the form names who can't join, bots among them. */
async function withoutBots(deps: SlackDeps, ids: readonly string[]): Promise<readonly string[]> {
  const people = ids.map((id): Who => ({ by: 'slack', id }));
  try {
    const matches = await lookUpAll(deps.directory, people.slice(0, mostPeople * 2), { maxAgeMs: ageMs });
    return people
      .filter((who) => matchFor(matches, who).refusal !== 'bot')
      .map((who) => (who.by === 'slack' ? who.id : ''));
  } catch {
    return ids;
  }
}
