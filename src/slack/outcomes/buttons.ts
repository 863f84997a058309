import type { Button } from '@slack/types';
import { plain } from '../blocks/fields.ts';
import { actions } from '../ids.ts';
import type { Words } from '../words/index.ts';

/** Leads to the group in DocSpace's own pages. */
export function openButton(words: Words, url: string, groupName: string): Button {
  return {
    type: 'button',
    action_id: actions.openInDocSpace,
    text: plain(words.show.open),
    accessibility_label: plain(words.show.openAccessible(groupName)).text,
    url,
  };
}

/** Ends an operation that waits for DocSpace. */
export function cancelButton(words: Words, operationId: string): Button {
  return {
    type: 'button',
    action_id: actions.cancelOperation,
    text: plain(words.faults.cancel),
    style: 'danger',
    value: operationId,
  };
}
