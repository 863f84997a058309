import { type Method, tiers } from './method.ts';

/** Who the bot is. */
export const authTest: Method = {
  token: 'bot',
  scopes: [],
  perMinute: tiers.special,
  run: (core) => ({
    ok: true,
    url: 'https://sandbox.slack.com/',
    team: 'Sandbox',
    user: core.workspace.user(core.workspace.botUserId)?.name ?? 'bot',
    team_id: core.workspace.teamId,
    user_id: core.workspace.botUserId,
    bot_id: core.workspace.botId,
    is_enterprise_install: false,
  }),
};

/** Answers what it was asked. */
export const apiTest: Method = {
  token: 'bot',
  scopes: [],
  perMinute: tiers.four,
  run: (_, args) => ({ ok: true, args }),
};
