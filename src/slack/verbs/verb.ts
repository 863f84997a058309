import type { Right } from '../../groups/rights.ts';
import type {
  ActionCall,
  CommandCall,
  Option,
  StartCall,
  SubmitAnswer,
  SubmitCall,
  SuggestCall,
} from '../calls.ts';
import type { Words } from '../words/index.ts';

/** The verbs that help and the words know. */
export type VerbName = keyof Words['help']['verbs'];

/** One thing that can be asked for: how it is typed, its modal and its buttons. */
export interface Verb {
  readonly name: VerbName;
  readonly aliases: readonly string[];
  /** Somebody typed it; the command is acked already. */
  typed(call: CommandCall): Promise<void>;
  /** Starts it without typing: opens the same form, or gives the same answer. Missing = it can only be typed. */
  readonly start?: (call: StartCall) => Promise<void>;
  /** The right that it takes on one group: with it a group's card offers the verb. Missing = no card offers it. */
  readonly onGroup?: Right;
  /** Submits by callback_id; the answer is the ack. */
  readonly submits?: Readonly<Record<string, (call: SubmitCall) => Promise<SubmitAnswer>>>;
  /** Whatever is picked or pressed inside an open modal, by the modal's callback_id; acked already. */
  readonly picks?: Readonly<Record<string, (call: ActionCall) => Promise<void>>>;
  /** Buttons and picks in messages by action_id; they are acked already. */
  readonly presses?: Readonly<Record<string, (call: ActionCall) => Promise<void>>>;
  /** Type-aheads by action_id. */
  readonly suggestions?: Readonly<Record<string, (call: SuggestCall) => Promise<readonly Option[]>>>;
}

/** What a table has under an id that came from outside; nothing under names that every object has (`constructor`). */
export function entryFor<Entry>(
  table: Readonly<Record<string, Entry>> | undefined,
  id: string,
): Entry | undefined {
  return table !== undefined && Object.hasOwn(table, id) ? table[id] : undefined;
}
