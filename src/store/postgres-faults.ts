import { StoreError, type StoreFault } from './store-error.ts';

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const byState: Readonly<Record<string, StoreFault>> = {
  '28000': 'login refused',
  '28P01': 'login refused',
  '3D000': 'no such database',
  '42501': 'no rights',
  '53100': 'disk full',
  // Read-only: a standby that has not taken over yet.
  '25006': 'out of reach',
  // Too slow, or held up by others: our own time limits.
  '25P03': 'out of reach',
  '55P03': 'out of reach',
  '57014': 'out of reach',
};

// Connection lost, deadlock, out of connections or memory, stopping or starting.
const passingClasses: ReadonlySet<string> = new Set(['08', '40', '53', '57', '58']);

const network: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

// What `pg` says without any code.
const lostText =
  /connection terminated|timeout exceeded|timeout expired|not queryable|connection error|cannot use a pool/i;
const insecureText = /SSL|certificate|self.signed|altname/i;
const certificateCode = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|^ERR_(SSL|TLS)/;

/** Gives the errors of PostgreSQL and of the way to it a name; anything else is returned as it is. */
export function toPostgresError(error: unknown, place: string): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error;
  const reason = faultOf(error);
  return reason === undefined ? error : new StoreError(reason, place, error);
}

function faultOf(error: Error): StoreFault | undefined {
  // All addresses of a name were tried.
  if (error instanceof AggregateError) {
    return error.errors.some((one) => one instanceof Error && faultOf(one) === 'out of reach')
      ? 'out of reach'
      : undefined;
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (certificateCode.test(code)) return 'no secure connection';
  if (network.has(code)) return 'out of reach';
  if (/^[0-9A-Z]{5}$/.test(code)) {
    return byState[code] ?? (passingClasses.has(code.slice(0, 2)) ? 'out of reach' : undefined);
  }
  if (lostText.test(error.message)) return 'out of reach';
  return insecureText.test(error.message) ? 'no secure connection' : undefined;
}

/** `DATABASE_URL` with host and database, and nothing else of it. */
export function placeOf(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `DATABASE_URL (${host}${decodeURIComponent(pathname)})`;
}
