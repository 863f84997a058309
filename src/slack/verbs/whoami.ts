import type { Person } from '../../docspace/model.ts';
import { whoActs } from '../../groups/gate.ts';
import { may } from '../../groups/rights.ts';
import { literal } from '../blocks/text.ts';
import type { CommandCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { startTyped } from '../start.ts';
import type { Verb } from './verb.ts';

/** Tells which person the caller is taken for, why, and what that allows. Asked anew, never from a cache. */
export function whoamiVerb(deps: SlackDeps): Verb {
  const typed = (call: CommandCall) => tellWho(deps, call);
  return { name: 'whoami', aliases: [], typed, start: startTyped(typed) };
}

async function tellWho(deps: SlackDeps, call: CommandCall): Promise<void> {
  const { people } = deps.words;
  const actor = await whoActs(deps.directory, call.slackUserId, { maxAgeMs: 0 });
  if ('refusal' in actor) return call.reply({ text: people.asActor(actor.refusal) });
  return call.reply({ text: whoLines(deps, call.slackUserId, actor.person).join('\n') });
}

/** The person somebody is taken for, why, his role and what he may do. */
export function whoLines(
  deps: Pick<SlackDeps, 'words' | 'settings' | 'overridden'>,
  slackUserId: string,
  person: Person,
): readonly string[] {
  const { whoami } = deps.words;
  const rights = (['read', 'change'] as const).filter((right) => may(person, right, deps.settings));
  const headOnly = !rights.includes('change') && deps.settings.headsManageMembers;
  const list = [...rights.map((right) => whoami.rights[right]), ...(headOnly ? [whoami.rights.members] : [])];
  return [
    whoami.matched(literal(person.name), literal(person.email)),
    deps.overridden.has(slackUserId) ? whoami.byOverride : whoami.byEmail,
    whoami.role(person.role),
    list.length === 0 ? whoami.mayNothing : whoami.may(new Intl.ListFormat('en').format(list)),
  ];
}
