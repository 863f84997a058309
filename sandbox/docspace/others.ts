import { type Call, type Endpoint, one } from './call.ts';
import { portalDate } from './dates.ts';
import { type BodyShape, readBody } from './json-body.ts';
import { simplePerson } from './present-person.ts';
import { ApiError } from './refusals.ts';

/** Scope names that a key can have. */
const PERMISSIONS = [
  '*',
  '*:read',
  '*:write',
  'accounts:read',
  'accounts:write',
  'accounts.self:read',
  'accounts.self:write',
  'files:read',
  'files:write',
  'rooms:read',
  'rooms:write',
];

const webhookShape: BodyShape = {
  type: 'ASC.Web.Api.ApiModels.RequestsDto.WebhooksConfigRequestsDto',
  properties: {
    name: 'string',
    uri: 'string',
    secretKey: 'string',
    enabled: 'any',
    ssl: 'any',
    triggers: 'any',
  },
  whenEmpty: '',
};

/** `GET /keys/@self`: the key that was sent, masked. */
export const keySelf: Endpoint = (call) => {
  const { key, settings } = call;
  const postfix = key.secret.slice(-4);
  const creator = call.portal.people.get(key.creatorId);
  return one({
    id: key.id,
    name: key.name,
    key: `sk-***${postfix}`,
    keyPostfix: postfix,
    permissions: key.permissions,
    lastUsed: portalDate(key.lastUsedAt, settings.timeZone),
    createOn: portalDate(key.createdAt, settings.timeZone),
    ...(creator !== undefined && { createBy: simplePerson(call, creator) }),
    ...(key.expiresAt !== undefined && { expiresAt: portalDate(key.expiresAt, settings.timeZone) }),
    isActive: key.isActive,
  });
};

/** `GET /keys/permissions`. */
export const keyPermissions: Endpoint = () => ({
  kind: 'list',
  value: PERMISSIONS,
  count: PERMISSIONS.length,
});

/** `GET /settings/version/build`: open to anonymous callers. */
export const portalVersion: Endpoint = (call) =>
  one({ docSpace: call.settings.version, documentServer: '4.1.5.1' });

/** `POST /authentication`: the stand-in knows no passwords. */
export const signIn: Endpoint = () => {
  throw new ApiError(401, null, 0, 'User authentication failed');
};

/** `POST /settings/webhook`: only answered, nothing is delivered. `ssl: false` is stored as true. */
export const createWebhook: Endpoint = (call: Call) => {
  const body = readBody(call.body, call.contentType, webhookShape);
  return one({
    id: 2,
    name: body.text('name'),
    uri: body.text('uri'),
    enabled: body.any('enabled') === true,
    ssl: true,
    triggers: body.any('triggers') ?? 0,
    createdBy: simplePerson(call, call.caller),
    createdOn: new Date(call.settings.now()).toISOString().replace('Z', '000+00:00'),
  });
};
