import type { Fields } from './fields.ts';
import type { StoredKey } from './key.ts';
import type { Portal, StoredPerson } from './portal.ts';
import type { Settings } from './settings.ts';
import type { Texts } from './texts.ts';
import type { Work } from './work.ts';

/** One request, as its endpoint sees it. */
export interface Call {
  readonly portal: Portal;
  readonly settings: Settings;
  readonly key: StoredKey;
  /** Whose rights count: the key's creator. */
  readonly caller: StoredPerson;
  /** What stands for the variable parts of the path. GUIDs come lower-cased with hyphens. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly fields: Fields;
  readonly body: Buffer;
  readonly contentType: string | undefined;
  /** Scheme and host as the client used them. */
  readonly origin: string;
  readonly texts: Texts;
  readonly work: Work;
}

/**
 * What an endpoint answers. `count` is what DocSpace puts there (see `countOf`); `total` only for paged lists;
 * `none` is 204.
 */
export type Success =
  | { readonly kind: 'none' }
  | { readonly kind: 'object'; readonly value: unknown }
  | {
      readonly kind: 'list';
      readonly value: readonly unknown[];
      readonly count: number;
      readonly total?: number;
    };

/** An endpoint. Refuses by throwing. */
export type Endpoint = (call: Call) => Success | Promise<Success>;

/** A single object. */
export const one = (value: unknown): Success => ({ kind: 'object', value });

/** A list that is not paged. */
export const whole = (value: readonly unknown[]): Success => ({ kind: 'list', value, count: value.length });

/** A list that DocSpace streams: its `count` is always 1. */
export const streamed = (value: readonly unknown[]): Success => ({ kind: 'list', value, count: 1 });

/** A caller who may read groups and lists of people. */
export function isManager(caller: StoredPerson): boolean {
  return isAdmin(caller) || caller.role === 'roomAdmin';
}

/** A caller who may change groups: Owner or DocSpaceAdmin. */
export function isAdmin(caller: StoredPerson): boolean {
  return caller.role === 'owner' || caller.role === 'admin';
}

/** The nth variable part of the path. */
export function param(call: Call, index: number): string {
  const found = call.params[index];
  if (found === undefined) throw new Error(`the route has no part ${index}`);
  return found;
}
