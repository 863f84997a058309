import { act } from './api.js';
import { drawBlock } from './blocks.js';
import { createKeep, h, place } from './dom.js';
import { sayFault } from './notice.js';
import { createSurface } from './surface.js';

/**
 * @typedef {import('../demo/snapshot.ts').Snapshot} Snapshot
 * @typedef {import('./reader.js').Reader} Reader
 * @typedef {import('./blocks.js').Drawn} Drawn
 */

/** The bot's Home tab. `show` takes each new state of it; `hide` when something else is looked at. */
export function createHome() {
  const box = /** @type {HTMLElement} */ (document.getElementById('home'));
  /** @type {ReturnType<typeof createKeep<Drawn>>} */
  const keep = createKeep();
  let opened = '';
  /** @type {Snapshot['home']} */
  let home;

  return {
    hide() {
      opened = '';
      box.hidden = true;
    },
    /**
     * @param {Snapshot} snapshot
     * @param {Reader} reader
     */
    show(snapshot, reader) {
      box.hidden = false;
      home = snapshot.home;
      // Slack tells the bot each time that somebody looks at the tab.
      if (opened !== reader.id) {
        opened = reader.id;
        act({ do: 'home', person: reader.id }).catch(sayFault);
      }
      if (home === undefined) {
        place(box, [h('p', { class: 'nothing' }, 'The bot has put nothing here yet.')]);
        return;
      }
      const surface = createSurface(reader, { home: true }, () => home?.values ?? {});
      const drawn = home.blocks.map((block) =>
        keep.get(`${reader.id} ${JSON.stringify(block)}`, () => drawBlock(block, surface)),
      );
      keep.sweep();
      for (const [index, one] of drawn.entries()) {
        const block = home.blocks[index];
        if (block !== undefined) one.refresh(home.values, undefined);
      }
      place(
        box,
        drawn.map((one) => one.node),
      );
    },
  };
}
