import { unturned } from '../../turned-text.ts';
import { clip, limits } from './limits.ts';

/**
 * The signs that Slack may take for formatting, alone in a name or together with what stands around it: one of a pair
 * can be in the next name, or be our own. `*_~` act at the edge of a word; the backtick is not trusted anywhere.
 */
const actingSign = /`|(?<=[\p{L}\p{N}])[*_~](?![\p{L}\p{N}])|(?<=\s)[*_~](?!\s)|(?<![\p{L}\p{N}\s])[*_~]/gu;
/** The first colon of what Slack may show as an emoji. */
const emojiColon = /:(?=[\p{L}\p{N}_+'-]+:)/gu;

/**
 * Makes a foreign string safe inside mrkdwn: it is shown as it is and neither pings, links nor styles, becomes no
 * emoji and turns no line round. Slack asks for `& < >` only and knows no literal for the rest: where a sign would
 * act, an invisible zero-width space keeps it from acting.
 */
export function literal(text: string): string {
  return unturned(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(emojiColon, ':\u200B')
    .replace(actingSign, '\u200B$&\u200B')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Undoes what Slack does to typed text (`should_escape`). */
export function unescapeTyped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** What somebody typed, for telling it back: by default no more of it than any name has. */
export function typedBack(text: string, max = 200): string {
  return literal(clip(text, max));
}

/** A name in bold. An empty or blank name, which DocSpace allows, is shown as such. */
export function bold(name: string): string {
  const shown = literal(clip(name, 200));
  return shown === '' ? '*(no name)*' : `*${shown}*`;
}

/** A Slack user as a mention; ids come from Slack, anything else is shown as text. */
export function mention(slackUserId: string): string {
  return /^[UW][A-Z0-9]+$/.test(slackUserId) ? `<@${slackUserId}>` : literal(slackUserId);
}

/** Somebody as a mention where he is in Slack, else by name. */
export function person(one: { readonly slackUserId?: string; readonly name: string }): string {
  return one.slackUserId === undefined ? literal(clip(one.name, 120)) : mention(one.slackUserId);
}

/** A moment in the reader's own zone; the fall-back is read where Slack can't format. */
export function moment(unixMs: number, format: 'time' | 'date' = 'time'): string {
  const seconds = Math.floor(unixMs / 1000);
  const pattern = format === 'time' ? '{time}' : '{date_short_pretty} {time}';
  return `<!date^${seconds}^${pattern}|${new Date(unixMs).toISOString().slice(0, 16).replace('T', ' ')} UTC>`;
}

/** Lines that fit a section, the rest counted in the last line by `more`. */
export function linesWithin(
  lines: readonly string[],
  more: (hidden: number) => string,
  max: number = limits.section,
): string {
  const kept: string[] = [];
  let length = 0;
  for (const [index, line] of lines.entries()) {
    const room = max - more(lines.length).length - 1;
    if (length + [...line].length + 1 > room && index < lines.length) {
      return [...kept, more(lines.length - index)].join('\n');
    }
    kept.push(line);
    length += [...line].length + 1;
  }
  return kept.join('\n');
}
