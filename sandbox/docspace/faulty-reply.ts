import { type Asked, emptyReply, htmlReply, type Reply, refusalReply } from './answers.ts';
import type { Fault } from './faults.ts';
import { accessDenied, EmptyRefusal, IpRestricted } from './refusals.ts';

/** The answer of a fault that refuses without doing the work; undefined for the others. */
export function faultyReply(fault: Fault | undefined, asked: Asked): Reply | undefined {
  switch (fault?.kind) {
    case 'status':
      return statusReply(fault.status, fault.headers ?? {}, fault.body);
    case 'accessDenied':
      return refusalReply(accessDenied(), asked);
    case 'ipRestricted':
      return refusalReply(new IpRestricted(), asked);
    case 'unpaid':
      return refusalReply(new EmptyRefusal(402), asked);
    case 'restoring':
      return refusalReply(new EmptyRefusal(403), asked);
    case 'gone':
      return refusalReply(new EmptyRefusal(404), asked);
    default:
      return undefined;
  }
}

function statusReply(status: number, headers: Readonly<Record<string, string>>, body: unknown): Reply {
  if (body === undefined) return status >= 500 ? htmlReply(status, headers) : emptyReply(status, headers);
  if (typeof body === 'string')
    return { status, headers: { 'Content-Type': 'text/plain', ...headers }, body };
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** 200 with JSON that breaks off. */
export const garbageReply: Reply = {
  status: 200,
  headers: { 'Content-Type': 'application/json; charset=utf-8' },
  body: '{"response":{"name":"Mark',
};
