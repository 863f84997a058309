import { randomBytes, randomUUID } from 'node:crypto';
import type { Portal, StoredPerson } from './portal.ts';
import { EmptyRefusal } from './refusals.ts';

/** The API key as stored. It acts as its creator. */
export interface StoredKey {
  readonly id: string;
  readonly secret: string;
  readonly createdAt: number;
  name: string;
  isActive: boolean;
  /** Unix ms; absent = never. */
  expiresAt: number | undefined;
  /** Empty = unrestricted. */
  permissions: readonly string[];
  creatorId: string;
  lastUsedAt: number;
}

/** What tests may change in the key while the portal runs. */
export interface KeyChange {
  readonly name?: string;
  readonly isActive?: boolean;
  /** A time, ISO text or Unix ms; null = never. */
  readonly expiresAt?: string | number | Date | null;
  readonly permissions?: readonly string[];
  readonly creatorId?: string;
}

/** Makes a key; the secret is `sk-` and 64 lower-case hex digits. */
export function newKey(
  creatorId: string,
  now: number,
  secret = `sk-${randomBytes(32).toString('hex')}`,
): StoredKey {
  return {
    id: randomUUID(),
    secret,
    createdAt: now,
    name: 'Groups bot',
    isActive: true,
    expiresAt: undefined,
    permissions: ['accounts:read', 'accounts:write'],
    creatorId: creatorId.toLowerCase(),
    lastUsedAt: now,
  };
}

/** DocSpace stores `["*"]` as an empty list. */
export function changeKey(key: StoredKey, change: KeyChange): void {
  if (change.name !== undefined) key.name = change.name;
  if (change.isActive !== undefined) key.isActive = change.isActive;
  if (change.expiresAt !== undefined) {
    key.expiresAt = change.expiresAt === null ? undefined : new Date(change.expiresAt).getTime();
  }
  if (change.permissions !== undefined)
    key.permissions = change.permissions.includes('*') ? [] : change.permissions;
  if (change.creatorId !== undefined) key.creatorId = change.creatorId.toLowerCase();
}

/** Exactly `Bearer sk-…`: one space, this case. Whoever holds another form is nobody. */
export function carriesKey(authorization: string | undefined): boolean {
  return authorization?.startsWith('Bearer sk-') ?? false;
}

/** The person a key acts as; undefined when it is unknown, inactive or expired, or its creator is disabled or removed. */
export function creatorOf(
  authorization: string | undefined,
  key: StoredKey,
  portal: Portal,
  now: number,
): StoredPerson | undefined {
  if (authorization !== `Bearer ${key.secret}` || !key.isActive) return undefined;
  if (key.expiresAt !== undefined && key.expiresAt <= now) return undefined;
  const creator = portal.people.get(key.creatorId);
  if (creator === undefined || creator.status === 'disabled') return undefined;
  key.lastUsedAt = now;
  return creator;
}

/** True when the key's permissions allow a request that names these scopes; any one is enough. */
export function allows(key: StoredKey, scopes: readonly string[] | 'anyKey'): boolean {
  return (
    scopes === 'anyKey' || key.permissions.length === 0 || key.permissions.some((one) => scopes.includes(one))
  );
}

/** 403 without a body unless the key's permissions suffice. */
export function requireScope(key: StoredKey, scopes: readonly string[] | 'anyKey'): void {
  if (!allows(key, scopes)) throw new EmptyRefusal(403);
}
