import type { Message, ShownView } from './contract.ts';
import type { Core } from './core.ts';
import type { Names } from './kit/markup.ts';
import type { OpenView } from './view-store.ts';
import type { Conversation } from './workspace.ts';

/** Names for showing mentions. */
export function namesOf(core: Core): Names {
  return {
    userName: (id) => core.workspace.user(id)?.name,
    channelName: (id) => core.workspace.conversation(id)?.name,
  };
}

/** A view as Slack sends it in payloads and answers. */
export function wireView(core: Core, view: OpenView): Readonly<Record<string, unknown>> {
  const { given } = view;
  const modal = given.type === 'modal' ? given : undefined;
  return {
    id: view.id,
    team_id: core.workspace.teamId,
    type: given.type,
    blocks: view.blocks,
    private_metadata: given.private_metadata ?? '',
    callback_id: given.callback_id ?? '',
    state: { values: view.values },
    hash: view.hash,
    title: modal?.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: modal?.clear_on_close ?? false,
    notify_on_close: modal?.notify_on_close ?? false,
    close: modal?.close ?? null,
    submit: modal?.submit ?? null,
    previous_view_id: view.previousViewId ?? null,
    root_view_id: view.rootViewId,
    app_id: core.credentials.appId,
    external_id: given.external_id ?? '',
    app_installed_team_id: core.workspace.teamId,
    bot_id: core.workspace.botId,
  };
}

/** A message as Slack sends it in payloads and answers. */
export function wireMessage(core: Core, message: Message): Readonly<Record<string, unknown>> {
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    bot_id: core.workspace.botId,
    app_id: core.credentials.appId,
    team: core.workspace.teamId,
    text: message.text,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
    ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
    ...(message.edited ? { edited: { user: core.workspace.botId, ts: message.ts } } : {}),
  };
}

/** A view for those who look at it from this side. */
export function shownView(view: OpenView): ShownView {
  const { given } = view;
  const modal = given.type === 'modal' ? given : undefined;
  return {
    id: view.id,
    type: given.type,
    hash: view.hash,
    userId: view.userId,
    title: modal?.title.text ?? '',
    callback_id: given.callback_id ?? '',
    external_id: given.external_id ?? '',
    private_metadata: given.private_metadata ?? '',
    submit: modal?.submit?.text,
    close: modal?.close?.text,
    blocks: view.blocks,
    values: view.values,
    errors: view.errors,
    root_view_id: view.rootViewId,
    previous_view_id: view.previousViewId,
  };
}

/** How Slack names a conversation in payloads: private ones are not named. */
export function wireChannelName(conversation: Conversation): string {
  if (conversation.kind === 'im') return 'directmessage';
  return conversation.kind === 'private' ? 'privategroup' : conversation.name;
}
