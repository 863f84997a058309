import { z } from 'zod';
import type { OpenView } from '../calls.ts';

/** What Slack delivers, parsed at the edge: only what the bot uses, everything as untrusted as it is. */

export const commandSchema = z.object({
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  text: z.string().default(''),
  trigger_id: z.string(),
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
const teamSchema = z.object({ id: z.string() }).nullish();

/** Buttons, selects in messages and picks in modals. */
export const actionSchema = z.object({
  user: userSchema,
  team: teamSchema,
  trigger_id: z.string().default(''),
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
  team: teamSchema,
  view: viewSchema,
  /** Of fields with `response_url_enabled`. */
  response_urls: z.array(z.object({ channel_id: z.string(), response_url: z.string() })).default([]),
});

/** Shortcuts; only one on a message has a channel, a message and a `response_url`. */
export const shortcutSchema = z.object({
  user: userSchema,
  team: teamSchema,
  callback_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().nullish(),
  channel: z.object({ id: z.string() }).nullish(),
  message: z.unknown().optional(),
});

export const homeOpenedSchema = z.object({
  team_id: z.string(),
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
  team: teamSchema,
  action_id: z.string(),
  value: z.string().nullish(),
  view: z.object({ callback_id: z.string().default(''), private_metadata: z.string().default('') }).nullish(),
});

/** Slack's own words for where somebody belongs: anybody of another team is external, whatever he clicks. */
export function isHome(
  payload: { user: { team_id?: string | null | undefined }; team?: { id: string } | null | undefined },
  homeTeam: string,
): boolean {
  const userTeam = payload.user.team_id ?? homeTeam;
  const team = payload.team?.id ?? homeTeam;
  return userTeam === homeTeam && team === homeTeam;
}
