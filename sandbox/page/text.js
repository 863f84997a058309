import { formatDate } from './dates.js';
import { h } from './dom.js';
import { emojiOf, withEmoji } from './emoji.js';
import { parseMrkdwn } from './mrkdwn.js';
import { sayAddress } from './notice.js';

/**
 * @typedef {import('./reader.js').Reader} Reader
 * @typedef {import('./mrkdwn.js').Piece} Piece
 * @typedef {{ type: 'plain_text' | 'mrkdwn', text: string, emoji?: boolean | undefined }} TextObject
 */

/**
 * A text object as nodes. plain_text stays as it is but for shortcodes of emoji.
 * @param {TextObject} text
 * @param {Reader} reader
 * @returns {Node[]}
 */
export function textNodes(text, reader) {
  if (text.type === 'mrkdwn') return mrkdwnNodes(text.text, reader);
  return [new Text(plainLabel(text))];
}

/**
 * A plain_text object as a string, for labels.
 * @param {{ text: string, emoji?: boolean | undefined }} text
 */
export function plainLabel(text) {
  return text.emoji === false ? text.text : withEmoji(text.text);
}

/**
 * @param {string} source
 * @param {Reader} reader
 * @returns {Node[]}
 */
export function mrkdwnNodes(source, reader) {
  return parseMrkdwn(source).map((piece) => pieceNode(piece, reader));
}

/**
 * @param {Piece} piece
 * @param {Reader} reader
 * @returns {Node}
 */
function pieceNode(piece, reader) {
  switch (piece.kind) {
    case 'text':
      return new Text(piece.text);
    case 'break':
      return h('br');
    case 'bold':
      return h('strong', {}, nested(piece, reader));
    case 'italic':
      return h('em', {}, nested(piece, reader));
    case 'strike':
      return h('s', {}, nested(piece, reader));
    case 'quote':
      return h('blockquote', {}, nested(piece, reader));
    case 'code':
      return h('code', {}, piece.text);
    case 'pre':
      return h('pre', {}, piece.text);
    case 'emoji':
      return emojiNode(piece.name);
    case 'user':
      return userNode(piece.id, reader);
    case 'channel':
      return h(
        'span',
        { class: 'mention' },
        `#${reader.channelName(piece.id) ?? (piece.label || 'private channel')}`,
      );
    case 'broadcast':
      return h('span', { class: 'mention ping' }, `@${piece.label.replace(/^@/, '')}`);
    case 'date':
      return h('time', {}, dateText(piece, reader));
    case 'link':
      return linkNode(piece.url, piece.label);
  }
}

/**
 * @param {{ children: Piece[] }} piece
 * @param {Reader} reader
 */
function nested(piece, reader) {
  return piece.children.map((child) => pieceNode(child, reader));
}

/**
 * @param {{ seconds: number, pattern: string, fallback: string }} date
 * @param {Reader} reader
 */
function dateText({ seconds, pattern, fallback }, reader) {
  return Number.isFinite(seconds) ? formatDate(seconds, pattern, reader.tz, Date.now()) : fallback;
}

/** @param {string} name */
export function emojiNode(name) {
  const character = emojiOf(name);
  if (character === undefined) return new Text(`:${name}:`);
  return h('span', { role: 'img', 'aria-label': name.replaceAll('_', ' ') }, character);
}

/**
 * @param {string} id
 * @param {Reader} reader
 */
export function userNode(id, reader) {
  const user = reader.user(id);
  const kind = id === reader.id ? 'mention self' : 'mention';
  return h('span', { class: kind, title: user?.realName }, `@${user?.name ?? id}`);
}

/**
 * @param {string} url
 * @param {string} label
 */
export function linkNode(url, label) {
  return h(
    'button',
    { type: 'button', class: 'link', title: url, on: { click: () => sayAddress(url) } },
    label,
  );
}
