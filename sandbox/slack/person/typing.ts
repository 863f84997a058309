import { encodeEntities } from '../kit/markup.ts';
import type { Workspace } from '../workspace.ts';

const tokens =
  /(?<url>https?:\/\/\S+)|(?<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<![\w@])@(?<user>[\w-]+(?:\.[\w-]+)*)|(?<![\w#])#(?<channel>[\w-]+)/gu;

/**
 * What Slack makes of the text after a command. With `should_escape`, people, channels, links and e-mails
 * become `<…>`; `& < >` are always escaped, so that nobody can type a mention by hand.
 */
export function escapeTyped(text: string, workspace: Workspace, shouldEscape: boolean): string {
  if (!shouldEscape) return encodeEntities(text);
  let escaped = '';
  let end = 0;
  for (const match of text.matchAll(tokens)) {
    escaped += encodeEntities(text.slice(end, match.index)) + escapeToken(match, workspace);
    end = match.index + match[0].length;
  }
  return escaped + encodeEntities(text.slice(end));
}

function escapeToken(match: RegExpMatchArray, workspace: Workspace): string {
  const { url, mail, user, channel } = match.groups ?? {};
  if (url !== undefined) return `<${encodeEntities(url)}>`;
  if (mail !== undefined) return `<mailto:${mail}|${mail}>`;
  if (user !== undefined) return mention(user, workspace) ?? encodeEntities(match[0]);
  const found = workspace.channelNamed(channel ?? '');
  if (found === undefined) return encodeEntities(match[0]);
  return `<#${found.id}|${found.kind === 'private' ? '' : found.name}>`;
}

function mention(name: string, workspace: Workspace): string | undefined {
  if (['channel', 'here', 'everyone'].includes(name)) return `<!${name}>`;
  const user = workspace.userNamed(name);
  return user === undefined ? undefined : `<@${user.id}|${user.name}>`;
}
