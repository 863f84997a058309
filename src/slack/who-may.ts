import type { Directory } from '../directory/directory.ts';
import type { DocSpace, Person } from '../docspace/model.ts';
import { person } from './blocks/text.ts';

const shown = 3;

/** Up to three people who may change groups, as mentions or names; empty when DocSpace does not tell. Never throws. */
export async function whoMayChange(
  docspace: DocSpace,
  directory: Directory,
  head?: { readonly id: string; readonly name: string },
): Promise<readonly string[]> {
  const admins = await docspace.people
    .admins({ count: 20 }, { budgetMs: 2_000 })
    .catch((): readonly Person[] => []);
  const asked = [...admins.slice(0, shown), ...(head === undefined ? [] : [head])];
  return Promise.all(
    asked.map(async (one) => {
      const slackUserId = await directory.slackIdOf(one);
      return person(slackUserId === undefined ? { name: one.name } : { name: one.name, slackUserId });
    }),
  );
}
