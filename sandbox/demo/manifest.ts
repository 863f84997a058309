import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** A slash command as Slack offers it while one types. */
export interface ShownCommand {
  readonly name: string;
  readonly description: string;
  /** What may stand behind it, one way an entry: `create [name]`. */
  readonly usages: readonly string[];
}

/** A shortcut as Slack offers it in its menus. */
export interface ShownShortcut {
  readonly name: string;
  readonly callbackId: string;
  readonly description: string;
  /** In the menu beside the message box, or in that of each message. */
  readonly type: 'global' | 'message';
}

const manifest = z.object({
  features: z.object({
    shortcuts: z
      .array(
        z.object({
          name: z.string(),
          type: z.enum(['global', 'message']),
          callback_id: z.string(),
          description: z.string(),
        }),
      )
      .default([]),
    slash_commands: z.array(
      z.object({ command: z.string(), description: z.string(), usage_hint: z.string().default('') }),
    ),
  }),
  oauth_config: z.object({
    scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()).default([]) }),
  }),
});

function read(): z.infer<typeof manifest> {
  return manifest.parse(parse(readFileSync(join(import.meta.dirname, '../../manifest.yml'), 'utf8')));
}

/** All scopes of the app's manifest, the optional ones, too. */
export function scopesFromManifest(): readonly string[] {
  const { bot, bot_optional: optional } = read().oauth_config.scopes;
  return [...bot, ...optional];
}

/** The shortcuts of the app's manifest. */
export function shortcutsFromManifest(): readonly ShownShortcut[] {
  return read().features.shortcuts.map(({ callback_id: callbackId, ...rest }) => ({ ...rest, callbackId }));
}

/** The command as the app's manifest describes it. */
export function commandFromManifest(name: string): ShownCommand {
  const commands = read().features.slash_commands;
  const found = commands.find((one) => one.command === name);
  const usages = (found?.usage_hint ?? '').split('|').map((one) => one.trim());
  return { name, description: found?.description ?? '', usages: usages.filter((one) => one !== '') };
}
