/**
 * Slack's markup as a tree. The leaves hold text as it is to be shown.
 * @typedef {{ kind: 'text', text: string }
 *   | { kind: 'bold' | 'italic' | 'strike' | 'quote', children: Piece[] }
 *   | { kind: 'code' | 'pre', text: string }
 *   | { kind: 'emoji', name: string }
 *   | { kind: 'user' | 'channel', id: string, label: string }
 *   | { kind: 'broadcast', label: string }
 *   | { kind: 'date', seconds: number, pattern: string, fallback: string }
 *   | { kind: 'link', url: string, label: string }
 *   | { kind: 'break' }} Piece
 */

/** @type {Record<string, 'bold' | 'italic' | 'strike'>} */
const signs = { '*': 'bold', _: 'italic', '~': 'strike' };
/** A zero-width space counts as a blank: a sign next to one is shown, not acted on. */
const blank = /[\s\u200B]/;
const wordSign = /[\p{L}\p{N}]/u;

/**
 * Only these three are encoded in mrkdwn.
 * @param {string} text
 */
function decode(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/**
 * Reads mrkdwn.
 * @param {string} source
 * @returns {Piece[]}
 */
export function parseMrkdwn(source) {
  return source.split(/```/).flatMap((part, index, all) => {
    if (index % 2 === 0) return parseLines(part);
    // An opening fence without its end is plain text.
    return index === all.length - 1 ? parseLines(`\`\`\`${part}`) : [pre(part)];
  });
}

/**
 * @param {string} text
 * @returns {Piece}
 */
function pre(text) {
  return { kind: 'pre', text: decode(text.replace(/^\n|\n$/g, '')) };
}

/**
 * @param {string} source
 * @returns {Piece[]}
 */
function parseLines(source) {
  /** @type {Piece[]} */
  const pieces = [];
  for (const [index, line] of source.split('\n').entries()) {
    const quoted = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    const before = pieces.at(-1);
    if (index > 0 && before?.kind !== 'quote') pieces.push({ kind: 'break' });
    if (quoted === null) pieces.push(...parseInline(line));
    else addQuote(pieces, parseInline(quoted[1] ?? ''));
  }
  return pieces;
}

/**
 * Lines of a quote that follow each other are one quote.
 * @param {Piece[]} pieces
 * @param {Piece[]} line
 */
function addQuote(pieces, line) {
  const before = pieces.at(-1);
  if (before?.kind === 'quote') before.children.push({ kind: 'break' }, ...line);
  else pieces.push({ kind: 'quote', children: line });
}

/**
 * One line.
 * @param {string} source
 * @returns {Piece[]}
 */
function parseInline(source) {
  /** @type {Piece[]} */
  const pieces = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') pieces.push(...withEmojiPieces(decode(plain)));
    plain = '';
  };
  let at = 0;
  while (at < source.length) {
    const found = tokenAt(source, at);
    if (found === undefined) {
      plain += source[at];
      at += 1;
    } else {
      flush();
      pieces.push(found.piece);
      at = found.end;
    }
  }
  flush();
  return pieces;
}

/**
 * @param {string} source
 * @param {number} at
 * @returns {{ piece: Piece, end: number } | undefined}
 */
function tokenAt(source, at) {
  const sign = source[at] ?? '';
  if (sign === '<') {
    const end = source.indexOf('>', at);
    const inner = source.slice(at + 1, end);
    return end < 0 || inner === '' || inner.includes('<')
      ? undefined
      : { piece: mention(inner), end: end + 1 };
  }
  if (sign === '`') {
    const end = source.indexOf('`', at + 1);
    if (end <= at + 1) return undefined;
    return { piece: { kind: 'code', text: decode(source.slice(at + 1, end)) }, end: end + 1 };
  }
  const kind = signs[sign];
  if (kind === undefined || wordSign.test(source[at - 1] ?? '')) return undefined;
  const end = closing(source, at, sign);
  if (end === undefined) return undefined;
  return { piece: { kind, children: parseInline(source.slice(at + 1, end)) }, end: end + 1 };
}

/**
 * Where a pair of signs ends: the first acts with a letter after it, the second with one before and none after it.
 * @param {string} source
 * @param {number} at
 * @param {string} sign
 */
function closing(source, at, sign) {
  const after = source[at + 1] ?? ' ';
  if (blank.test(after) || after === sign) return undefined;
  for (let end = source.indexOf(sign, at + 2); end > 0; end = source.indexOf(sign, end + 1)) {
    const before = source[end - 1] ?? '';
    if (!blank.test(before) && before !== sign && !wordSign.test(source[end + 1] ?? '')) return end;
  }
  return undefined;
}

/**
 * What stands between `<` and `>`.
 * @param {string} inner
 * @returns {Piece}
 */
function mention(inner) {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? '' : decode(inner.slice(bar + 1));
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1), label };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), label };
  if (target.startsWith('!date^')) {
    const [, seconds = '', pattern = ''] = target.split('^');
    return { kind: 'date', seconds: Number(seconds), pattern: decode(pattern), fallback: label };
  }
  if (target.startsWith('!'))
    return { kind: 'broadcast', label: label || target.slice(1).replace(/\^.*/, '') };
  const url = decode(target);
  return { kind: 'link', url, label: label || url.replace(/^mailto:/, '') };
}

/**
 * @param {string} text
 * @returns {Piece[]}
 */
function withEmojiPieces(text) {
  return text.split(/:([a-z0-9_+-]+):/).map((part, index) => {
    return index % 2 === 0 ? { kind: 'text', text: part } : { kind: 'emoji', name: part };
  });
}
