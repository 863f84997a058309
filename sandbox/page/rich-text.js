import { h } from './dom.js';
import { emojiNode, linkNode, mrkdwnNodes, userNode } from './text.js';

/**
 * @typedef {import('./reader.js').Reader} Reader
 * @typedef {import('../slack/kit/rich-text.ts').RichText} RichText
 * @typedef {import('../slack/kit/rich-text.ts').RichTextPiece} RichTextPiece
 */

/**
 * A rich_text block.
 * @param {RichText} block
 * @param {Reader} reader
 */
export function richTextNode(block, reader) {
  return h(
    'div',
    { class: 'rich' },
    block.elements.map((element) => part(element, reader)),
  );
}

/**
 * @param {RichText['elements'][number]} element
 * @param {Reader} reader
 * @returns {Node}
 */
function part(element, reader) {
  switch (element.type) {
    case 'rich_text_list': {
      const items = element.elements.map((item) => h('li', {}, pieces(item.elements, reader)));
      return h(element.style === 'ordered' ? 'ol' : 'ul', { class: 'rich-list' }, items);
    }
    case 'rich_text_quote':
      return h('blockquote', {}, pieces(element.elements, reader));
    case 'rich_text_preformatted':
      return h('pre', {}, pieces(element.elements, reader));
    case 'rich_text_section':
      return h('p', {}, pieces(element.elements, reader));
  }
}

/**
 * @param {readonly RichTextPiece[]} list
 * @param {Reader} reader
 */
function pieces(list, reader) {
  return list.map((piece) => styled(pieceNode(piece, reader), piece.style ?? {}));
}

/** @type {readonly ['bold' | 'italic' | 'strike' | 'underline' | 'code', keyof HTMLElementTagNameMap][]} */
const tags = [
  ['code', 'code'],
  ['bold', 'strong'],
  ['italic', 'em'],
  ['strike', 's'],
  ['underline', 'u'],
];

/**
 * @param {Node} node
 * @param {NonNullable<RichTextPiece['style']>} style
 */
function styled(node, style) {
  return tags.reduce(
    (/** @type {Node} */ inner, [name, tag]) => (style[name] ? h(tag, {}, inner) : inner),
    node,
  );
}

/**
 * @param {RichTextPiece} piece
 * @param {Reader} reader
 * @returns {Node}
 */
function pieceNode(piece, reader) {
  switch (piece.type) {
    case 'text':
      return new Text(piece.text);
    case 'link':
      return linkNode(piece.url, piece.text ?? piece.url);
    case 'user':
      return userNode(piece.user_id, reader);
    case 'channel':
      return h('span', { class: 'mention' }, `#${reader.channelName(piece.channel_id) ?? piece.channel_id}`);
    case 'usergroup':
      return h('span', { class: 'mention ping' }, `@${piece.usergroup_id}`);
    case 'broadcast':
      return h('span', { class: 'mention ping' }, `@${piece.range}`);
    case 'emoji':
      return emojiNode(piece.name);
    case 'date':
      return h(
        'time',
        {},
        mrkdwnNodes(`<!date^${piece.timestamp}^${piece.format}|${piece.fallback ?? ''}>`, reader),
      );
  }
}
