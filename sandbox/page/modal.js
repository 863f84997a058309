import { act } from './api.js';
import { drawBlock } from './blocks.js';
import { createKeep, h, place } from './dom.js';
import { sayFault } from './notice.js';
import { createSurface } from './surface.js';

/**
 * @typedef {NonNullable<import('../demo/snapshot.ts').Snapshot['modal']>} ShownModal
 * @typedef {import('../slack/kit/blocks.ts').Block} Block
 * @typedef {import('./reader.js').Reader} Reader
 * @typedef {import('./blocks.js').Drawn} Drawn
 */

const trouble = 'We had some trouble connecting. Try again?';

/** The dialog with the top of the person's modals. `show` takes each new state of it. */
export function createModal() {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById('modal'));
  /** @type {{ key: string, show: (modal: ShownModal) => void } | undefined} */
  let open;
  dialog.addEventListener('cancel', (event) => event.preventDefault());

  return {
    /**
     * @param {ShownModal | undefined} modal
     * @param {Reader} reader
     */
    show(modal, reader) {
      if (modal === undefined) {
        open = undefined;
        dialog.close();
        dialog.replaceChildren();
        return;
      }
      const key = `${reader.id} ${modal.id}`;
      if (open?.key !== key) open = { key, show: createForm(dialog, modal, reader) };
      if (!dialog.open) dialog.showModal();
      open.show(modal);
    },
  };
}

/**
 * The form of one modal, from its opening to its end.
 * @param {HTMLDialogElement} dialog
 * @param {ShownModal} first
 * @param {Reader} reader
 */
function createForm(dialog, first, reader) {
  let modal = first;
  let isBusy = false;
  const person = reader.id;
  const surface = createSurface(reader, { view: first.id }, () => modal.values);
  /** @type {ReturnType<typeof createKeep<Drawn>>} */
  const keep = createKeep();
  const title = h('h2', { id: 'modal-title' });
  const cross = h(
    'button',
    { type: 'button', class: 'quiet', 'aria-label': 'Close', on: { click: close } },
    '×',
  );
  const fault = h('p', { class: 'error fault', role: 'alert' });
  const fields = h('div', { class: 'modal-body' });
  const back = h('button', { type: 'button', on: { click: close } });
  const submit = h('button', { type: 'submit', class: 'primary' });
  const foot = h('div', { class: 'buttons' });
  const form = h(
    'form',
    { novalidate: true, on: { submit: send, keydown } },
    h('header', {}, title, cross),
    fault,
    fields,
    foot,
  );
  dialog.replaceChildren(form);

  /** @param {Event} event */
  async function send(event) {
    event.preventDefault();
    if (isBusy || modal.submit === undefined) return;
    setBusy(true);
    fault.textContent = '';
    try {
      await surface.settle();
      const { submitted } = await act({ do: 'submit', person, view: first.id });
      if (submitted === 'trouble') fault.textContent = trouble;
    } catch (error) {
      sayFault(error);
    }
    setBusy(false);
    focusFault();
  }

  async function close() {
    await surface.settle();
    await act({ do: 'close', person, view: first.id }).catch(sayFault);
  }

  /** @param {KeyboardEvent} event */
  function keydown(event) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    void close();
  }

  /** @param {boolean} isNow */
  function setBusy(isNow) {
    isBusy = isNow;
    form.setAttribute('aria-busy', String(isNow));
    submit.disabled = isNow;
  }

  function focusFault() {
    /** @type {HTMLElement | null} */ (form.querySelector('[aria-invalid=true]'))?.focus();
  }

  /** @param {ShownModal} next */
  return (next) => {
    modal = next;
    const hadFaults = form.querySelector('.faulty') !== null;
    title.textContent = modal.title;
    back.textContent = modal.close ?? 'Cancel';
    submit.textContent = modal.submit ?? '';
    place(foot, [back, modal.submit !== undefined && submit]);
    const drawn = modal.blocks.map((block) => {
      const one = keep.get(keyOf(block), () => drawBlock(block, surface));
      one.refresh(modal.values, modal.errors[block.block_id ?? '']);
      return one;
    });
    keep.sweep();
    place(
      fields,
      drawn.map((one) => one.node),
    );
    if (!hadFaults) focusFault();
    focusFirst(modal.blocks, drawn);
  };

  /**
   * The caret goes to the field that wants it, or the first one, unless it is in a field already.
   * @param {readonly Block[]} blocks
   * @param {readonly Drawn[]} drawn
   */
  function focusFirst(blocks, drawn) {
    if (fields.contains(document.activeElement)) return;
    const wanting = blocks.findIndex(
      (block) => block.type === 'input' && 'focus_on_load' in block.element && block.element.focus_on_load,
    );
    const target = drawn[wanting]?.focus ?? drawn.find((one) => one.focus !== undefined)?.focus;
    const wasOffered = target?.dataset.offered === 'yes';
    if (target === undefined) {
      if (!form.contains(document.activeElement)) cross.focus();
    } else if (!wasOffered) {
      target.dataset.offered = 'yes';
      target.focus();
    }
  }
}

/**
 * A block stays the same block while only its initial values change: what was put in stays (Slack's rule).
 * @param {Block} block
 */
function keyOf(block) {
  return JSON.stringify(block, (name, value) => (name.startsWith('initial_') ? undefined : value));
}
