import { freshId, h } from './dom.js';
import { makeElement } from './elements.js';
import { plainLabel } from './text.js';

/**
 * A field of a form with its label, hint and error.
 * @param {import('../slack/kit/blocks.ts').InputBlock} block
 * @param {import('./elements.js').Surface} surface
 * @returns {import('./blocks.js').Drawn}
 */
export function inputBlock(block, surface) {
  const { block_id: blockId = '', element, optional = false } = block;
  const { action_id: actionId = '' } = element;
  const labelId = freshId();
  const hintId = freshId();
  const errorId = freshId();
  const made = makeElement(element, surface, {
    ids: { block_id: blockId, action_id: actionId },
    labelledBy: labelId,
    isOptional: optional,
    tellsAtOnce: block.dispatch_action === true,
  });
  const mark = optional && h('span', { class: 'optional' }, ' (optional)');
  const label = h('label', { class: 'label', id: labelId }, plainLabel(block.label), mark);
  if (made.focus !== undefined) {
    made.focus.id = made.focus.id || freshId();
    label.htmlFor = made.focus.id;
    made.focus.setAttribute('aria-describedby', `${errorId} ${hintId}`);
    if (!optional) made.focus.setAttribute('aria-required', 'true');
  }
  const hint = h('p', { class: 'hint', id: hintId }, block.hint === undefined ? '' : plainLabel(block.hint));
  const error = h('p', { class: 'error', id: errorId });
  const node = h('div', { class: 'field' }, label, made.node, error, block.hint !== undefined && hint);
  return {
    node,
    focus: made.focus,
    refresh: (values, fault) => {
      made.update(values[blockId]?.[actionId]);
      error.textContent = fault ?? '';
      node.classList.toggle('faulty', fault !== undefined);
      if (fault === undefined) made.focus?.removeAttribute('aria-invalid');
      else made.focus?.setAttribute('aria-invalid', 'true');
    },
  };
}
