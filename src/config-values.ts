import { isIP } from 'node:net';
import { z } from 'zod';

/** What is wrong with a value, and how to mend it. Never quotes a secret. */
export interface Flaw {
  readonly what: string;
  readonly remedy: string;
}

/** Thrown by a reader that refuses a value. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly flaws: readonly Flaw[];

  constructor(flaws: readonly Flaw[]) {
    super(flaws.map((flaw) => flaw.what).join('; '));
    this.flaws = flaws;
  }
}

/** Refuses a value for one flaw. */
export function refuse(what: string, remedy: string): never {
  throw new Refusal([{ what, remedy }]);
}

/** A variable that `read` makes a value of, or throws a `Refusal`; undefined where it is not set, unless unwrapped. */
export function setting<T>(read: (text: string) => T) {
  return z
    .string({ error: 'is not set' })
    .transform((text, context): T => {
      try {
        return read(text);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        for (const { what, remedy } of error.flaws) {
          context.addIssue({ code: 'custom', message: what, params: { remedy } });
        }
        return z.NEVER;
      }
    })
    .optional();
}

const MAY_BE_SECRET = /xox|xapp-|sk-|[0-9a-f]{20,}|:\/\/[^/]*@/i;

/** A value for a message: short, and not at all when it might be a secret in the wrong place. */
export function quote(value: string): string {
  if (MAY_BE_SECRET.test(value)) return 'the value (hidden, it looks like a secret)';
  return value.length > 60 ? `"${value.slice(0, 59)}…"` : `"${value}"`;
}

/** true or false; yes, no, 1, 0, on and off are understood, too. */
export const flag = setting((text) => {
  if (/^(true|yes|on|1)$/i.test(text)) return true;
  if (/^(false|no|off|0)$/i.test(text)) return false;
  return refuse(`${quote(text)} is neither true nor false`, 'Write true or false.');
});

/** A whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number) {
  return setting((text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    return refuse(
      `${quote(text)} is no whole number from ${least} to ${most}`,
      `Write digits only, ${least} to ${most}.`,
    );
  });
}

/** One of the given words, in any case. */
export function oneOf<const Word extends string>(words: readonly Word[]) {
  const list = words.join(', ');
  return setting((text) => {
    const word = words.find((candidate) => candidate === text.toLowerCase());
    return word ?? refuse(`${quote(text)} is none of ${list}`, `Write one of ${list}.`);
  });
}

/** Anything; a folder's path. */
export const path = setting((text) => text);

/** An address or name to listen on, without scheme and port. */
export const listenHost = setting((text) => {
  const host = text.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host)) return host;
  return refuse(`${quote(text)} is no address to listen on`, 'Write 0.0.0.0, 127.0.0.1 or a host name.');
});

/** The id of a public or private channel; a channel's name may change, its id never does. */
export const channelId = setting((text) => {
  if (/^[CG][A-Z0-9]{2,}$/.test(text)) return text;
  return refuse(
    `${quote(text)} is no channel id`,
    "Copy the channel's id (C… or G…) from the foot of its details in Slack; a name will not do.",
  );
});

/** Whether a host name of a URL is this machine. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

function webAddress(text: string, example: string): URL {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    const bare = /^[\w-]+(\.[\w-]+)+(:\d+)?\/?$/.test(text) && !MAY_BE_SECRET.test(text);
    return refuse(`${quote(text)} is no web address`, `Write it as ${bare ? `https://${text}` : example}`);
  }
  const url = new URL(text);
  const plain = `Write only ${url.origin}${url.pathname}`;
  if (url.username || url.password) refuse('there is a name or password in it', plain);
  if (url.search || url.hash) refuse('there is a query or fragment (? or #) in it', plain);
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    refuse(`http:// to ${url.host} would send the key in the clear`, `Use https://${url.host}`);
  }
  return url;
}

/** `https://host[:port]` without a path or trailing slash; http only for loopback. */
export const portalUrl = setting((text) => {
  const { pathname, origin } = webAddress(text, 'https://docspace.example.com');
  if (pathname !== '/') refuse('there is a path in it', `Write only the portal's address, ${origin}`);
  return origin;
});

/** A Web API base with one trailing slash, as Slack's clients want it; http only for loopback. */
export const apiUrl = setting((text) => webAddress(text, 'https://slack.com/api/').href.replace(/\/*$/, '/'));

function passwordReads(url: URL): boolean {
  try {
    decodeURIComponent(url.password);
    return true;
  } catch {
    return false;
  }
}

/** `http[s]://[user:password@]host:port` of a proxy; never quoted, as it may hold a password. */
export const proxyUrl = setting((text) => {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (url && url.pathname === '/' && url.search === '' && url.hash === '' && passwordReads(url)) return text;
  return refuse(
    'is no address of a proxy',
    'Write it as http://proxy.example.com:3128, with user:password@ before the host if it asks for them.',
  );
});

/** `postgres://…`; never quoted, as it mostly holds a password. */
export const databaseUrl = setting((text) => {
  const url = /^postgres(ql)?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (url && url.pathname.length > 1 && passwordReads(url)) return text;
  return refuse(
    'is no address of a PostgreSQL database',
    'Write it as postgres://user:password@host:5432/database, special characters percent-encoded.',
  );
});
