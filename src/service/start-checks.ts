import type { Fault } from '../config-fault.ts';

/**
 * What was found at start.
 * - `fatal`: it will not work until somebody changes a setting; the program ends with these faults.
 * - `not-ready`: out of reach, or not answering as it should; to be asked again. `reason` is for `/readyz`.
 * - `ready`: all is well, apart from the warnings.
 */
export type StartCheck<Facts> =
  | { readonly kind: 'fatal'; readonly faults: readonly Fault[] }
  | { readonly kind: 'not-ready'; readonly reason: string }
  | { readonly kind: 'ready'; readonly facts: Facts; readonly warnings: readonly string[] };

/** Ends a check with one fault. */
export function fatal(variable: string, what: string, remedy: string): StartCheck<never> {
  return { kind: 'fatal', faults: [{ variable, what, remedy }] };
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/;

/** Node's code (`ECONNREFUSED`, …) of an error or of what caused it, in brackets; '' where there is none. */
export function codeOf(error: unknown): string {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    const code = 'code' in current ? current.code : undefined;
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) {
      return CERTIFICATE.test(code) ? ` (its certificate is not trusted: ${code})` : ` (${code})`;
    }
    current = current.cause;
  }
  return '';
}
