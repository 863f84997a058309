import type { SlackDeps } from '../deps.ts';
import { createVerb } from './create.ts';
import { helpVerb } from './help.ts';
import { renameVerb } from './rename.ts';
import { showVerb } from './show.ts';
import type { Verb } from './verb.ts';
import { whoamiVerb } from './whoami.ts';

/** All verbs, in the order in which help shows them. A new verb is a line here. */
export function buildVerbs(deps: SlackDeps): readonly Verb[] {
  const verbs: Verb[] = [createVerb(deps), showVerb(deps), renameVerb(deps), whoamiVerb(deps)];
  verbs.push(helpVerb(deps.words, () => verbs));
  return verbs;
}
