import type { Obstacle } from '../../groups/existing.ts';
import { isRole } from '../../groups/rights.ts';
import { literal } from '../blocks/text.ts';
import type { SlackDeps } from '../deps.ts';
import { whoMayChange } from '../who-may.ts';
import type { Words } from '../words/index.ts';

/** An obstacle in words, with who may instead. `name` is ready to be shown. */
export async function tellObstacle(
  deps: SlackDeps,
  obstacle: Obstacle,
  what: string,
  name: string,
): Promise<string> {
  const whoMay = obstacle.kind === 'right' ? await whoMayChange(deps.docspace, deps.directory) : [];
  return obstacleText(deps.words, obstacle, what, name, whoMay);
}

/** The same where nobody may be asked any more (an outcome that is being told). */
export function obstacleText(
  words: Words,
  obstacle: Obstacle,
  what: string,
  name: string,
  whoMay: readonly string[] = [],
): string {
  switch (obstacle.kind) {
    case 'actor':
      return words.people.asActor(obstacle.refusal);
    case 'right': {
      const head = obstacle.headName === undefined ? [] : [literal(obstacle.headName)];
      const role = isRole(obstacle.role) ? obstacle.role : undefined;
      return words.people.lacksRight(what, role, whoMay.length === 0 ? [] : [...whoMay, ...head]);
    }
    case 'gone':
      return words.change.gone;
    case 'ldap':
      return words.change.ldap(name);
    case 'system':
      return words.change.system(name);
  }
}
