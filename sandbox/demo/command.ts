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

const manifest = z.object({
  features: z.object({
    slash_commands: z.array(
      z.object({ command: z.string(), description: z.string(), usage_hint: z.string().default('') }),
    ),
  }),
});

/** The command as the app's manifest describes it. */
export function commandFromManifest(name: string): ShownCommand {
  const text = readFileSync(join(import.meta.dirname, '../../manifest.yml'), 'utf8');
  const commands = manifest.parse(parse(text)).features.slash_commands;
  const found = commands.find((one) => one.command === name);
  const usages = (found?.usage_hint ?? '').split('|').map((one) => one.trim());
  return { name, description: found?.description ?? '', usages: usages.filter((one) => one !== '') };
}
