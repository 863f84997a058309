import type { SlackDeps } from '../deps.ts';
import { addVerb } from './add.ts';
import { createVerb } from './create.ts';
import { deleteVerb } from './delete.ts';
import { headVerb } from './head.ts';
import { helpVerb } from './help.ts';
import { historyVerb } from './history.ts';
import { listVerb } from './list.ts';
import { mineVerb } from './mine.ts';
import { removeVerb } from './remove.ts';
import { renameVerb } from './rename.ts';
import { showVerb } from './show.ts';
import type { Verb } from './verb.ts';
import { unwatchVerb, watchVerb } from './watch.ts';
import { whoamiVerb } from './whoami.ts';

/** All verbs, in the order in which help shows them. A new verb is a line here. */
export function buildVerbs(given: SlackDeps): readonly Verb[] {
  const deps: SlackDeps = { ...given, verbs: () => verbs };
  const verbs: Verb[] = [
    createVerb(deps),
    showVerb(deps),
    listVerb(deps),
    mineVerb(deps),
    renameVerb(deps),
    headVerb(deps),
    addVerb(deps),
    removeVerb(deps),
    deleteVerb(deps),
    historyVerb(deps),
    watchVerb(deps),
    unwatchVerb(deps),
    whoamiVerb(deps),
  ];
  verbs.push(helpVerb(deps.words, () => verbs));
  return verbs;
}
