/** One thing that keeps the bot from working: which variable, what is wrong with it, and how to mend it. */
export interface Fault {
  readonly variable: string;
  readonly what: string;
  readonly remedy: string;
}

/** The program ends with this when its configuration is at fault (EX_CONFIG of sysexits.h). */
export const CONFIG_EXIT_CODE = 78;

/** Holds every fault of the configuration; its message is fit for a terminal and holds no secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[], hints: readonly string[] = []) {
    super([formatFaults(faults), ...hints.map((hint) => `  ${hint}`)].join('\n'));
    this.faults = faults;
  }
}

/** Faults as text for people, each with its variable, what is wrong and what to do. */
function formatFaults(faults: readonly Fault[]): string {
  const title = faults.length === 1 ? 'One setting is' : `${faults.length} settings are`;
  const lines = faults.map(({ variable, what, remedy }) => `  ${variable}: ${what}\n    -> ${remedy}`);
  return [`The bot cannot start: ${title} at fault.`, ...lines].join('\n');
}
