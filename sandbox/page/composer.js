import { act } from './api.js';
import { completionsFor } from './completions.js';
import { freshId, h } from './dom.js';
import { menuButton } from './menu.js';
import { sayFault } from './notice.js';

/**
 * @typedef {import('../demo/snapshot.ts').Snapshot} Snapshot
 * @typedef {import('../demo/snapshot.ts').Snapshot['conversations'][number]} ShownConversation
 * @typedef {import('./completions.js').Completions} Completions
 */

/** The box that messages and commands are typed into. `show` tells it where it stands. */
export function createComposer() {
  const home = /** @type {HTMLElement} */ (document.getElementById('composer'));
  const list = h('ul', {
    class: 'completions',
    role: 'listbox',
    id: freshId(),
    'aria-label': 'Suggestions',
    hidden: true,
  });
  const box = h('textarea', {
    rows: 1,
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-controls': list.id,
    'aria-expanded': 'false',
    autocomplete: 'off',
    spellcheck: 'false',
    on: { input: lookUp, click: lookUp, keydown, blur: hide },
  });
  const send = h('button', { type: 'submit', class: 'primary' }, 'Send');
  const shortcuts = menuButton({
    label: 'Shortcuts',
    sign: '⚡',
    class: 'quiet shortcuts',
    items: () => shortcutItems(),
  });
  const form = h('form', { class: 'composer-box', on: { submit } }, list, shortcuts, box, send);
  list.addEventListener('mousedown', (event) => event.preventDefault());
  const silence = h(
    'p',
    { class: 'silence' },
    'Messages to this app are turned off. Type commands in a channel.',
  );
  /** @type {Snapshot | undefined} */
  let snapshot;
  let channel = '';
  let active = -1;
  /** @type {Completions | undefined} */
  let offered;

  function lookUp() {
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight}px`;
    const before = box.value.slice(0, box.selectionStart);
    offered = snapshot && completionsFor(before, snapshot.command, snapshot.people);
    if (offered === undefined) return hide();
    list.replaceChildren(
      ...offered.list.map((one, index) =>
        h(
          'li',
          { role: 'option', id: freshId(), on: { click: () => take(index) } },
          h('span', {}, one.text),
          h('small', {}, one.description),
        ),
      ),
    );
    list.hidden = false;
    box.setAttribute('aria-expanded', 'true');
    return activate(offered.isEager ? 0 : -1);
  }

  function hide() {
    offered = undefined;
    list.hidden = true;
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
  }

  /** @param {number} index */
  function activate(index) {
    active = index;
    for (const [at, row] of [...list.children].entries()) {
      row.classList.toggle('active', at === index);
      row.setAttribute('aria-selected', String(at === index));
      if (at === index) box.setAttribute('aria-activedescendant', row.id);
    }
  }

  /** @param {number} index */
  function take(index) {
    const one = offered?.list[index];
    if (offered === undefined || one === undefined) return;
    const after = box.value.slice(box.selectionStart);
    const before = box.value.slice(0, offered.from) + one.insert;
    box.value = before + after;
    box.setSelectionRange(before.length, before.length);
    lookUp();
  }

  /** @param {KeyboardEvent} event */
  function keydown(event) {
    const { key } = event;
    const count = offered?.list.length ?? 0;
    if (count > 0 && (key === 'ArrowDown' || key === 'ArrowUp')) {
      event.preventDefault();
      return activate((active + (key === 'ArrowDown' ? 1 : active < 0 ? 0 : -1) + count) % count);
    }
    if (count > 0 && key === 'Escape') return hide();
    if (count > 0 && (key === 'Tab' || (key === 'Enter' && active >= 0))) {
      event.preventDefault();
      return take(Math.max(active, 0));
    }
    if (key !== 'Enter' || event.shiftKey || event.isComposing) return undefined;
    event.preventDefault();
    return form.requestSubmit();
  }

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    const text = box.value.trim();
    if (snapshot === undefined || text === '') return;
    write('');
    await act({ do: 'type', person: snapshot.person, channel, text }).catch(sayFault);
  }

  function shortcutItems() {
    const person = snapshot?.person ?? '';
    return (snapshot?.shortcuts ?? [])
      .filter((one) => one.type === 'global')
      .map(({ name, description, callbackId }) => ({
        text: name,
        description,
        pick: () => void act({ do: 'shortcut', person, callback: callbackId }).catch(sayFault),
      }));
  }

  /** @param {string} text */
  function write(text) {
    box.value = text;
    box.setSelectionRange(text.length, text.length);
    lookUp();
  }

  return {
    /**
     * @param {Snapshot} now
     * @param {ShownConversation} conversation
     * @param {boolean} isHome
     */
    show(now, conversation, isHome) {
      home.hidden = isHome;
      snapshot = now;
      channel = conversation.id;
      const name = `Message #${conversation.name}, or type /`;
      box.placeholder = name;
      box.setAttribute('aria-label', name);
      const wanted = conversation.kind === 'im' ? silence : form;
      if (home.firstChild !== wanted) home.replaceChildren(wanted);
    },
    /** @param {string} text */
    write(text) {
      write(text);
      box.focus();
    },
    focus: () => box.focus(),
  };
}
