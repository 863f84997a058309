import { h } from './dom.js';
import { makeElement } from './elements.js';
import { inputBlock } from './input-block.js';
import { richTextNode } from './rich-text.js';
import { mrkdwnNodes, plainLabel, textNodes } from './text.js';

/**
 * @typedef {import('./elements.js').Surface} Surface
 * @typedef {import('../slack/kit/blocks.ts').Block} Block
 * @typedef {import('../slack/kit/form-state.ts').StateValues} StateValues
 * @typedef {import('./elements.js').Made} Made
 *
 * A block that was drawn; `refresh` takes what the state and the errors are now.
 * @typedef {{ node: HTMLElement, focus?: HTMLElement | undefined,
 *   refresh: (values: StateValues, error: string | undefined) => void }} Drawn
 */

const still = () => undefined;

/**
 * Draws a block.
 * @param {Block} block
 * @param {Surface} surface
 * @returns {Drawn}
 */
export function drawBlock(block, surface) {
  const { reader } = surface;
  switch (block.type) {
    case 'section':
      return section(block, surface);
    case 'actions':
      return actions(block, surface);
    case 'input':
      return inputBlock(block, surface);
    case 'header':
      return { node: h('h3', { class: 'block-header' }, plainLabel(block.text)), refresh: still };
    case 'divider':
      return { node: h('hr'), refresh: still };
    case 'context': {
      const parts = block.elements.map((one) =>
        one.type === 'image' ? picture(one.alt_text) : h('span', {}, textNodes(one, reader)),
      );
      return { node: h('div', { class: 'context' }, parts), refresh: still };
    }
    case 'image':
      return { node: picture(block.alt_text), refresh: still };
    case 'rich_text':
      return { node: richTextNode(block, reader), refresh: still };
    case 'markdown':
      return { node: h('div', {}, mrkdwnNodes(block.text.replaceAll('**', '*'), reader)), refresh: still };
    case 'table':
      return { node: table(block, reader), refresh: still };
  }
}

/**
 * Pictures are not loaded: nothing comes from elsewhere.
 * @param {string} alt
 */
function picture(alt) {
  return h('span', { class: 'picture', role: 'img', 'aria-label': alt }, alt);
}

/**
 * @param {Extract<Block, { type: 'section' }>} block
 * @param {Surface} surface
 * @returns {Drawn}
 */
function section(block, surface) {
  const { accessory } = block;
  const made =
    accessory === undefined || accessory.type === 'image'
      ? undefined
      : madeIn(block, accessory, surface, block.text?.text);
  const text = h(
    'div',
    { class: 'section-text' },
    block.text !== undefined && h('div', {}, textNodes(block.text, surface.reader)),
    block.fields !== undefined &&
      h(
        'div',
        { class: 'fields' },
        block.fields.map((field) => h('div', {}, textNodes(field, surface.reader))),
      ),
  );
  const side = accessory?.type === 'image' ? picture(accessory.alt_text) : made?.node;
  const node = h(
    'div',
    { class: 'section' },
    text,
    side !== undefined && h('div', { class: 'accessory' }, side),
  );
  return { node, refresh: (values) => refreshAll(block, made === undefined ? [] : [made], values) };
}

/**
 * @param {Extract<Block, { type: 'actions' }>} block
 * @param {Surface} surface
 * @returns {Drawn}
 */
function actions(block, surface) {
  const made = block.elements.map((element) => madeIn(block, element, surface, undefined));
  const node = h(
    'div',
    { class: 'actions' },
    made.map((one) => one.node),
  );
  return { node, refresh: (values) => refreshAll(block, made, values) };
}

/**
 * @param {Block} block
 * @param {import('./elements.js').Element} element
 * @param {Surface} surface
 * @param {string | undefined} label
 * @returns {Made & { actionId: string }}
 */
function madeIn(block, element, surface, label) {
  const { action_id: actionId = '' } = element;
  const ids = { block_id: block.block_id ?? '', action_id: actionId };
  return { ...makeElement(element, surface, label === undefined ? { ids } : { ids, label }), actionId };
}

/**
 * @param {Block} block
 * @param {readonly (Made & { actionId: string })[]} made
 * @param {StateValues} values
 */
function refreshAll(block, made, values) {
  for (const one of made) one.update(values[block.block_id ?? '']?.[one.actionId]);
}

/**
 * @param {Extract<Block, { type: 'table' }>} block
 * @param {import('./reader.js').Reader} reader
 */
function table(block, reader) {
  const rows = block.rows.map((row, index) => {
    const cells = row.map((cell) => {
      const content = cell.type === 'rich_text' ? richTextNode(cell, reader) : cell.text;
      return index === 0 ? h('th', { scope: 'col' }, content) : h('td', {}, content);
    });
    return h('tr', {}, cells);
  });
  return h('div', { class: 'table' }, h('table', {}, rows));
}
