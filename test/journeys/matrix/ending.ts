import type { Cell } from './cell.ts';
import type { Change, Sent } from './changes.ts';

/** How much the person had been told before the last click. */
export interface Before {
  readonly announced: number;
  readonly told: number;
}

/** Where a person finds out what became of a change, and what it says there. */
export interface Ending {
  /**
   * - `announced`: in the channel
   * - `field`: the submit was not taken
   * - `form`: the form came back
   * - `note`: the form turned to a note
   * - `private`: to the person alone, beside the form
   */
  readonly where: 'announced' | 'field' | 'form' | 'note' | 'private';
  readonly text: string;
}

/** What stands in the form now, by field; the labels of what was picked may change. */
export function filledIn(cell: Cell): string {
  return JSON.stringify(cell.person.modal()?.values ?? {}, (key, value: unknown) =>
    key === 'text' || key === 'description' ? undefined : value,
  );
}

/** Waits until the person is told. That it goes on (later, or right now) is no ending. */
export async function endingOf(cell: Cell, change: Change, sent: Sent, before: Before): Promise<Ending> {
  const errors = Object.values(sent.errors);
  if (errors.length > 0) return { where: 'field', text: errors.join('\n') };
  return cell.stage.slack.waitFor(
    () => look(cell, change, before),
    `what became of ${change.name} (${cell.token})`,
    45_000,
  );
}

function look(cell: Cell, change: Change, before: Before): Ending | undefined {
  const [announced] = cell.announced().slice(before.announced);
  if (announced !== undefined) return { where: 'announced', text: announced };
  const view = cell.person.modal();
  const text = cell.modal();
  if (change.form !== undefined && view?.submit === change.form) return { where: 'form', text };
  const goesOn = /Working…|\[Cancel\]/.test(text);
  if (view !== undefined && view.submit === undefined && view.title !== 'Done' && !goesOn) {
    return { where: 'note', text };
  }
  const told = cell
    .told()
    .slice(before.told)
    .find((one) => !/\[Cancel\]|right now/.test(one));
  return told === undefined ? undefined : { where: 'private', text: told };
}
