import { HIDDEN } from './mask.ts';

/** Keys whose values are never logged, whatever they are. */
const HIDDEN_KEYS =
  /^(authorization|cookie|set-cookie|headers|config|request|response_?urls?|trigger_?id|password|secret|token|(api|bot|app|access|signing)_?(key|token|secret)|x-slack-signature)$/i;

const DEEPEST = 6;
const WIDEST = 50;
const LONGEST = 4_000;

type Mask = (text: string) => string;

function shortText(text: string, mask: Mask): string {
  const masked = mask(text);
  return masked.length > LONGEST ? `${masked.slice(0, LONGEST)}…` : masked;
}

function own(error: Error, key: string): unknown {
  return Object.getOwnPropertyDescriptor(error, key)?.value;
}

// Only these: HTTP libraries hang their whole request, key included, on their errors.
function describeError(error: Error, mask: Mask, depth: number): Record<string, unknown> {
  const reach = (value: unknown) => (value === undefined ? undefined : describe(value, mask, depth + 1));
  const parts = {
    name: shortText(String(error.name), mask),
    message: shortText(String(error.message), mask),
    code: reach(own(error, 'code')),
    reason: reach(own(error, 'reason')),
    stack: typeof error.stack === 'string' ? shortText(error.stack, mask) : undefined,
    // Bolt keeps the cause in `original`, and several in `originals`.
    cause: reach(own(error, 'cause') ?? own(error, 'original')),
    errors: reach(own(error, 'errors') ?? own(error, 'originals')),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

function describeObject(value: object, mask: Mask, depth: number): unknown {
  if (value instanceof Error) return describeError(value, mask, depth);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof URL) return shortText(value.href, mask);
  if (Array.isArray(value))
    return value.slice(0, WIDEST).map((item: unknown) => describe(item, mask, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return `[${value.constructor?.name ?? 'object'}]`;
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, WIDEST)
      .map(([key, item]) => [mask(key), HIDDEN_KEYS.test(key) ? HIDDEN : describe(item, mask, depth + 1)]),
  );
}

function describe(value: unknown, mask: Mask, depth: number): unknown {
  if (typeof value === 'string') return shortText(value, mask);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  return depth > DEEPEST ? '[too deep]' : describeObject(value, mask, depth);
}

/**
 * What may be logged of a value: plain data, bounded in depth, width and length, texts masked. Of an error its
 * name, message, code, reason, stack and causes; of other class instances only the class's name.
 */
export function loggable(value: unknown, mask: Mask): unknown {
  return describe(value, mask, 0);
}

const JSON_PAIR = /"(response_?url|trigger_?id|authorization)":"(?:[^"\\]|\\.)*"/gi;

/** Hides what stands under a telling key in a line of JSON; for lines that were not made by `loggable`. */
export function hidePairs(line: string): string {
  return line.replace(JSON_PAIR, `"$1":"${HIDDEN}"`);
}
