import type { GroupRow } from '../../docspace/model.ts';
import type { Option } from '../calls.ts';
import type { Words } from '../words/index.ts';
import { plain } from './fields.ts';
import { limits } from './limits.ts';

type Shown = Pick<GroupRow, 'id' | 'name' | 'membersCount' | 'head'>;

/** Groups as options: the id as value, head and size as description, so that twins can be told apart. */
export function groupOptions(words: Words, groups: readonly Shown[]): readonly Option[] {
  return groups.slice(0, limits.options).map((group) => ({
    text: plain(
      group.name.trim() === '' ? words.show.noName : group.name.replace(/\s+/g, ' ').trim(),
      limits.option,
    ),
    description: plain(describe(words, group), limits.optionDescription),
    value: group.id,
  }));
}

function describe(words: Words, group: Shown): string {
  const head = group.head === undefined ? words.show.optionNoHead : words.show.optionHead(group.head.name);
  return `${words.show.optionSize(group.membersCount)}, ${head}`;
}
