/** The GUID that means "none" (POST) or "keep" (PUT). */
export const ZERO = '00000000-0000-0000-0000-000000000000';

const HYPHENATED = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A GUID of a JSON body: only the hyphenated form of 36 characters; lower-cased, or undefined. */
export function bodyGuid(text: string): string | undefined {
  const lower = text.toLowerCase();
  return HYPHENATED.test(lower) ? lower : undefined;
}

/** A GUID of a route or query: any form (no hyphens, braces, upper case); lower-cased with hyphens, or undefined. */
export function routeGuid(text: string): string | undefined {
  const bare = /^\{(.*)\}$|^\((.*)\)$/.exec(text);
  const inner = (bare?.[1] ?? bare?.[2] ?? text).toLowerCase();
  if (HYPHENATED.test(inner)) return inner;
  if (!/^[0-9a-f]{32}$/.test(inner)) return undefined;
  return [
    inner.slice(0, 8),
    inner.slice(8, 12),
    inner.slice(12, 16),
    inner.slice(16, 20),
    inner.slice(20),
  ].join('-');
}
