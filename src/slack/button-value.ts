import type { z } from 'zod';

/** What a button carries, parsed: it comes from outside, and may be of an older version. undefined = can't be read. */
export function readButtonValue<Value>(schema: z.ZodType<Value>, value: string): Value | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(value));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
