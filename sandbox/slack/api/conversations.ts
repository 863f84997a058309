import type { Core } from '../core.ts';
import type { Conversation } from '../workspace.ts';
import { type Method, refuse, textArg, tiers } from './method.ts';

/** A conversation the bot may post to, or Slack's refusal. A person's id means the direct message with him. */
export function postable(core: Core, id: string | undefined): Conversation | { readonly error: string } {
  if (id === undefined) return { error: 'channel_not_found' };
  if (/^[UW]/.test(id) && core.workspace.user(id) !== undefined)
    return directMessageWith(core, id, 'channel_not_found');
  const conversation = core.workspace.conversation(id);
  if (conversation === undefined) {
    const named = core.workspace.channelNamed(id.replace(/^#/, ''));
    if (named !== undefined)
      core.records.breach('channel_by_name', 'chat', `${id}: names change, ids do not`);
    return { error: 'channel_not_found' };
  }
  if (conversation.botIsMember) return conversation;
  if (conversation.kind === 'private') return { error: 'channel_not_found' };
  return core.scopes.has('chat:write.public') ? conversation : { error: 'not_in_channel' };
}

function directMessageWith(
  core: Core,
  userId: string,
  disabled: string,
): Conversation | { readonly error: string } {
  const user = core.workspace.user(userId);
  const conversation = core.workspace.directMessage(userId);
  if (user === undefined || conversation === undefined) return { error: 'user_not_found' };
  if (user.isBot) return { error: 'cannot_dm_bot' };
  return user.deleted ? { error: disabled } : conversation;
}

/** Opens the direct message with one person. Group conversations are not offered here. */
export const conversationsOpen: Method = {
  token: 'bot',
  scopes: ['im:write'],
  perMinute: tiers.three,
  run: (core, args) => {
    const users = textArg(args, 'users');
    if (users === undefined || users.includes(','))
      return refuse('invalid_arguments', ['[ERROR] one user is needed: users']);
    const conversation = directMessageWith(core, users, 'user_disabled');
    if ('error' in conversation) return refuse(conversation.error);
    return { ok: true, channel: { id: conversation.id } };
  },
};

/** What a conversation is. The scope depends on its kind. */
export const conversationsInfo: Method = {
  token: 'bot',
  scopes: [],
  perMinute: tiers.three,
  run: (core, args) => {
    const found = core.workspace.conversation(textArg(args, 'channel') ?? '');
    if (found === undefined) return refuse('channel_not_found');
    const needed = { public: 'channels:read', private: 'groups:read', im: 'im:read' }[found.kind];
    if (!core.scopes.has(needed)) {
      return { ...refuse('missing_scope'), needed, provided: [...core.scopes].join(',') };
    }
    if (found.kind === 'private' && !found.botIsMember) return refuse('channel_not_found');
    return {
      ok: true,
      channel: {
        id: found.id,
        ...(found.kind === 'im'
          ? { user: found.memberIds[0] }
          : { name: found.name, name_normalized: found.name }),
        is_channel: found.kind === 'public',
        is_group: false,
        is_im: found.kind === 'im',
        is_mpim: false,
        is_private: found.kind !== 'public',
        is_archived: false,
        is_member: found.botIsMember,
        is_shared: false,
        is_ext_shared: false,
        context_team_id: core.workspace.teamId,
      },
    };
  },
};
