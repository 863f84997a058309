import type { z } from 'zod';

/** What a check of something from the wire answers: the thing itself, or Slack's refusal. */
export type Checked<T> =
  | { readonly value: T }
  | { readonly error: string; readonly messages: readonly string[] };

/** Faults in the form of `response_metadata.messages`. */
export function inSlackWords(error: z.ZodError, base: string): readonly string[] {
  return flat(error.issues, []).map(
    ({ issue, path }) => `[ERROR] ${wording(issue)} [json-pointer:${[base, ...path.map(String)].join('/')}]`,
  );
}

interface Found {
  readonly issue: z.core.$ZodIssue;
  readonly path: readonly PropertyKey[];
}

function flat(issues: readonly z.core.$ZodIssue[], before: readonly PropertyKey[]): readonly Found[] {
  return issues.map((issue) => ({ issue, path: [...before, ...issue.path] }));
}

function wording(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `no more properties allowed: ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_union') return `unsupported type (${issue.message})`;
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return `missing required field: ${String(issue.path.at(-1))}`;
  }
  return issue.message;
}
