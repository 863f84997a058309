import { DocSpaceError } from '../docspace/errors.ts';
import type { DocSpace, KeyInfo, Person } from '../docspace/model.ts';
import { codeOf, fatal, type StartCheck } from './start-checks.ts';

/** What the check asks of DocSpace. */
export interface DocSpacePort {
  readonly docspace: Pick<DocSpace, 'version' | 'keys'> & {
    readonly people: Pick<DocSpace['people'], 'byId'>;
  };
  /** DOCSPACE_URL, for messages. */
  readonly url: string;
  /** Unix time in ms. */
  readonly now?: () => number;
}

/** The portal and whom the key acts as. */
export interface DocSpaceFacts {
  /** A hint; undefined where the portal does not say. */
  readonly version: string | undefined;
  readonly creator: Person;
}

const DAY_MS = 86_400_000;
const WARN_DAYS = 14;
const NEW_KEY =
  'Make a new key in DocSpace under Developer Tools > API keys, as Owner or DocSpace admin, with accounts:read and accounts:write.';

function notReady(error: DocSpaceError, host: string): StartCheck<never> {
  const said: Partial<Record<DocSpaceError['reason'], string>> = {
    unreachable: `does not answer${codeOf(error)}`,
    'timed-out': 'does not answer in time',
    'portal-unavailable': 'is not paid',
    'rate-limited': 'asks the bot to wait (too many requests)',
  };
  const status = error.status === undefined ? '' : `HTTP ${error.status}, `;
  return {
    kind: 'not-ready',
    reason: `DOCSPACE_URL: ${host} ${said[error.reason] ?? `answers with a fault (${status}${error.reason})`}`,
  };
}

function noDocSpace(host: string): StartCheck<never> {
  return fatal(
    'DOCSPACE_URL',
    `there is no DocSpace at ${host}`,
    'Write the address at which you open DocSpace in the browser, without a path; the bot needs DocSpace 3.5 or later.',
  );
}

function ended(error: unknown, host: string): StartCheck<never> {
  if (!(error instanceof DocSpaceError)) throw error;
  switch (error.reason) {
    case 'no-such-route':
      return noDocSpace(host);
    case 'not-found':
      return fatal('DOCSPACE_API_KEY', 'the person who made the key is no longer in DocSpace', NEW_KEY);
    case 'key-refused':
      return fatal(
        'DOCSPACE_API_KEY',
        `${host} refuses the key: it is wrong, inactive or expired, or the person who made it was disabled`,
        NEW_KEY,
      );
    case 'scope-missing':
    case 'role-refused':
      return fatal('DOCSPACE_API_KEY', `${host} does not let this key be used`, NEW_KEY);
    case 'address-refused':
      return fatal(
        'DOCSPACE_URL',
        `${host} does not admit this machine's IP address`,
        'Add the address in DocSpace under Settings > Security > Access > IP security.',
      );
    default:
      return notReady(error, host);
  }
}

function keyFault(key: KeyInfo, now: number): StartCheck<never> | undefined {
  if (!key.isActive) {
    return fatal(
      'DOCSPACE_API_KEY',
      `the key "${key.name}" is inactive`,
      'Switch it on in DocSpace under API keys.',
    );
  }
  if (key.expiresAt !== undefined && Date.parse(key.expiresAt) <= now) {
    return fatal(
      'DOCSPACE_API_KEY',
      `the key "${key.name}" expired on ${key.expiresAt.slice(0, 10)}`,
      NEW_KEY,
    );
  }
  const missing = [
    ...(key.mayReadGroups ? [] : ['accounts:read']),
    ...(key.mayWriteGroups ? [] : ['accounts:write']),
  ];
  if (missing.length === 0) return undefined;
  return fatal(
    'DOCSPACE_API_KEY',
    `the key "${key.name}" lacks the permission ${missing.join(' and ')}`,
    'Give the key "Contacts" read and write (accounts:read, accounts:write), or no restriction at all.',
  );
}

function creatorFault({ name, role, status }: Person): StartCheck<never> | undefined {
  const remedy = 'Make the key as an active Owner or DocSpace admin: a key may do what its maker may.';
  if (status !== 'active')
    return fatal('DOCSPACE_API_KEY', `${name}, who made the key, is not active`, remedy);
  if (role === 'owner' || role === 'admin') return undefined;
  return fatal('DOCSPACE_API_KEY', `${name}, who made the key, is neither Owner nor DocSpace admin`, remedy);
}

function isBefore35(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 3 || (major === 3 && minor < 5);
}

function warningsOf(version: string | undefined, key: KeyInfo, now: number): readonly string[] {
  const warnings: string[] = [];
  if (version !== undefined && isBefore35(version)) {
    warnings.push(
      `DOCSPACE_URL: DocSpace says it is ${version}; the bot is made for 3.5 and later (older ones treat key permissions differently).`,
    );
  }
  const leftMs = key.expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(key.expiresAt) - now;
  if (leftMs <= WARN_DAYS * DAY_MS) {
    warnings.push(
      `DOCSPACE_API_KEY: the key "${key.name}" expires on ${key.expiresAt?.slice(0, 10)}; make a new one.`,
    );
  }
  return warnings;
}

/** Some web page, and no DocSpace, answers so to the version call. */
const SOME_PAGE: ReadonlySet<DocSpaceError['reason']> = new Set([
  'no-such-route',
  'not-found',
  'not-understood',
  'invalid-input',
]);

/** Asks the portal about itself, the key and the key's creator. Throws only what is no `DocSpaceError`. */
export async function checkDocSpace({
  docspace,
  url,
  now = Date.now,
}: DocSpacePort): Promise<StartCheck<DocSpaceFacts>> {
  const { host } = new URL(url);
  let version: string | undefined;
  try {
    version = await docspace.version();
  } catch (error) {
    const isPage = error instanceof DocSpaceError && SOME_PAGE.has(error.reason);
    return isPage ? noDocSpace(host) : ended(error, host);
  }
  try {
    const key = await docspace.keys.self();
    const fault = keyFault(key, now());
    if (fault) return fault;
    const creator = await docspace.people.byId(key.creatorId);
    return (
      creatorFault(creator) ?? {
        kind: 'ready',
        facts: { version, creator },
        warnings: warningsOf(version, key, now()),
      }
    );
  } catch (error) {
    return ended(error, host);
  }
}
