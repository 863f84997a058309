import { randomBytes } from 'node:crypto';
import type { Success } from './call.ts';
import { deadlyFields, type Fields, filterFields } from './fields.ts';
import {
  ApiError,
  BareForbidden,
  EmptyRefusal,
  IpRestricted,
  UnsupportedMediaType,
  ValidationError,
} from './refusals.ts';

/** An answer, ready for the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Refused by ASP.NET itself (model validation, media type): the client's own fault. */
  readonly isProblem?: true;
}

/** What an answer needs to know of its request. */
export interface Asked {
  readonly method: string;
  /** The whole URL. */
  readonly href: string;
  readonly fields: Fields;
  /** In the language of the caller. */
  readonly ipText: string;
  /** Before 3.7.1 a validation envelope said `status: 0, statusCode: 200`. */
  readonly isRecent: boolean;
}

const JSON_TYPE = 'application/json; charset=utf-8';
const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';
const VERSIONS = { 'api-supported-versions': '2.0', 'Server-Timing': 'total;dur=1' };
const NO_CACHE = { 'Cache-Control': 'no-cache,no-store', Pragma: 'no-cache', Expires: '-1' };
const STACK = '   at ASC.People.Api.GroupController.StandIn() in /app/Api/GroupController.cs:line 1';

/** An answer without a body. */
export function emptyReply(status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'Content-Length': '0', ...headers }, body: '' };
}

/** A gateway's page, as nginx makes it. */
export function htmlReply(status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  const reasons: Readonly<Record<number, string>> = {
    500: 'Internal Server Error',
    502: 'Bad Gateway',
    503: 'Service Temporarily Unavailable',
    504: 'Gateway Time-out',
  };
  const title = `${status} ${reasons[status] ?? 'Error'}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: { 'Content-Type': 'text/html', ...headers }, body };
}

/**
 * The envelope of what an endpoint answered, trimmed by `fields`.
 * Undefined when a name in `fields` ends at a person: the real server dies while it writes the answer.
 */
export function successReply(success: Success, asked: Asked): Reply | undefined {
  if (success.kind === 'none') return { status: 204, headers: VERSIONS, body: '' };
  if (deadlyFields(asked.fields).length > 0) return undefined;
  const envelope = {
    response: filterFields(success.value, asked.fields),
    count: success.kind === 'list' ? success.count : 1,
    ...(success.kind === 'list' && success.total !== undefined && { total: success.total }),
    links: links(asked),
    status: 0,
    statusCode: 200,
  };
  return { status: 200, headers: { 'Content-Type': JSON_TYPE, ...VERSIONS }, body: JSON.stringify(envelope) };
}

/** The answer to a refusal; an error that is none of them is a fault of the stand-in and is thrown on. */
export function refusalReply(error: unknown, asked: Asked): Reply {
  if (error instanceof EmptyRefusal) {
    const known = error.status === 404 || error.status === 405 ? VERSIONS : {};
    return emptyReply(error.status, { ...known, ...error.headers });
  }
  if (error instanceof ApiError) return errorReply(error);
  if (error instanceof ValidationError) {
    return problem(asked, 400, 'One or more validation errors occurred.', '1', error.errors);
  }
  if (error instanceof UnsupportedMediaType) return problem(asked, 415, 'Unsupported Media Type', '16');
  if (error instanceof BareForbidden) {
    const body = JSON.stringify({
      type: 'https://tools.ietf.org/html/rfc9110#section-15.5.4',
      title: 'Forbidden',
      status: 403,
      traceId: traceId(),
    });
    return { status: 403, headers: { 'Content-Type': PROBLEM_TYPE }, body };
  }
  if (error instanceof IpRestricted) {
    return {
      status: 403,
      headers: { 'Content-Type': JSON_TYPE, ...VERSIONS },
      body: JSON.stringify(asked.ipText),
    };
  }
  throw error;
}

/** Nulls are kept here, unlike in successes. */
function errorReply(error: ApiError): Reply {
  const { message, type, hresult, status } = error;
  const envelope = {
    error: { message, type, stack: type === null ? null : STACK, hresult },
    status: 1,
    statusCode: status,
  };
  return {
    status,
    headers: { 'Content-Type': JSON_TYPE, ...VERSIONS, ...NO_CACHE },
    body: JSON.stringify(envelope),
  };
}

/** ASP.NET's own refusals stand inside `response`, so that `fields` trims them, too. */
function problem(asked: Asked, status: number, title: string, section: string, errors?: object): Reply {
  const details = {
    type: `https://tools.ietf.org/html/rfc9110#section-15.5.${section}`,
    title,
    status,
    ...(errors !== undefined && { errors }),
    traceId: traceId(),
  };
  const isHonest = errors !== undefined && asked.isRecent;
  const envelope = {
    response: filterFields(details, asked.fields),
    count: 1,
    links: links(asked),
    status: isHonest ? 1 : 0,
    statusCode: isHonest ? status : 200,
  };
  const headers = { 'Content-Type': PROBLEM_TYPE, ...VERSIONS };
  return { status, headers, body: JSON.stringify(envelope), isProblem: true };
}

function links(asked: Asked): readonly object[] {
  return [{ href: asked.href, action: asked.method }];
}

function traceId(): string {
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`;
}
