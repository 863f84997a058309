import type { Core } from '../core.ts';
import { guardMessage } from '../guard.ts';
import { checkMessage, type MessageContent } from '../kit/message.ts';
import type { ResponseTarget } from '../response-urls.ts';
import { answerCall, type Incoming, parseJson, type Reply } from './exchange.ts';
import type { Args } from './method.ts';

const known = new Set([
  'text',
  'blocks',
  'attachments',
  'metadata',
  'response_type',
  'replace_original',
  'delete_original',
  'thread_ts',
  'mrkdwn',
  'unfurl_links',
  'unfurl_media',
]);

/** One POST to a `response_url`. */
export async function serveResponseUrl(core: Core, incoming: Incoming): Promise<void> {
  const parsed = parseJson(incoming.body.toString('utf8'));
  const args: Args =
    typeof parsed === 'object' && parsed !== null ? Object.fromEntries(Object.entries(parsed)) : {};
  const call = core.records.call('response_url', args);
  await answerCall(core, incoming, call, () => reply(core, incoming.path, args));
}

function refused(core: Core, status: number, error: string, detail: string = error): Reply {
  core.records.breach(error, 'response_url', detail);
  return { status, body: { ok: false, error } };
}

function reply(core: Core, path: string, args: Args): Reply {
  const target = core.responseUrls.use(path);
  if ('error' in target) return refused(core, 404, target.error);
  const unknown = Object.keys(args).filter((name) => !known.has(name));
  if (unknown.length > 0) core.records.breach('unknown_field', 'response_url', unknown.join(', '));
  return respond(core, target, args) ?? { status: 200, body: 'ok' };
}

/** Does what a response asks for; the answer is only a refusal. */
function respond(core: Core, target: ResponseTarget, args: Args): Reply | undefined {
  const { original } = target;
  const message = original === undefined ? undefined : core.messages.find(original.channel, original.ts);
  if (isTrue(args.delete_original)) {
    if (message !== undefined) core.messages.remove(message);
    return undefined;
  }
  const checked = checkMessage(args);
  if ('error' in checked) return refused(core, 400, checked.error, checked.messages.join('; '));
  const content = checked.value;
  if (!content.text && !content.blocks?.length && !content.attachments?.length)
    return refused(core, 400, 'no_text');
  guardMessage(core, content, 'response_url');
  if (!isTrue(args.replace_original) || message === undefined) {
    postResponse(core, target, content, args);
    return undefined;
  }
  if (message.ephemeralFor !== undefined && args.response_type === 'in_channel') {
    core.records.breach('ephemeral_published', 'response_url', 'an ephemeral message stays ephemeral');
  }
  // A replacement is a whole new content: blocks that are not sent again are gone.
  core.messages.edit(message, { ...content, text: content.text ?? '', blocks: content.blocks ?? [] });
  return undefined;
}

/** Posts the answer to a command or click: ephemeral unless it says `in_channel`. */
export function postResponse(
  core: Core,
  target: Pick<ResponseTarget, 'userId' | 'channelId'>,
  content: MessageContent,
  args: Args,
): void {
  const isPublic = args.response_type === 'in_channel';
  const thread = args.thread_ts;
  core.messages.post(
    {
      channel: target.channelId,
      ephemeralFor: isPublic ? undefined : target.userId,
      thread_ts: typeof thread === 'string' ? thread : undefined,
    },
    content,
  );
}

/** Slack takes `"true"` for true. */
function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
