import type { ModalView } from '@slack/types';
import { plain, sectionWith } from '../blocks/fields.ts';
import { limits } from '../blocks/limits.ts';
import type { SlackDeps } from '../deps.ts';
import { callbacks } from '../ids.ts';
import { openModal } from '../open-modal.ts';
import { startButton } from '../start-buttons.ts';
import type { Verb } from '../verbs/verb.ts';
import type { Words } from '../words/index.ts';
import type { ShortcutCall } from './shortcut-call.ts';

/** All verbs that can be started without typing, each with what it is for. Who may not use one is told by the verb. */
function menuView(words: Words, verbs: readonly Verb[]): ModalView {
  const { start, help } = words;
  return {
    type: 'modal',
    callback_id: callbacks.menu,
    title: plain(start.menuTitle, limits.title),
    close: plain(start.close, limits.title),
    blocks: verbs
      .filter((verb) => verb.start !== undefined)
      .map((verb) =>
        sectionWith(help.verbs[verb.name].purpose, startButton(words, verb), `menu:${verb.name}`),
      ),
  };
}

/** The global shortcut: nothing is asked of anybody before the menu is there. */
export async function openMenu(deps: SlackDeps, verbs: readonly Verb[], call: ShortcutCall): Promise<void> {
  const modal = await openModal(deps.web, call.triggerId, menuView(deps.words, verbs));
  if (modal === undefined) await call.reply({ text: deps.words.faults.formNotOpened });
}
