import type { DeliveryFailure, DeliveryKind } from '../contract.ts';

/** Something on its way to the bot. */
export interface Outgoing {
  /** The envelope's id. */
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly payload: Readonly<Record<string, unknown>>;
  /** 0 for the first try. */
  readonly retry: number;
}

/** How the bot answered. An empty acknowledgement has the body `undefined`. */
export type Answered =
  | { readonly kind: 'ack'; readonly body: unknown; readonly status: number | undefined }
  | {
      readonly kind: 'failed';
      readonly failure: DeliveryFailure;
      readonly status: number | undefined;
      readonly detail: string;
    };

/** The way to the bot. `onAnswer` runs once, at the moment the answer is here, so that nothing overtakes it. */
export interface Carrier {
  send(outgoing: Outgoing, onAnswer: (answer: Answered) => void): void;
  connected(): boolean;
  /** Forgets what is settled, to keep long runs small. */
  forget(): void;
}
