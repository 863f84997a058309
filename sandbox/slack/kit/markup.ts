import { type Block, elementsOf } from './blocks.ts';
import type { Text } from './composition.ts';
import { richTextLines } from './rich-text.ts';

/** How people and channels are called, for showing mentions. */
export interface Names {
  userName(id: string): string | undefined;
  channelName(id: string): string | undefined;
}

/** What Slack decodes in mrkdwn, and nothing else. */
function decodeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** What Slack does to text that a person types. */
export function encodeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** mrkdwn as a person reads it; `*` and `_` stay. A mention that would ping many is flagged. */
export function readMrkdwn(text: string, names: Names): string {
  const shown = text.replace(/<([^<>]*)>/g, (_, inner: string) => {
    const bar = inner.indexOf('|');
    const target = bar < 0 ? inner : inner.slice(0, bar);
    const label = bar < 0 ? '' : inner.slice(bar + 1);
    return readMention(target, label, names);
  });
  return decodeEntities(shown);
}

function readMention(target: string, label: string, names: Names): string {
  if (target.startsWith('@')) return `@${names.userName(target.slice(1)) ?? target.slice(1)}`;
  if (target.startsWith('#')) return `#${names.channelName(target.slice(1)) ?? target.slice(1)}`;
  if (target.startsWith('!date^')) return label;
  if (target.startsWith('!')) return `(PINGS: @${label || target.slice(1)})`;
  return label || target.replace(/^mailto:/, '');
}

const broadcast = /<!(?:channel|here|everyone|subteam\^)[^<>]*>/g;

/** The unescaped pings (`<!channel>` and the like) of a text. */
export function pingsIn(text: string): readonly string[] {
  return text.match(broadcast) ?? [];
}

const wellFormed =
  /<(?:@[UW]|#[CGD]|!date\^|!here|!channel|!everyone|!subteam\^|https?:|mailto:|tel:|slack:)[^<>]*>/g;
const stray = /[<>]|&(?!(?:amp|lt|gt);)/;

/** The place where `&`, `<` or `>` stands in mrkdwn without being escaped; quotes (`>` at the start of a line) are meant. */
export function unescapedIn(text: string): string | undefined {
  const bare = text.replace(wellFormed, '').replaceAll(/^>+/gm, '');
  const found = stray.exec(bare);
  return found === null ? undefined : bare.slice(Math.max(0, found.index - 20), found.index + 20);
}

/** The unescaped characters of all mrkdwn in blocks. */
export function unescapedInBlocks(blocks: readonly Block[]): readonly string[] {
  return blocks
    .flatMap(textsOf)
    .map((text) => (text.type === 'mrkdwn' ? unescapedIn(text.text) : undefined))
    .filter((place) => place !== undefined);
}

/** The unescaped pings of blocks: in mrkdwn and markdown, and as rich text elements. */
export function pingsInBlocks(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block) => [
    ...textsOf(block).flatMap((text) => (text.type === 'mrkdwn' ? pingsIn(text.text) : [])),
    ...(block.type === 'markdown' ? pingsIn(block.text) : []),
    ...(block.type === 'rich_text' ? richTextPings(block) : []),
  ]);
}

function richTextPings(block: Extract<Block, { type: 'rich_text' }>): readonly string[] {
  return richTextLines(block)
    .flat()
    .filter((piece) => piece.type === 'broadcast' || piece.type === 'usergroup')
    .map((piece) => piece.type);
}

function textsOf(block: Block): readonly Text[] {
  const own = block.type === 'section' ? [...(block.text ? [block.text] : []), ...(block.fields ?? [])] : [];
  const context = block.type === 'context' ? block.elements.filter((one) => one.type !== 'image') : [];
  const inElements = elementsOf(block).flatMap((element): readonly Text[] => {
    const ask = 'confirm' in element && element.confirm !== undefined ? [element.confirm.text] : [];
    const choices = element.type === 'checkboxes' || element.type === 'radio_buttons' ? element.options : [];
    return [
      ...ask,
      ...choices.flatMap((one) => (one.description ? [one.text, one.description] : [one.text])),
    ];
  });
  return [...own, ...context, ...inElements];
}
