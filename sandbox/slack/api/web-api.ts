import type { Core } from '../core.ts';
import { answerCall, type Incoming, type Reply, readArgs, tooMany } from './exchange.ts';
import { type Answer, type Args, faultyBot, type Method, refuse, textArg } from './method.ts';
import type { RateLimits } from './rate-limits.ts';

/** What serves `/api/<method>`. */
export interface WebApi {
  readonly core: Core;
  readonly methods: Readonly<Record<string, Method>>;
  readonly rateLimits: RateLimits;
}

/** One call of the Web API, from the bytes to the answer. */
export async function serveWebApi(api: WebApi, incoming: Incoming): Promise<void> {
  const { core } = api;
  const name = incoming.path.slice('/api/'.length);
  const { authorization = '', 'content-type': contentType = '' } = incoming.request.headers;
  const { token: formToken, ...args } = readArgs(incoming.body.toString('utf8'), contentType);
  const token = authorization.replace(/^Bearer /, '') || (typeof formToken === 'string' ? formToken : '');
  const call = core.records.call(name, args);
  await answerCall(core, incoming, call, () => reply(api, name, token, args));
}

function reply(api: WebApi, name: string, token: string, args: Args): Reply {
  const { core } = api;
  const method = Object.hasOwn(api.methods, name) ? api.methods[name] : undefined;
  const accepted = method?.scopes.join(',') ?? '';
  const headers = { 'x-oauth-scopes': [...core.scopes].join(','), 'x-accepted-oauth-scopes': accepted };
  const refused = refuseToken(core, method, token);
  if (refused !== undefined) return { status: 200, headers, body: refused };
  if (method === undefined) {
    core.records.breach('unknown_method', name, 'there is no such method here');
    return { status: 200, headers, body: refuse('unknown_method') };
  }
  const wait = api.rateLimits.on ? countCall(api.rateLimits, name, method, args) : undefined;
  if (wait !== undefined) return tooMany(wait);
  const answer = refuseScope(core, method) ?? method.run(core, args);
  noteRefusal(core, name, answer);
  return { status: 200, headers, body: answer };
}

/** Posting is limited to one a second for each channel; here: 60 a minute. All else by its tier. */
function countCall(limits: RateLimits, name: string, method: Method, args: Args): number | undefined {
  if (name === 'chat.postMessage') return limits.count(`${name} ${textArg(args, 'channel') ?? ''}`, 60);
  return limits.count(name, method.perMinute);
}

function refuseToken(core: Core, method: Method | undefined, token: string): Answer | undefined {
  const { botToken, appToken } = core.credentials;
  if (token === '') return refuse('not_authed');
  if (token !== botToken && token !== appToken) return refuse('invalid_auth');
  const wanted = method?.token === 'app' ? appToken : botToken;
  return token === wanted ? undefined : refuse('not_allowed_token_type');
}

function refuseScope(core: Core, method: Method): Answer | undefined {
  const missing = method.scopes.filter((scope) => !core.scopes.has(scope));
  if (missing.length === 0) return undefined;
  return { ...refuse('missing_scope'), needed: missing.join(','), provided: [...core.scopes].join(',') };
}

function noteRefusal(core: Core, name: string, answer: Answer): void {
  const { error, response_metadata: metadata } = answer;
  if (typeof error !== 'string' || !faultyBot.has(error)) return;
  core.records.breach(error, name, metadata === undefined ? error : JSON.stringify(metadata));
}
