import type { Call, Success } from './call.ts';
import { routeGuid } from './guid.ts';
import { ValidationError } from './refusals.ts';

/** A value of the query; names are compared without case. */
export function queryText(call: Call, name: string): string | undefined {
  for (const [written, value] of call.query) if (written.toLowerCase() === name.toLowerCase()) return value;
  return undefined;
}

/** `true` and `false` in any case; anything else is 400. */
export function queryBoolean(call: Call, name: string): boolean | undefined {
  const value = queryText(call, name);
  if (value === undefined || value === '') return undefined;
  if (/^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  throw notValid(name, value);
}

/** A GUID in any form; anything else is 400. */
export function queryGuid(call: Call, name: string): string | undefined {
  const value = queryText(call, name);
  if (value === undefined || value === '') return undefined;
  return routeGuid(value) ?? fail(notValid(name, value));
}

/** A name or number of an enumeration, in any case; anything else is 400. */
export function queryEnum<Name extends string>(
  call: Call,
  name: string,
  values: Readonly<Record<Name, number>>,
): Name | undefined {
  const written = queryText(call, name);
  return written === undefined || written === '' ? undefined : enumValue(name, written, values);
}

/** As `queryEnum`, for a value from elsewhere. */
export function enumValue<Name extends string>(
  name: string,
  written: string,
  values: Readonly<Record<Name, number>>,
): Name {
  for (const known in values) {
    if (known.toLowerCase() === written.toLowerCase() || String(values[known]) === written) return known;
  }
  throw notValid(name, written);
}

/** Which part of a list is asked for. `startIndex` may be negative: DocSpace takes it as 0, but for `count`. */
export interface Paging {
  readonly count: number;
  readonly startIndex: number;
  readonly isDescending: boolean;
}

/** Reads `count` (1-100, default 100), `startIndex` and `sortOrder`. */
export function queryPaging(call: Call): Paging {
  const count = queryInteger(call, 'count') ?? 100;
  if (count < 1 || count > 100)
    throw new ValidationError('count', 'The field Count must be between 1 and 100.');
  const order = queryEnum(call, 'sortOrder', { Ascending: 0, Descending: 1 });
  return { count, startIndex: queryInteger(call, 'startIndex') ?? 0, isDescending: order === 'Descending' };
}

/** The part of a list that a page shows. */
export function pageOf<Item>(items: readonly Item[], paging: Paging): readonly Item[] {
  const start = Math.max(0, paging.startIndex);
  return items.slice(start, start + paging.count);
}

/** A page with `total`; DocSpace computes its `count`, which is wrong for a negative `startIndex`. */
export function paged(value: readonly unknown[], total: number, paging: Paging): Success {
  const count = Math.max(0, Math.min(paging.count, total - paging.startIndex));
  return { kind: 'list', value, count, total };
}

function queryInteger(call: Call, name: string): number | undefined {
  const value = queryText(call, name);
  if (value === undefined || value === '') return undefined;
  return /^\s*[+-]?\d{1,9}\s*$/.test(value) ? Number(value) : fail(notValid(name, value));
}

function notValid(name: string, value: string): ValidationError {
  const field = name.charAt(0).toUpperCase() + name.slice(1);
  return new ValidationError(name, `The value '${value}' is not valid for ${field}.`);
}

function fail(error: Error): never {
  throw error;
}
