import type { ModalView } from '@slack/types';
import { type Obstacle, obstacleFor, rightObstacle, tryRead } from '../../groups/existing.ts';
import type { ActorAnswer } from '../../groups/gate.ts';
import { headMay, isRole, may } from '../../groups/rights.ts';
import { noteView } from '../blocks/note-view.ts';
import { literal } from '../blocks/text.ts';
import type { SlackDeps } from '../deps.ts';
import { whoMayChange } from '../who-may.ts';
import type { Words } from '../words/index.ts';
import type { GroupForm } from './form.ts';

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
      return words.people.lacksRight(
        what,
        role,
        whoMay.length === 0 ? [] : [...whoMay, ...head],
        obstacle.headMay === true,
      );
    }
    case 'gone':
      return words.change.gone;
    case 'ldap':
      return words.change.ldap(name);
    case 'system':
      return words.change.system(name);
    case 'damaged':
      return words.damaged.unchangeable(name === '' ? words.damaged.thisGroup : name);
  }
}

/**
 * Why somebody who fills a form may not go on; asked before a pick is answered. `not-yet` = that hangs on who heads
 * the group, and none is picked: nothing is told of anybody before.
 */
export async function obstacleNow(
  deps: Pick<SlackDeps, 'docspace' | 'settings'>,
  actor: ActorAnswer,
  { right }: Pick<GroupForm, 'right'>,
  groupId: string | undefined,
): Promise<Obstacle | 'not-yet' | undefined> {
  const { settings } = deps;
  if ('refusal' in actor) return { kind: 'actor', refusal: actor.refusal };
  if (may(actor.person, right, settings)) return undefined;
  if (!headMay(right, settings)) return rightObstacle(settings, actor.person, right);
  if (groupId === undefined) return 'not-yet';
  return obstacleFor(settings, actor, right, await tryRead(() => deps.docspace.groups.get(groupId)));
}

/** The form gives way to the reason. */
export async function refusedForm(
  deps: SlackDeps,
  form: Pick<GroupForm, 'title' | 'what'>,
  obstacle: Obstacle,
): Promise<ModalView> {
  const text = await tellObstacle(deps, obstacle, form.what, '');
  return noteView({ title: form.title, close: deps.words.change.closeDone, text });
}
