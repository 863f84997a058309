import { unescapeTyped } from './blocks/text.ts';

/** A typed command, taken apart: the verb, and what stood behind it. */
export interface TypedCommand {
  /** Lower-cased; empty when nothing was typed. */
  readonly verb: string;
  /** The rest without mentions and e-mails, entities undone, quotes taken off when they hold all of it. */
  readonly text: string;
  readonly slackUserIds: readonly string[];
  readonly emails: readonly string[];
}

/** Slack cuts any text there. */
const longest = 40_000;

// Each reads on to the next `<` at most, and each word once: nobody can make the bot read for long.
const userMention = /<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g;
const mailLink = /<mailto:([^|<>]+)(?:\|[^<>]*)?>/g;
const word = /[^\s,;]+/g;
const smartQuotes = /[\u201C\u201D\u201E\u201F\u00AB\u00BB]/g;

/** Reads the text of a slash command as Slack sends it (`should_escape` on). Never throws. */
export function parseCommandText(raw: string): TypedCommand {
  const trimmed = raw.slice(0, longest).trim();
  const verb = /^\S*/.exec(trimmed)?.[0] ?? '';
  const slackUserIds: string[] = [];
  const emails: string[] = [];
  const rest = trimmed
    .slice(verb.length)
    .replace(userMention, (_, id: string) => {
      slackUserIds.push(id);
      return ' ';
    })
    .replace(mailLink, (_, email: string) => {
      emails.push(unescapeTyped(email));
      return ' ';
    })
    .replace(word, (typed) => {
      if (!isEmail(typed)) return typed;
      emails.push(unescapeTyped(typed));
      return ' ';
    });
  return {
    verb: unescapeTyped(verb).toLowerCase(),
    text: unquote(unescapeTyped(rest).replace(/\s+/g, ' ').trim()),
    slackUserIds: [...new Set(slackUserIds)],
    emails: [...new Set(emails)],
  };
}

/** One @ with something before it, and a dot inside of what stands behind it. */
function isEmail(typed: string): boolean {
  const [name = '', host = '', ...rest] = typed.split('@', 3);
  return rest.length === 0 && name !== '' && /.\../.test(host) && !/[<>"]/.test(typed);
}

/** "Sales EMEA" in straight or typographic quotes is Sales EMEA; a quote inside a name is left alone. */
function unquote(text: string): string {
  const plain = text.replace(smartQuotes, '"');
  return /^"[^"]+"$/.test(plain) ? text.slice(1, -1).trim() : text;
}
