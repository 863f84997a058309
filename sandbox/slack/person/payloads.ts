import type { Message } from '../contract.ts';
import type { Core } from '../core.ts';
import { type Element, type Placed, placedIn } from '../kit/blocks.ts';
import type { ElementState } from '../kit/form-state.ts';
import type { OpenView } from '../view-store.ts';
import { wireChannelName, wireMessage, wireView } from '../wire.ts';

type Payload = Readonly<Record<string, unknown>>;

/** Where an element stands: a view or a message. */
export type Surface =
  | { readonly kind: 'view'; readonly view: OpenView }
  | { readonly kind: 'message'; readonly message: Message };

/** What all interactive payloads have. */
function base(core: Core, type: string, userId: string): Payload {
  const user = core.workspace.user(userId);
  const { teamId } = core.workspace;
  return {
    type,
    team: { id: teamId, domain: 'sandbox' },
    user: { id: userId, username: user?.name, name: user?.name, team_id: user?.teamId ?? teamId },
    api_app_id: core.credentials.appId,
    token: core.credentials.verification,
    enterprise: null,
    is_enterprise_install: false,
  };
}

function now(core: Core): string {
  return (core.clock.now() / 1000).toFixed(6);
}

/** The fields of a slash command. */
export function commandFields(
  core: Core,
  userId: string,
  typed: {
    readonly channelId: string;
    readonly command: string;
    readonly text: string;
    readonly triggerId: string;
    readonly responseUrl: string;
  },
): Payload {
  const user = core.workspace.user(userId);
  const conversation = core.workspace.conversation(typed.channelId);
  return {
    token: core.credentials.verification,
    team_id: user?.teamId ?? core.workspace.teamId,
    team_domain: 'sandbox',
    channel_id: typed.channelId,
    channel_name: conversation === undefined ? '' : wireChannelName(conversation),
    user_id: userId,
    user_name: user?.name ?? '',
    command: typed.command,
    text: typed.text,
    api_app_id: core.credentials.appId,
    is_enterprise_install: 'false',
    response_url: typed.responseUrl,
    trigger_id: typed.triggerId,
  };
}

/** The part of a payload that says where it happened. Ephemeral messages are not sent along. */
function place(core: Core, surface: Surface): Payload {
  if (surface.kind === 'view') {
    return { container: { type: 'view', view_id: surface.view.id }, view: wireView(core, surface.view) };
  }
  const { message } = surface;
  const isEphemeral = message.ephemeralFor !== undefined;
  const container = {
    type: 'message',
    message_ts: message.ts,
    channel_id: message.channel,
    is_ephemeral: isEphemeral,
  };
  return {
    container,
    channel: channel(core, message.channel),
    ...(isEphemeral ? {} : { message: wireMessage(core, message) }),
    state: { values: message.values },
  };
}

function channel(core: Core, id: string): Payload {
  const conversation = core.workspace.conversation(id);
  return { id, name: conversation === undefined ? '' : wireChannelName(conversation) };
}

/** A press, pick or entry. */
export function blockActions(
  core: Core,
  userId: string,
  surface: Surface,
  action: Payload,
  triggerId: string,
  responseUrl: string | undefined,
): Payload {
  return {
    ...base(core, 'block_actions', userId),
    ...place(core, surface),
    trigger_id: triggerId,
    ...(responseUrl === undefined ? {} : { response_url: responseUrl }),
    actions: [{ ...action, action_ts: now(core) }],
  };
}

/** One entry of `actions`. */
export function actionOf(placed: Placed, state: ElementState | undefined, picked: unknown): Payload {
  const { block, element } = placed;
  const ids = { type: element.type, block_id: block.block_id, action_id: element.action_id };
  if (element.type === 'button') {
    const { text, value, style } = element;
    return {
      ...ids,
      text,
      ...(value === undefined ? {} : { value }),
      ...(style === undefined ? {} : { style }),
    };
  }
  if (element.type === 'overflow') return { ...ids, selected_option: picked };
  return { ...ids, ...state, ...placeholder(element) };
}

function placeholder(element: Element): Payload {
  return 'placeholder' in element && element.placeholder !== undefined
    ? { placeholder: element.placeholder }
    : {};
}

/** A submitted modal. */
export function viewSubmission(
  core: Core,
  view: OpenView,
  triggerId: string,
  responseUrl: (channelId: string) => string,
): Payload {
  return {
    ...base(core, 'view_submission', view.userId),
    trigger_id: triggerId,
    view: wireView(core, view),
    response_urls: responseUrls(view, responseUrl),
  };
}

function responseUrls(view: OpenView, responseUrl: (channelId: string) => string): readonly Payload[] {
  return placedIn(view.blocks).flatMap(({ block, element }) => {
    if (!('response_url_enabled' in element) || element.response_url_enabled !== true) return [];
    const state = view.values[block.block_id ?? '']?.[element.action_id ?? ''];
    const id = state?.selected_conversation ?? state?.selected_channel;
    if (typeof id !== 'string') return [];
    const ids = { block_id: block.block_id, action_id: element.action_id };
    return [{ ...ids, channel_id: id, response_url: responseUrl(id) }];
  });
}

/** A modal closed by the person. */
export function viewClosed(core: Core, view: OpenView, isCleared: boolean): Payload {
  return { ...base(core, 'view_closed', view.userId), view: wireView(core, view), is_cleared: isCleared };
}

/** Letters typed into an external select. */
export function blockSuggestion(
  core: Core,
  userId: string,
  surface: Surface,
  placed: Placed,
  query: string,
): Payload {
  const { block, element } = placed;
  return {
    ...base(core, 'block_suggestion', userId),
    ...place(core, surface),
    block_id: block.block_id,
    action_id: element.action_id,
    value: query,
  };
}

/** A global shortcut. */
export function globalShortcut(core: Core, userId: string, callbackId: string, triggerId: string): Payload {
  return {
    ...base(core, 'shortcut', userId),
    action_ts: now(core),
    callback_id: callbackId,
    trigger_id: triggerId,
  };
}

/** A shortcut on a message. */
export function messageAction(
  core: Core,
  userId: string,
  callbackId: string,
  message: Message,
  triggerId: string,
  responseUrl: string,
): Payload {
  return {
    ...base(core, 'message_action', userId),
    action_ts: now(core),
    callback_id: callbackId,
    trigger_id: triggerId,
    response_url: responseUrl,
    channel: channel(core, message.channel),
    message_ts: message.ts,
    message: wireMessage(core, message),
  };
}

/** `app_home_opened` as an event callback. */
export function homeOpened(core: Core, userId: string, channelId: string): Payload {
  const view = core.views.home(userId);
  const { teamId, botUserId } = core.workspace;
  return {
    token: core.credentials.verification,
    team_id: teamId,
    context_team_id: teamId,
    context_enterprise_id: null,
    api_app_id: core.credentials.appId,
    event: {
      type: 'app_home_opened',
      user: userId,
      channel: channelId,
      tab: 'home',
      event_ts: now(core),
      ...(view === undefined ? {} : { view: wireView(core, view) }),
    },
    type: 'event_callback',
    event_id: core.ids.event(),
    event_time: Math.floor(core.clock.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: teamId,
        user_id: botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  };
}
