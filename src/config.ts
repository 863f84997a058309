import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { ConfigError, type Fault } from './config-fault.ts';
import { peopleOverrides } from './config-people.ts';
import { token, whereToFind } from './config-tokens.ts';
import {
  apiUrl,
  channelId,
  databaseUrl,
  flag,
  isLoopback,
  listenHost,
  oneOf,
  path,
  portalUrl,
  proxyUrl,
  wholeNumber,
} from './config-values.ts';

/** How Slack's requests come: over a connection that the bot opens, or as signed HTTP requests. */
export type SlackTransport =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string };

/** Everything that can be set from outside; see docs/configuration.md for the variables. */
export interface Config {
  readonly slack: {
    readonly botToken: string;
    readonly transport: SlackTransport;
    /** Another Web API base, with a trailing slash; undefined = Slack's. */
    readonly apiUrl: string | undefined;
  };
  /** `url` has neither path nor trailing slash. */
  readonly docspace: {
    readonly url: string;
    readonly key: string;
    /** The proxy on the way there; absent = none, also for a portal on this machine. */
    readonly proxy?: string;
  };
  /** Where health, metrics and, in HTTP mode, Slack's requests are served. */
  readonly http: { readonly host: string; readonly port: number };
  readonly store: { readonly dataDir: string; readonly databaseUrl: string | undefined };
  readonly rights: { readonly headsManageMembers: boolean; readonly everyoneMayView: boolean };
  /** Slack user id -> DocSpace e-mail, lower-cased. */
  readonly peopleOverrides: ReadonlyMap<string, string>;
  readonly auditChannel: string | undefined;
  /** 0 = no undo. */
  readonly undoMinutes: number;
  readonly parallelWrites: number;
  /** For one person; 0 = no limit. */
  readonly changesPer10Minutes: number;
  /** How long what is over is kept; 0 = for ever. */
  readonly historyDays: number;
  readonly log: { readonly level: LogLevel; readonly format: LogFormat };
  /** Every secret value above, to be masked wherever it turns up. */
  readonly secrets: readonly string[];
  /** What looks like a slip, but does not keep the bot from starting. */
  readonly warnings: readonly string[];
}

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
const LOG_FORMATS = ['json', 'pretty'] as const;

/** From nothing at all to everything. */
export type LogLevel = (typeof LOG_LEVELS)[number];
/** Lines of JSON, or lines for people. */
export type LogFormat = (typeof LOG_FORMATS)[number];

const settings = z.object({
  SLACK_BOT_TOKEN: token('botToken').unwrap(),
  SLACK_APP_TOKEN: token('appToken'),
  SLACK_SIGNING_SECRET: token('signingSecret'),
  SLACK_API_URL: apiUrl,
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: listenHost.default('0.0.0.0'),
  DOCSPACE_URL: portalUrl.unwrap(),
  DOCSPACE_API_KEY: token('apiKey').unwrap(),
  HTTPS_PROXY: proxyUrl,
  DATABASE_URL: databaseUrl,
  DATA_DIR: path.default('./data'),
  HEADS_MANAGE_MEMBERS: flag.default(false),
  EVERYONE_MAY_VIEW: flag.default(false),
  PEOPLE_OVERRIDES: peopleOverrides.default(new Map()),
  AUDIT_CHANNEL: channelId,
  UNDO_MINUTES: wholeNumber(0, 1_440).default(15),
  PARALLEL_WRITES: wholeNumber(1, 50).default(12),
  CHANGES_PER_10_MINUTES: wholeNumber(0, 10_000).default(30),
  HISTORY_DAYS: wholeNumber(0, 36_500).default(400),
  LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
  LOG_FORMAT: oneOf(LOG_FORMATS).default('json'),
});

/** The names of all variables that are read, in the order of their faults. */
export const CONFIG_VARIABLES: readonly string[] = Object.keys(settings.shape);

