import type { WebClient } from '@slack/web-api';
import type { Message, Reply } from './calls.ts';

/** Posts to a `response_url`. */
export type Respond = (
  responseUrl: string,
  message: Message & { readonly inChannel?: boolean; readonly replace?: boolean },
) => Promise<void>;

/** Names of one and the same host. */
const thisMachine: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Where Slack takes answers. */
const slackHosts: ReadonlySet<string> = new Set(['hooks.slack.com', 'hooks.slack-gov.com']);

/**
 * `response_url`s come from Slack's signed deliveries or from our own seal, never from what people type. Posts to
 * Slack's own addresses and, where `apiUrl` names a stand-in, to that host; any other is refused like a used one.
 */
export function createRespond(options: {
  readonly apiUrl?: string | undefined;
  /** Such a one came; it must not get into a log itself. */
  readonly onForeign: () => void;
}): Respond {
  return async (responseUrl, message) => {
    if (!isAnswerAddress(responseUrl, options.apiUrl)) {
      options.onForeign();
      throw new Error('the answer address is none of Slack’s');
    }
    const answer = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body: JSON.stringify({
        response_type: message.inChannel === true ? 'in_channel' : 'ephemeral',
        replace_original: message.replace === true,
        text: message.text,
        ...(message.blocks === undefined ? {} : { blocks: message.blocks }),
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(5_000),
    }).catch((error: unknown) => {
      // The address itself must not get into a log.
      throw new Error(`Slack did not take the answer: ${error instanceof Error ? error.name : 'fault'}`);
    });
    if (!answer.ok) throw new Error(`Slack did not take the answer: ${answer.status}`);
  };
}

/** A stand-in may take answers at another port than calls. */
function isAnswerAddress(text: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, host, hostname } = new URL(text);
  if (protocol === 'https:' && slackHosts.has(host)) return true;
  if (apiUrl === undefined) return false;
  const standIn = new URL(apiUrl);
  const isSameHost =
    hostname === standIn.hostname || (thisMachine.has(hostname) && thisMachine.has(standIn.hostname));
  return isSameHost && (protocol === 'https:' || protocol === standIn.protocol);
}

/** Tells somebody privately: by the `response_url`, else in the channel, else by direct message. Never throws. */
export function createReply(
  web: WebClient,
  respond: Respond,
  to: { readonly slackUserId: string; readonly responseUrl?: string; readonly channelId?: string },
  onLost: (error: unknown) => void,
): Reply {
  return async (message, options) => {
    const body = {
      text: message.text,
      ...(message.blocks === undefined ? {} : { blocks: [...message.blocks] }),
    };
    const ways = [
      ...(to.responseUrl === undefined
        ? []
        : [() => respond(to.responseUrl ?? '', { ...message, replace: options?.replace === true })]),
      ...(to.channelId === undefined
        ? []
        : [() => web.chat.postEphemeral({ channel: to.channelId ?? '', user: to.slackUserId, ...body })]),
      () => web.chat.postMessage({ channel: to.slackUserId, ...body }),
    ];
    let last: unknown;
    for (const way of ways) {
      try {
        await way();
        return;
      } catch (error) {
        last = error;
      }
    }
    onLost(last);
  };
}
