import type { WebClient } from '@slack/web-api';
import type { Message, Reply } from './calls.ts';

/** Posts to a `response_url`. */
export type Respond = (
  responseUrl: string,
  message: Message & { readonly inChannel?: boolean; readonly replace?: boolean },
) => Promise<void>;

/** `response_url`s come from Slack's signed deliveries or from our own seal, never from what people type. */
export function createRespond(): Respond {
  return async (responseUrl, message) => {
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