const WHERE_TO_FIND: Readonly<Record<string, string>> = {
  SLACK_BOT_TOKEN: whereToFind('botToken'),
  DOCSPACE_URL: "Write your portal's address, as https://docspace.example.com",
  DOCSPACE_API_KEY: whereToFind('apiKey'),
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Quotes and blanks round a value are dropped (`docker --env-file` keeps them); an empty value is not set. */
function tidy(env: Environment): Readonly<Record<string, string>> {
  const values = Object.entries(env).map(([name, value = '']) => {
    const text = value.trim();
    return [name, text.replace(/^(["'])(.*)\1$/s, '$2').trim()] as const;
  });
  return Object.fromEntries(values.filter(([, value]) => value !== ''));
}

function transportFault(env: Environment): Fault | undefined {
  const both = env.SLACK_APP_TOKEN !== undefined;
  if (both !== (env.SLACK_SIGNING_SECRET !== undefined)) return undefined;
  return {
    variable: 'SLACK_APP_TOKEN, SLACK_SIGNING_SECRET',
    what: both ? 'both are set, which leaves open how Slack is to be reached' : 'neither is set',
    remedy:
      'Set only SLACK_APP_TOKEN for Socket Mode (no public address needed), or only SLACK_SIGNING_SECRET for HTTP.',
  };
}

/** Node obeys it for every connection of the process; the key would go to whoever answers. */
function certificateFault(env: Environment): Fault | undefined {
  if (env.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return undefined;
  return {
    variable: 'NODE_TLS_REJECT_UNAUTHORIZED',
    what: 'it switches the check of certificates off: anybody on the way could take the tokens and the key',
    remedy: 'Unset it. For certificates of your own authority set NODE_EXTRA_CA_CERTS to its file.',
  };
}

function faultOf(issue: z.core.$ZodIssue): Fault {
  const variable = String(issue.path[0]);
  const remedy: unknown = issue.code === 'custom' ? issue.params?.remedy : WHERE_TO_FIND[variable];
  return { variable, what: issue.message, remedy: typeof remedy === 'string' ? remedy : 'Correct it.' };
}

function isMeant(ours: string, name: string): boolean {
  const words = ours.split('_');
  return distance(ours, name) <= 3 || name.split('_').every((word) => words.includes(word));
}

/** Variables that are not ours, but nearly. */
function slips(env: Environment): readonly string[] {
  return Object.keys(env)
    .filter((name) => /^(SLACK|DOCSPACE)_/.test(name) && !CONFIG_VARIABLES.includes(name))
    .flatMap((name) => {
      const unset = CONFIG_VARIABLES.filter((ours) => env[ours] === undefined && isMeant(ours, name));
      return unset.length === 0 ? [] : [`${name} is not known. Did you mean ${closest(name, unset)}?`];
    });
}

function passwordIn(url: string | undefined): readonly string[] {
  if (url === undefined) return [];
  const { password } = new URL(url);
  return [url, password, decodeURIComponent(password)];
}

/** Where operations are kept: all that operators' commands need. Throws a `ConfigError`. */
export function readStoreConfig(env: Environment): Config['store'] {
  const read = settings.pick({ DATABASE_URL: true, DATA_DIR: true }).safeParse(tidy(env));
  if (!read.success) throw new ConfigError(read.error.issues.map(faultOf));
  return { dataDir: read.data.DATA_DIR, databaseUrl: read.data.DATABASE_URL };
}

/** The address itself is no secret. */
function proxyPassword(url: string | undefined): readonly string[] {
  return passwordIn(url).slice(1);
}

/**
 * Reads the environment (and the file that PEOPLE_OVERRIDES may name). Throws a `ConfigError` with all faults at
 * once; a slip that is part of the trouble is told there, too.
 */
export function readConfig(env: Environment): Config {
  const given = tidy(env);
  const warnings = slips(given);
  const others = [transportFault(given), certificateFault(given)].filter((fault) => fault !== undefined);
  const read = settings.safeParse(given);
  if (!read.success || others.length > 0) {
    const faults = read.error?.issues.map(faultOf) ?? [];
    throw new ConfigError([...faults, ...others], warnings);
  }
  const values = read.data;
  const appToken = values.SLACK_APP_TOKEN;
  const signingSecret = values.SLACK_SIGNING_SECRET ?? '';
  return {
    slack: {
      botToken: values.SLACK_BOT_TOKEN,
      transport: appToken === undefined ? { kind: 'http', signingSecret } : { kind: 'socket', appToken },
      apiUrl: values.SLACK_API_URL,
    },
    docspace: {
      url: values.DOCSPACE_URL,
      key: values.DOCSPACE_API_KEY,
      ...(values.HTTPS_PROXY === undefined || isLoopback(new URL(values.DOCSPACE_URL).hostname)
        ? {}
        : { proxy: values.HTTPS_PROXY }),
    },
    http: { host: values.HOST, port: values.PORT },
    store: { dataDir: values.DATA_DIR, databaseUrl: values.DATABASE_URL },
    rights: { headsManageMembers: values.HEADS_MANAGE_MEMBERS, everyoneMayView: values.EVERYONE_MAY_VIEW },
    peopleOverrides: values.PEOPLE_OVERRIDES,
    auditChannel: values.AUDIT_CHANNEL,
    undoMinutes: values.UNDO_MINUTES,
    parallelWrites: values.PARALLEL_WRITES,
    changesPer10Minutes: values.CHANGES_PER_10_MINUTES,
    historyDays: values.HISTORY_DAYS,
    log: { level: values.LOG_LEVEL, format: values.LOG_FORMAT },
    secrets: [
      values.SLACK_BOT_TOKEN,
      values.DOCSPACE_API_KEY,
      appToken ?? signingSecret,
      ...passwordIn(values.DATABASE_URL),
      ...proxyPassword(values.HTTPS_PROXY),
    ].filter((secret) => secret !== ''),
    warnings,
  };
}
