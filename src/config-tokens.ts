import { refuse, setting } from './config-values.ts';

const TOKENS = {
  botToken: {
    shape: /^xoxb-[\w-]{4,}$/,
    is: 'a bot token (xoxb-…)',
    wants: 'the bot token (xoxb-…)',
    remedy: 'Copy "Bot User OAuth Token" from your Slack app\'s page "OAuth & Permissions".',
  },
  appToken: {
    shape: /^xapp-[\w-]{4,}$/,
    is: 'an app-level token (xapp-…)',
    wants: 'an app-level token (xapp-…)',
    remedy:
      'Make one with the scope connections:write on your Slack app\'s page "Basic Information", under "App-Level Tokens".',
  },
  apiKey: {
    shape: /^sk-[0-9a-f]{16,}$/i,
    is: 'a DocSpace API key (sk-…)',
    wants: 'a DocSpace API key (sk- and 64 hex digits)',
    remedy:
      'Make one in DocSpace under Developer Tools > API keys, as Owner or DocSpace admin, with accounts:read and accounts:write.',
  },
  signingSecret: {
    // Of no other shape than "not one of the others": 32 hex digits today.
    shape: /^(?!xox|xapp-|sk-)[\w-]{8,}$/,
    is: 'a signing secret',
    wants: 'the signing secret (32 hex digits)',
    remedy: 'Copy "Signing Secret" from your Slack app\'s page "Basic Information".',
  },
} as const;

/** The four secrets that a person has to fetch from somewhere. */
export type TokenKind = keyof typeof TOKENS;

function kindOf(text: string): string | undefined {
  if (/^xox[pe]/.test(text)) return 'a user token (xoxp-…)';
  const kinds = Object.values(TOKENS);
  if (/^(xox|xapp-|sk-)/.test(text)) return kinds.find(({ shape }) => shape.test(text))?.is;
  return /^[0-9a-f]{32}$/.test(text) ? TOKENS.signingSecret.is : undefined;
}

/** A token, key or secret of the given kind. One that belongs elsewhere is recognised and said so. */
export function token(kind: TokenKind) {
  const { shape, wants, remedy } = TOKENS[kind];
  return setting((text) => {
    if (shape.test(text)) return text;
    if (/^bearer\s/i.test(text)) return refuse('begins with "Bearer"', 'Leave "Bearer" out.');
    const is = kindOf(text);
    return refuse(is === undefined ? `this is not ${wants}` : `this is ${is}, it wants ${wants}`, remedy);
  });
}

/** Where a token is to be had. */
export function whereToFind(kind: TokenKind): string {
  return TOKENS[kind].remedy;
}
