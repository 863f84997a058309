import { z } from 'zod';
import type { Fault } from '../config-fault.ts';
import { codeOf, fatal, type StartCheck } from './start-checks.ts';

/** The scopes of the bot token; manifest.yml asks for the same and says why. */
export const BOT_SCOPES = ['commands', 'chat:write', 'users:read', 'users:read.email'] as const;

/** How Slack is asked. Both throw what Slack's client throws. */
export interface SlackPort {
  /** `auth.test` with the bot token. */
  authTest(): Promise<unknown>;
  /** `apps.connections.open` with the app-level token; absent in HTTP mode. */
  readonly openConnection?: () => Promise<unknown>;
  /** Where the Web API is, when it is not Slack's own. */
  readonly apiUrl?: string | undefined;
}

/** Who the bot is in Slack. */
export interface SlackFacts {
  readonly teamId: string;
  readonly botUserId: string;
  readonly teamName?: string;
  /** Of a workspace that belongs to an Enterprise organisation. */
  readonly enterpriseId?: string;
}

const authAnswer = z.object({
  // An installation for a whole organisation belongs to no team.
  team_id: z.string().nullish(),
  user_id: z.string(),
  team: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().nullish(),
  // Slack's client takes them from the header x-oauth-scopes.
  response_metadata: z.object({ scopes: z.array(z.string()).exactOptional() }).exactOptional(),
});

const platformError = z.object({ data: z.object({ error: z.string() }) });
const httpError = z.object({ statusCode: z.number() });

const BOT_TOKEN_REFUSED: Readonly<Record<string, string>> = {
  invalid_auth: 'Slack does not know this token',
  not_authed: 'Slack does not know this token',
  not_allowed_token_type: 'Slack does not accept this type of token',
  token_revoked: 'the token was revoked',
  token_expired: 'the token has expired (the bot does not work with token rotation)',
  account_inactive: "the app was removed from the workspace, or the token's user was deactivated",
};

const REINSTALL = 'Reinstall the app (Slack app settings > "Install App") and copy the bot token again.';
const NEW_APP_TOKEN =
  'Make a new token with connections:write on the page "Basic Information" of the same Slack app.';

function slackCode(error: unknown): string | undefined {
  const parsed = platformError.safeParse(error);
  return parsed.success ? parsed.data.data.error : undefined;
}

function outOfReach(error: unknown, apiUrl: string | undefined): StartCheck<never> {
  const where = apiUrl === undefined ? 'Slack' : `SLACK_API_URL: ${new URL(apiUrl).host}`;
  const code = slackCode(error);
  const status = httpError.safeParse(error);
  if (code !== undefined) return { kind: 'not-ready', reason: `${where} answers "${code}"` };
  if (status.success) return { kind: 'not-ready', reason: `${where} answers HTTP ${status.data.statusCode}` };
  return { kind: 'not-ready', reason: `${where} does not answer${codeOf(error)}` };
}

function scopeFault(scopes: readonly string[] | undefined): Fault | undefined {
  const missing = scopes === undefined ? [] : BOT_SCOPES.filter((scope) => !scopes.includes(scope));
  if (missing.length === 0) return undefined;
  return {
    variable: 'SLACK_BOT_TOKEN',
    what: `the token lacks the scope${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`,
    remedy: `Add them under "OAuth & Permissions" (or apply manifest.yml again), then reinstall the app.`,
  };
}

async function checkBotToken({ authTest, apiUrl }: SlackPort): Promise<StartCheck<SlackFacts>> {
  let answer: unknown;
  try {
    answer = await authTest();
  } catch (error) {
    const refused = BOT_TOKEN_REFUSED[slackCode(error) ?? ''];
    return refused ? fatal('SLACK_BOT_TOKEN', refused, REINSTALL) : outOfReach(error, apiUrl);
  }
  const parsed = authAnswer.safeParse(answer);
  if (!parsed.success) return { kind: 'not-ready', reason: 'Slack answers auth.test with something unknown' };
  const { team_id: teamId, user_id: botUserId, team, enterprise_id, response_metadata } = parsed.data;
  if (parsed.data.is_enterprise_install || teamId?.startsWith('E')) {
    return fatal(
      'SLACK_BOT_TOKEN',
      'the app is installed for a whole organisation, which this bot does not support',
      'Install the app in one workspace and use the bot token of that installation.',
    );
  }
  if (teamId == null || teamId === '')
    return { kind: 'not-ready', reason: 'Slack does not tell the workspace' };
  const fault = scopeFault(response_metadata?.scopes);
  if (fault) return { kind: 'fatal', faults: [fault] };
  const facts = {
    teamId,
    botUserId,
    ...(team == null ? {} : { teamName: team }),
    ...(enterprise_id == null || enterprise_id === '' ? {} : { enterpriseId: enterprise_id }),
  };
  return { kind: 'ready', facts, warnings: [] };
}

/** What Slack says to `apps.connections.open`, also where it is Bolt that calls it. */
export function appTokenFault(error: unknown): Fault | undefined {
  const code = slackCode(error);
  const what = {
    invalid_auth: 'Slack does not know this token',
    not_authed: 'Slack does not know this token',
    token_revoked: 'the token was revoked',
    account_inactive: 'the app of this token is no longer there',
    not_allowed_token_type: 'this is no app-level token',
    missing_scope: 'the token lacks the scope connections:write',
    forbidden_team: 'the app may not use Socket Mode in this workspace',
  }[code ?? ''];
  return what === undefined ? undefined : { variable: 'SLACK_APP_TOKEN', what, remedy: NEW_APP_TOKEN };
}

async function checkAppToken({ openConnection, apiUrl }: SlackPort): Promise<StartCheck<undefined>> {
  try {
    await openConnection?.();
    return { kind: 'ready', facts: undefined, warnings: [] };
  } catch (error) {
    const fault = appTokenFault(error);
    return fault ? { kind: 'fatal', faults: [fault] } : outOfReach(error, apiUrl);
  }
}

/** Asks Slack about both tokens. Never throws; all faults come together. */
export async function checkSlack(port: SlackPort): Promise<StartCheck<SlackFacts>> {
  const [bot, app] = await Promise.all([checkBotToken(port), checkAppToken(port)]);
  const faults = [bot, app].flatMap((check) => (check.kind === 'fatal' ? check.faults : []));
  if (faults.length > 0) return { kind: 'fatal', faults };
  return app.kind === 'not-ready' ? app : bot;
}
