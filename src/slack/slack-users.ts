import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { SlackUser, SlackUsers } from '../directory/slack-users.ts';
import { SlackUsersError } from '../directory/slack-users.ts';
import { slackErrorCode, slackRetryAfterMs } from './web.ts';

/** The part of `users.info` that the directory judges by. */
const userSchema = z.object({
  id: z.string(),
  name: z.string().optional(),
  team_id: z.string().optional(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_workflow_bot: z.boolean().optional(),
  is_connector_bot: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  is_email_confirmed: z.boolean().optional(),
  enterprise_user: z.object({ teams: z.array(z.string()).optional() }).optional(),
  profile: z
    .object({
      email: z.string().nullish(),
      real_name: z.string().nullish(),
      display_name: z.string().nullish(),
    })
    .optional(),
});

/** Slack's directory over the Web API. `homeTeam` gives the workspace's id once it is known. */
export function createSlackUsers(web: WebClient, homeTeam: () => string): SlackUsers {
  return {
    async read(id) {
      try {
        const answer = await web.users.info({ user: id });
        return toSlackUser(userSchema.parse(answer.user), homeTeam());
      } catch (error) {
        const code = slackErrorCode(error);
        if (code === 'user_not_found' || code === 'users_not_found' || code === 'user_not_visible')
          return undefined;
        throw asUsersError(error);
      }
    },
    async findByEmail(email) {
      try {
        const answer = await web.users.lookupByEmail({ email });
        return userSchema.parse(answer.user).id;
      } catch (error) {
        if (slackErrorCode(error) === 'users_not_found') return undefined;
        throw asUsersError(error);
      }
    },
  };
}

function toSlackUser(user: z.infer<typeof userSchema>, homeTeam: string): SlackUser {
  const { profile } = user;
  const email = profile?.email ?? undefined;
  const name = profile?.display_name || profile?.real_name || user.name || user.id;
  // Who is of no team at all is not ours either.
  const isHome = user.team_id === homeTeam || (user.enterprise_user?.teams ?? []).includes(homeTeam);
  return {
    id: user.id,
    name: profile?.real_name || name,
    // Only an explicit yes counts: an absent flag is no confirmation.
    emailConfirmed: user.is_email_confirmed === true,
    deactivated: user.deleted === true,
    // `is_app_user` says that somebody uses the app, not that he is one.
    isBot: user.is_bot === true || user.is_workflow_bot === true || user.is_connector_bot === true,
    isGuest: user.is_restricted === true || user.is_ultra_restricted === true,
    isExternal: user.is_stranger === true || !isHome,
    ...(email === undefined || email === '' ? {} : { email }),
  };
}

function asUsersError(error: unknown): SlackUsersError {
  const retryAfterMs = slackRetryAfterMs(error);
  const code = slackErrorCode(error) ?? (retryAfterMs === undefined ? 'no answer' : 'rate limited');
  return new SlackUsersError(`Slack did not tell who somebody is: ${code}`, {
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
