import { isMap, isSeq, parseDocument } from 'yaml';

/** A reason, fit for a terminal, why there is no manifest of this kind. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

function requestUrl(address: string): string {
  const example = 'Write it as https://bot.example.com';
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:') {
    throw new ManifestError(
      `Slack sends requests to https:// addresses only, not to "${address}". ${example}`,
    );
  }
  if (url.href !== `${url.origin}/`) {
    throw new ManifestError(`The address must have no path, query or password. ${example}`);
  }
  return `${url.origin}/slack/events`;
}

/**
 * Makes the HTTP variant of a Socket Mode manifest: the bot's address wherever Slack sends requests to. Comments
 * stay. Throws a `ManifestError` for an address that Slack would not take.
 */
export function httpManifest(text: string, address: string): string {
  const url = requestUrl(address);
  const manifest = parseDocument(text);
  const commands = manifest.getIn(['features', 'slash_commands']);
  for (const command of isSeq(commands) ? commands.items : []) {
    if (isMap(command)) command.set('url', url);
  }
  manifest.setIn(['settings', 'interactivity', 'request_url'], url);
  // External selects ask here for their options.
  manifest.setIn(['settings', 'interactivity', 'message_menu_options_url'], url);
  if (manifest.hasIn(['settings', 'event_subscriptions'])) {
    manifest.setIn(['settings', 'event_subscriptions', 'request_url'], url);
  }
  manifest.setIn(['settings', 'socket_mode_enabled'], false);
  return `${manifest.toString({ lineWidth: 0 }).trimEnd()}\n`;
}
