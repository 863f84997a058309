import type { WorkspaceUser } from '../../world.ts';
import type { Core } from '../core.ts';
import { type Method, refuse, textArg, tiers } from './method.ts';

/** Slack leaves most flags out for deactivated accounts, and `email` without its scope. */
function wireUser(core: Core, user: WorkspaceUser): Readonly<Record<string, unknown>> {
  const { realName, name } = user;
  const teamId = user.teamId ?? core.workspace.teamId;
  const mayEmail = core.scopes.has('users:read.email') && user.email !== undefined;
  const profile = {
    title: '',
    phone: '',
    real_name: realName,
    real_name_normalized: realName,
    display_name: name,
    display_name_normalized: name,
    status_text: '',
    status_emoji: '',
    avatar_hash: 'g000000',
    team: teamId,
    ...(mayEmail ? { email: user.email } : {}),
    ...(user.isBot ? { api_app_id: core.credentials.appId, bot_id: core.workspace.botId } : {}),
  };
  const base = {
    id: user.id,
    team_id: teamId,
    name,
    deleted: user.deleted ?? false,
    profile,
    is_bot: user.isBot ?? false,
  };
  if (user.deleted) return { ...base, is_app_user: false, updated: 1_700_000_000 };
  return {
    ...base,
    color: '9f69e7',
    real_name: realName,
    tz: user.tz ?? 'Europe/London',
    tz_label: user.tz ?? 'Europe/London',
    tz_offset: 0,
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: user.isRestricted ?? false,
    is_ultra_restricted: user.isUltraRestricted ?? false,
    ...(user.isStranger ? { is_stranger: true } : {}),
    is_app_user: false,
    is_email_confirmed: user.emailConfirmed ?? false,
    who_can_share_contact_card: 'EVERYONE',
    updated: 1_700_000_000,
  };
}

/** One account with its flags. */
export const usersInfo: Method = {
  token: 'bot',
  scopes: ['users:read'],
  perMinute: tiers.four,
  run: (core, args) => {
    const user = core.workspace.user(textArg(args, 'user') ?? '');
    return user === undefined ? refuse('user_not_found') : { ok: true, user: wireUser(core, user) };
  },
};

/** The account with an e-mail; deactivated accounts and bots are not found. */
export const usersLookupByEmail: Method = {
  token: 'bot',
  scopes: ['users:read.email'],
  perMinute: tiers.three,
  run: (core, args) => {
    const email = textArg(args, 'email')?.toLowerCase();
    if (email === undefined) return refuse('invalid_arguments', ['[ERROR] missing required field: email']);
    const found = core.workspace
      .users()
      .find((one) => one.email?.toLowerCase() === email && !one.deleted && !one.isBot);
    return found === undefined ? refuse('users_not_found') : { ok: true, user: wireUser(core, found) };
  },
};
