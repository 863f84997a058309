import { whoActs } from '../../groups/gate.ts';
import { may } from '../../groups/rights.ts';
import { literal } from '../blocks/text.ts';
import type { CommandCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import type { Verb } from './verb.ts';

/** Tells which person the caller is taken for, why, and what that allows. Asked anew, never from a cache. */
export function whoamiVerb(deps: SlackDeps): Verb {
  return { name: 'whoami', aliases: [], typed: (call) => tellWho(deps, call) };
}

async function tellWho(deps: SlackDeps, call: CommandCall): Promise<void> {
  const { whoami, people } = deps.words;
  const actor = await whoActs(deps.directory, call.slackUserId, { maxAgeMs: 0 });
  if ('refusal' in actor) return call.reply({ text: people.asActor(actor.refusal) });
  const { person } = actor;
  const rights = (['read', 'change'] as const).filter((right) => may(person, right, deps.settings));
  const headOnly = !rights.includes('change') && deps.settings.headsManageMembers;
  const list = [...rights.map((right) => whoami.rights[right]), ...(headOnly ? [whoami.rights.members] : [])];
  const lines = [
    whoami.matched(literal(person.name), literal(person.email)),
    deps.overridden.has(call.slackUserId) ? whoami.byOverride : whoami.byEmail,
    whoami.role(person.role),
    list.length === 0 ? whoami.mayNothing : whoami.may(new Intl.ListFormat('en').format(list)),
  ];
  return call.reply({ text: lines.join('\n') });
}
