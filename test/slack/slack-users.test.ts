import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { judgeSlackUser } from '../../src/directory/judge.ts';
import { SlackUsersError } from '../../src/directory/slack-users.ts';
import { createSlackUsers } from '../../src/slack/slack-users.ts';

const ann = {
  id: 'U1',
  team_id: 'T0HOME',
  deleted: false,
  is_bot: false,
  is_restricted: false,
  is_ultra_restricted: false,
  is_app_user: false,
  is_email_confirmed: true,
  profile: { email: 'ann@x.io', real_name: 'Ann' },
};

/** What the directory makes of an answer of `users.info`. */
async function judged(user: object) {
  const web = new WebClient('', {
    fetch: async () => new Response(JSON.stringify({ ok: true, user }), { status: 200 }),
  });
  return judgeSlackUser(await createSlackUsers(web, () => 'T0HOME').read('U1'), false);
}

describe('who Slack says somebody is', () => {
  it.each([
    ['a member', {}, undefined],
    // `is_app_user` says that somebody uses the app.
    ['a member who uses the app', { is_app_user: true }, undefined],
    [
      'a member of the organisation with a home elsewhere',
      { team_id: 'E0', enterprise_user: { teams: ['T0HOME'] } },
      undefined,
    ],
    ['a bot', { is_bot: true }, 'bot'],
    ['a workflow', { is_workflow_bot: true }, 'bot'],
    ['a connector', { is_connector_bot: true }, 'bot'],
    ['Slackbot, whose flag says no', { id: 'USLACKBOT' }, 'bot'],
    ['deactivated', { deleted: true }, 'deactivated-in-slack'],
    ['a multi-channel guest', { is_restricted: true }, 'slack-guest'],
    ['a single-channel guest', { is_ultra_restricted: true }, 'slack-guest'],
    ['a stranger', { is_stranger: true }, 'external'],
    ['of another team', { team_id: 'T0PARTNER' }, 'external'],
    ['of no team', { team_id: undefined }, 'external'],
    ['of another organisation', { team_id: 'E0', enterprise_user: { teams: ['T0PARTNER'] } }, 'external'],
    ['without an e-mail', { profile: {} }, 'no-email'],
    ['with an empty e-mail', { profile: { email: '' } }, 'no-email'],
    ['with null for an e-mail', { profile: { email: null } }, 'no-email'],
    ['not confirmed', { is_email_confirmed: false }, 'email-unconfirmed'],
    ['neither confirmed nor not', { is_email_confirmed: undefined }, 'email-unconfirmed'],
  ])('%s', async (_, more, refusal) => {
    expect(await judged({ ...ann, ...more })).toBe(refusal);
  });

  it('trusts no answer that it does not understand', async () => {
    await expect(judged({ name: 'nobody' })).rejects.toBeInstanceOf(SlackUsersError);
    await expect(judged({ ...ann, is_bot: 'no' })).rejects.toBeInstanceOf(SlackUsersError);
  });
});
