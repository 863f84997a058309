import { type Command, faultOf } from '../../src/commands/command.ts';
import { createLedger } from '../../src/operations/ledger.ts';
import type { Store } from '../../src/store/store.ts';
import { aRequest } from '../operations/support.ts';

/** What an operator saw of a command. */
export interface Seen {
  readonly code: number;
  readonly text: string;
}

/** Runs the command as an operator would, in this process. */
export async function type(
  command: Command,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Seen> {
  const written: string[] = [];
  const write = async (text: string) => void written.push(text);
  try {
    const code = await command({ args, env, operator: 'root', write });
    return { code, text: written.join('') };
  } catch (error) {
    const { text, code } = faultOf(error);
    return { code, text: written.join('') + text };
  }
}

/** An operation whose end could not be found out; gives its id. */
export async function unclear(
  store: Store,
  change: Parameters<typeof aRequest>[0] = {},
  fault: unknown = { reason: 'timed-out', unclear: true, route: 'POST /group', status: 504 },
): Promise<string> {
  const ledger = createLedger(store, { now: store.time, newId: () => crypto.randomUUID() });
  const { id } = (await ledger.accept(aRequest(change))).operation;
  await ledger.claim(id, id, 60_000);
  await ledger.beginStep(id, 'run:create', id);
  await ledger.needsAttention(id, id, fault);
  await ledger.markTold(id, id);
  return id;
}
