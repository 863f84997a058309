import { z } from 'zod';
import type { OpenView } from '../calls.ts';

/** What Slack delivers, parsed at the edge: only what the bot uses, everything as untrusted as it is. */

/** Whether it was delivered to an installation for a whole organisation; commands have it as text. */
const orgInstallSchema = z.union([z.boolean(), z.string()]).nullish();

/** An empty one opens nothing, and tells no delivery from another. */
const triggerSchema = z.string().min(1);

export const commandSchema = z.object({
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: orgInstallSchema,
  channel_id: z.string(),
  user_id: z.string(),
  text: z.string().default(''),
  trigger_id: triggerSchema,
  response_url: z.string(),
});

const viewSchema = z
  .object({
    id: z.string(),
    hash: z.string(),
    callback_id: z.string().default(''),
    private_metadata: z.string().default(''),
    state: z.object({ values: z.unknown() }).nullish(),
    blocks: z.array(z.unknown()).default([]),
  })
  .transform(
    (view): OpenView => ({
      id: view.id,
      hash: view.hash,
      callbackId: view.callback_id,
      privateMetadata: view.private_metadata,
      values: view.state?.values ?? {},
      blocks: view.blocks,
    }),
  );

const userSchema = z.object({ id: z.string(), team_id: z.string().nullish() });
/** Where it comes from; deliveries of an installation for a whole organisation have no team. */
const origin = {
  team: z.object({ id: z.string() }).nullish(),
  enterprise: z.object({ id: z.string() }).nullish(),
  is_enterprise_install: orgInstallSchema,
};

/** Buttons, selects in messages and picks in modals. */
export const actionSchema = z.object({
  user: userSchema,
  ...origin,
  trigger_id: triggerSchema.default(''),
  response_url: z.string().nullish(),
  channel: z.object({ id: z.string() }).nullish(),
  view: viewSchema.nullish(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        action_ts: z.string().default(''),
        value: z.string().nullish(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});

export const submitSchema = z.object({
  user: userSchema,
  ...origin,
  view: viewSchema,
  /** Of fields with `response_url_enabled`. */
  response_urls: z.array(z.object({ channel_id: z.string(), response_url: z.string() })).default([]),
});

/** Shortcuts; only one on a message has a channel, a message and a `response_url`. */
export const shortcutSchema = z.object({
  user: userSchema,
  ...origin,
  callback_id: z.string(),
  trigger_id: triggerSchema,
  response_url: z.string().nullish(),
  channel: z.object({ id: z.string() }).nullish(),
  message: z.unknown().optional(),
});

export const homeOpenedSchema = z.object({
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  authorizations: z.array(z.object({ is_enterprise_install: orgInstallSchema })).nullish(),
  event_id: z.string(),
  event: z.object({
    user: z.string(),
    tab: z.string().default('home'),
    /** What was published before; missing at the first time. */
    view: z.object({ hash: z.string().min(1) }).nullish(),
  }),
});

export const suggestSchema = z.object({
  user: userSchema,
  ...origin,
  action_id: z.string(),
  value: z.string().nullish(),
  view: z.object({ callback_id: z.string().default(''), private_metadata: z.string().default('') }).nullish(),
});

/** The one workspace in which the bot is installed. */
export interface Workspace {
  readonly teamId: string;
  readonly enterpriseId?: string;
}

/** Where a delivery comes from, as it says itself. */
export interface Origin {
  readonly teamId: string | null | undefined;
  readonly enterpriseId: string | null | undefined;
  /** The team of whoever did it; shortcuts on messages leave it out. */
  readonly userTeamId?: string | null | undefined;
  readonly orgInstall: boolean | string | null | undefined;
}

/** The origin of what is pressed, picked, typed ahead, submitted, or begun by a shortcut. */
export function originOf(payload: {
  readonly user: { readonly team_id?: string | null | undefined };
  readonly team?: { readonly id: string } | null | undefined;
  readonly enterprise?: { readonly id: string } | null | undefined;
  readonly is_enterprise_install?: boolean | string | null | undefined;
}): Origin {
  return {
    teamId: payload.team?.id,
    enterpriseId: payload.enterprise?.id,
    userTeamId: payload.user.team_id,
    orgInstall: payload.is_enterprise_install,
  };
}

/**
 * Why nobody is served, whatever was done; undefined = it comes from the bot's own workspace. Fails closed: a
 * delivery that names no team is none of ours. People of other workspaces can press buttons in shared channels.
 * What it says of the person is asked of Slack again before anything is shown or changed.
 */
export function outsideOf(origin: Origin, home: Workspace): 'external' | 'org-wide' | undefined {
  if (origin.orgInstall === true || origin.orgInstall === 'true') return 'org-wide';
  if (origin.teamId !== home.teamId) return 'external';
  if ((origin.userTeamId ?? home.teamId) !== home.teamId) return 'external';
  return (origin.enterpriseId ?? home.enterpriseId) === home.enterpriseId ? undefined : 'external';
}
