import { createLog, type LogOptions } from '../../src/service/log.ts';

export const SECRETS = {
  botToken: 'xoxb-1111-2222-abcdefghij',
  appToken: 'xapp-1-A0APP-3333-fedcba',
  apiKey: `sk-${'0123456789abcdef'.repeat(4)}`,
  signingSecret: '8f742231b10e8888abcd99yyyzzz85a5',
  password: 'p"ss wörd/1',
} as const;

/** A log that keeps its lines. */
export async function keptLog(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const log = await createLog({
    level: 'debug',
    format: 'json',
    secrets: Object.values(SECRETS),
    destination: { write: (line) => lines.push(line) },
    ...options,
  });
  const entries = () => lines.map((line): unknown => JSON.parse(line));
  return { log, lines, entries };
}
