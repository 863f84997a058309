import type { Directory } from '../directory/directory.ts';
import type { DocSpace, Person } from '../docspace/model.ts';
import { person } from './blocks/text.ts';

const shown = 3;
/** Each costs Slack a look-up the first time. */
const looked = 6;

/**
 * Up to three people who may change groups, as mentions or names: those who are in Slack, as they can be asked there.
 * Empty when DocSpace does not tell. Never throws.
 */
export async function whoMayChange(
  docspace: DocSpace,
  directory: Directory,
  head?: { readonly id: string; readonly name: string },
): Promise<readonly string[]> {
  const admins = await docspace.people
    .admins({ count: 20 }, { budgetMs: 2_000 })
    .catch((): readonly Person[] => []);
  const asked = [...(head === undefined ? [] : [head]), ...admins.slice(0, looked)];
  const found = await Promise.all(
    asked.map(async (one) => ({ name: one.name, slackUserId: await directory.slackIdOf(one) })),
  );
  const inSlack = found.flatMap(({ name, slackUserId }) =>
    slackUserId === undefined ? [] : [{ name, slackUserId }],
  );
  const told = inSlack.length > 0 ? inSlack : found.map(({ name }) => ({ name }));
  return told.slice(0, shown).map(person);
}
