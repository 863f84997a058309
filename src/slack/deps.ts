import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Directory } from '../directory/directory.ts';
import type { DocSpace } from '../docspace/model.ts';
import type { RightsSettings } from '../groups/rights.ts';
import type { Operation, OperationRequest } from '../operations/kind.ts';
import type { Edge } from './edge.ts';
import type { Respond } from './reply.ts';
import type { Seal } from './seal.ts';
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
  readonly settings: RightsSettings;
  /** Slack user ids whose DocSpace e-mail comes from PEOPLE_OVERRIDES. */
  readonly overridden: ReadonlySet<string>;
  readonly portalUrl: string;
  readonly viewUpdates: ViewUpdates;
  /** The modal that tells how an operation ended; undefined while it has not. */
  readonly viewOf: (operation: Operation) => ModalView | undefined;
  readonly now: () => number;
  readonly operations: {
    /** Writes the operation down, durably, before the submit is acked. It runs once it is woken. */
    accept(request: OperationRequest): Promise<{ readonly operation: Operation; readonly fresh: boolean }>;
    wake(operationId: string): void;
    /** True when another operation (by its dedupe key) with this lock waits or runs. */
    isBusy(lock: string, dedupeKey: string): Promise<boolean>;
    /** Ends an operation that waits, for the person who asked for it. */
    cancel(operationId: string, slackUserId: string): Promise<'cancelled' | 'too-late' | 'not-yours'>;
  };
}
