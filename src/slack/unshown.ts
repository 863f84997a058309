import type { GroupRow, Person } from '../docspace/model.ts';
import { type UnshownGroup, unshownCalled, unshownOf } from '../groups/damaged.ts';
import { may } from '../groups/rights.ts';
import type { PageAt } from './blocks/pages.ts';
import { bold } from './blocks/text.ts';
import type { SlackDeps } from './deps.ts';
import { command } from './ids.ts';
import type { Words } from './words/index.ts';

type Deps = Pick<SlackDeps, 'docspace' | 'past' | 'settings' | 'words' | 'edge'>;

/**
 * What these pages (of groups with `text` in their names) lack because DocSpace can't show it, with the remedy: for who may delete groups; nothing for
 * anybody else. Best effort beyond the count: which groups they are is known of those that were changed by the bot.
 */
export async function unshownLines(
  deps: Deps,
  person: Person,
  pages: readonly PageAt<GroupRow>[],
  text = '',
): Promise<readonly string[]> {
  const count = pages.reduce((sum, { unreadable = [] }) => sum + unreadable.length, 0);
  if (count === 0 || !may(person, 'change', deps.settings)) return [];
  return told(deps, count, async () =>
    (await Promise.all(pages.map((page) => unshownOf(deps, page, page.from, text)))).flat(),
  );
}

/** The same where a name was looked for and `count` of those that might be meant can't be shown. */
export async function unshownCalledLines(
  deps: Deps,
  person: Person,
  typed: string,
  count = 0,
): Promise<readonly string[]> {
  if (count === 0 || !may(person, 'change', deps.settings)) return [];
  return told(deps, count, () => unshownCalled(deps, typed));
}

async function told(
  deps: Deps,
  count: number,
  find: () => Promise<readonly UnshownGroup[]>,
): Promise<readonly string[]> {
  const { damaged } = deps.words;
  const found = await find().catch((error: unknown) => {
    deps.edge.noteFault('damaged groups', undefined, error);
    return [];
  });
  const groups = new Map(found.map((group) => [group.id, group]));
  const lines = [...groups.values()].map((group) => unshownLine(deps.words, group));
  const isNamed = [...groups.values()].some(({ state }) => state !== 'beside');
  return [damaged.hidden(count), ...lines, ...(isNamed ? [] : [damaged.unknown(command)])];
}

/** One group with what helps it. */
export function unshownLine({ damaged }: Words, { id, name, state }: UnshownGroup): string {
  const shown = name === undefined ? damaged.thisGroup : bold(name);
  switch (state) {
    case 'damaged':
      return damaged.culprit(shown, id, command);
    case 'beside':
      return damaged.beside(shown, id);
    case 'unclear':
      return damaged.unclear(shown, id, command);
  }
}
