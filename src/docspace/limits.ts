import { type Call, refusal } from './call.ts';
import { isId } from './ids.ts';

/** The most people in one write: DocSpace takes 10 to 14 ms for each, and a proxy may cut it off. */
export const MAX_PEOPLE = 100;

/** The longest page DocSpace gives; longer ones are refused since 3.2. */
export const MAX_PAGE = 100;

/** Which part of a list is wanted. */
export interface Window {
  readonly startIndex?: number;
  readonly count?: number;
}

/** Query values for a part of a list; all of the first page by default. Throws `RangeError`. */
export function windowOf({ startIndex = 0, count = MAX_PAGE }: Window): {
  startIndex: number;
  count: number;
} {
  if (!Number.isInteger(startIndex) || startIndex < 0) throw new RangeError('startIndex is below 0');
  if (!Number.isInteger(count) || count < 1 || count > MAX_PAGE) {
    throw new RangeError(`count is not between 1 and ${MAX_PAGE}`);
  }
  return { startIndex, count };
}

/** The ids without repetitions. Throws `invalid-input` for one that is no GUID. */
export function distinctIds(
  call: Pick<Call<unknown>, 'method' | 'route'>,
  ids: readonly string[] = [],
): readonly string[] {
  if (!ids.every(isId)) throw refusal(call, 'an id is not a GUID');
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}
