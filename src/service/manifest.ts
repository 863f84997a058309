import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { httpManifest, ManifestError } from './manifest-text.ts';

const USAGE = 'Usage: npm run manifest [-- --http https://bot.example.com]';

function manifest(args: readonly string[]): string {
  const { values } = parseArgs({ args: [...args], options: { http: { type: 'string' } } });
  const text = readFileSync(join(import.meta.dirname, '../../manifest.yml'), 'utf8');
  return values.http === undefined ? text : httpManifest(text, values.http);
}

// Prints the Slack app's manifest, for Socket Mode or for HTTP.
try {
  process.stdout.write(manifest(process.argv.slice(2)));
} catch (error) {
  const isUsage = error instanceof ManifestError || (error instanceof TypeError && 'code' in error);
  if (!isUsage) throw error;
  process.stderr.write(`${error.message}\n${USAGE}\n`);
  process.exitCode = 1;
}
