import { readConfig } from '../src/config.ts';
import { ConfigError, type Fault } from '../src/config-fault.ts';

export const BOT_TOKEN = 'xoxb-1111-2222-abcdefghij';
export const APP_TOKEN = 'xapp-1-A0APP-3333-fedcba';
export const API_KEY = `sk-${'0123456789abcdef'.repeat(4)}`;
export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';

/** The least that starts the bot, in Socket Mode. */
export const LEAST = {
  SLACK_BOT_TOKEN: BOT_TOKEN,
  SLACK_APP_TOKEN: APP_TOKEN,
  DOCSPACE_URL: 'https://portal.example.com',
  DOCSPACE_API_KEY: API_KEY,
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** The error that reading throws. */
export function errorOf(env: Environment): ConfigError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('nothing is at fault');
}

/** The faults of a configuration that is sound but for `env`. */
export function faultsOf(env: Environment): readonly Fault[] {
  return errorOf({ ...LEAST, ...env }).faults;
}
