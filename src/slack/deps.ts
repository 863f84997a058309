import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Directory } from '../directory/directory.ts';
import type { DocSpace } from '../docspace/model.ts';
import type { GroupLookup } from '../groups/group-lookup.ts';
import type { PastOperations } from '../groups/history.ts';
import type { RightsSettings } from '../groups/rights.ts';
import type { Watches } from '../groups/watches.ts';
import type { AcceptAnswer, Operation, OperationRequest } from '../operations/kind.ts';
import type { Edge } from './edge.ts';
import type { Telling } from './outcomes/told.ts';
import type { Respond } from './reply.ts';
import type { Seal } from './seal.ts';
import type { Verb } from './verbs/verb.ts';
import type { ViewUpdates } from './view-updates.ts';
import type { Words } from './words/index.ts';

/** What the verbs stand on; app.ts puts it together. */
export interface SlackDeps {
  readonly web: WebClient;
  readonly words: Words;
  readonly edge: Edge;
  readonly seal: Seal;
  readonly respond: Respond;
  readonly directory: Directory;
  readonly docspace: DocSpace;
  /** Groups for type-ahead. */
  readonly lookup: GroupLookup;
  readonly settings: RightsSettings;
  /** Slack user ids whose DocSpace e-mail comes from PEOPLE_OVERRIDES. */
  readonly overridden: ReadonlySet<string>;
  readonly portalUrl: string;
  /** How long after its end a change can be taken back; 0 = undo is switched off. */
  readonly undoMinutes: number;
  readonly viewUpdates: ViewUpdates;
  /** The modal that tells how an operation ended; undefined while it has not. */
  readonly viewOf: (operation: Operation) => ModalView | undefined;
  /** How each kind of operation is told. */
  readonly tellings: ReadonlyMap<string, Telling>;
  readonly past: PastOperations;
  readonly watches: Watches;
  /** For "/invite". */
  readonly botUserId: string;
  readonly now: () => number;
  /** All verbs, for what starts others; `buildVerbs` puts it in. */
  readonly verbs?: () => readonly Verb[];
  readonly operations: {
    /**
     * Writes the operation down, durably, before the submit is acked. It runs once it is woken. Writes nothing when the
     * person has asked for too much in the last minutes.
     */
    /** Both throw the store's fault where it does not answer by then (Unix ms). */
    accept(request: OperationRequest, until: number): Promise<AcceptAnswer>;
    wake(operationId: string): void;
    get(operationId: string): Promise<Operation | undefined>;
    /** True when another operation (by its dedupe key) with this lock waits or runs. */
    isBusy(lock: string, dedupeKey: string, until: number): Promise<boolean>;
    /** Ends an operation that waits, for the person who asked for it. */
    cancel(operationId: string, slackUserId: string): Promise<'cancelled' | 'too-late' | 'not-yours'>;
  };
}
