import type { Button, KnownBlock } from '@slack/types';
import type { Group, Person } from '../docspace/model.ts';
import { may, type RightsSettings } from '../groups/rights.ts';
import { plain } from './blocks/fields.ts';
import { actions } from './ids.ts';
import type { Verb } from './verbs/verb.ts';
import type { Words } from './words/index.ts';

/** Buttons of one row of a card; more would wrap on a phone. */
const inRow = 5;

/** A button that starts a verb, on a group if there is one. What it carries is asked anew when it is pressed. */
export function startButton(
  words: Words,
  verb: Pick<Verb, 'name'>,
  group?: Pick<Group, 'id' | 'name'>,
): Button {
  const label = words.start.label(verb.name);
  return {
    type: 'button',
    action_id: `${actions.start}:${verb.name}`,
    text: plain(label),
    ...(group === undefined
      ? {}
      : { value: group.id, accessibility_label: plain(words.start.labelOn(label, group.name)).text }),
    ...(isDangerous(verb) ? { style: 'danger' } : {}),
  };
}

/** The verbs that this person may use on this group, those that can't be taken back last. */
export function verbsOn(
  verbs: readonly Verb[],
  settings: RightsSettings,
  person: Person,
  group: Pick<Group, 'head' | 'isLdap' | 'isSystem'>,
): readonly Verb[] {
  const head = group.head === undefined ? {} : { headId: group.head.id };
  const fixed = group.isLdap || group.isSystem;
  const usable = verbs.filter(
    ({ start, onGroup }) =>
      start !== undefined &&
      onGroup !== undefined &&
      (onGroup === 'read' || !fixed) &&
      may(person, onGroup, settings, head),
  );
  return [...usable.filter((verb) => !isDangerous(verb)), ...usable.filter(isDangerous)];
}

/** Rows of buttons for a card. */
export function startRows(
  words: Words,
  verbs: readonly Verb[],
  group: Pick<Group, 'id' | 'name'>,
): readonly KnownBlock[] {
  const rows = Array.from({ length: Math.ceil(verbs.length / inRow) }, (_, row) =>
    verbs.slice(row * inRow, (row + 1) * inRow),
  );
  return rows.map((row) => ({
    type: 'actions',
    elements: row.map((verb) => startButton(words, verb, group)),
  }));
}

function isDangerous({ name }: Pick<Verb, 'name'>): boolean {
  const dangerous: readonly string[] = ['delete'];
  return dangerous.includes(name);
}
