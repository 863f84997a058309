import type { z } from 'zod';
import { DocSpaceError, type Method } from './errors.ts';
import { isId } from './ids.ts';
import type { CallOptions } from './model.ts';
import { encodeQueryValue } from './text.ts';

/** One request to DocSpace. */
export interface Call<Answer> {
  readonly method: Method;
  /** Path below `/api/2.0` with names in braces for ids: `/group/{id}`. Told in errors and to `onRequest`. */
  readonly route: string;
  /** The ids for the braces. Each must be a GUID. */
  readonly ids?: Readonly<Record<string, string>>;
  /** Query values; undefined ones are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: object;
  /** Reads the answer: `undefined` for a 204, else the parsed JSON. */
  readonly answer: z.ZodType<Answer>;
  /** Sent without the key. */
  readonly anonymous?: boolean;
  /** How many people a write is about: DocSpace takes 10 to 14 ms for each. */
  readonly people?: number;
}

/** Sends a call and reads its answer. Throws `DocSpaceError`. */
export type Send = <Answer>(call: Call<Answer>, options?: CallOptions) => Promise<Answer>;

/** The fault of a call that is refused here, before anything is sent. */
export function refusal(call: Pick<Call<unknown>, 'method' | 'route'>, detail: string): DocSpaceError {
  const { method, route } = call;
  return new DocSpaceError({ reason: 'invalid-input', method, route, detail, mayHaveHappened: false });
}

/** Path and query of a call. Throws `invalid-input` for an id that is none: it could lead to another path. */
export function targetOf(call: Call<unknown>): string {
  const path = call.route.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const id = call.ids?.[name] ?? '';
    if (!isId(id)) throw refusal(call, `${name} is not a GUID`);
    return encodeURIComponent(id);
  });
  const query = Object.entries(call.query ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeQueryValue(String(value))}`)
    .join('&');
  return query === '' ? path : `${path}?${query}`;
}
