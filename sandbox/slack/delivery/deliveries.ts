import type { Delivery, DeliveryKind, ShownConfirm } from '../contract.ts';
import type { Core } from '../core.ts';
import type { Answered, Carrier } from './transport.ts';

/** A delivery while its answer is awaited. */
type OpenDelivery = { -readonly [Key in keyof Delivery]: Delivery[Key] };

/** What becomes of an acknowledgement: its meaning, or what is wrong with it. */
export type Accepted<T> = { readonly result: T } | { readonly wrong: string };

/** Something to deliver. */
export interface Act<T> {
  readonly kind: DeliveryKind;
  readonly userId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly triggerId?: string | undefined;
  readonly responseUrl?: string | undefined;
  readonly confirmed?: ShownConfirm | undefined;
  /** Reads an acknowledgement. It changes what people see only when `effective`. */
  readonly accept: (body: unknown, effective: boolean) => Accepted<T>;
}

/** A delivery with the meaning of its answer; no result when it was not well acknowledged. */
export interface Delivered<T> {
  readonly delivery: Delivery;
  readonly result: T | undefined;
}

/** Sends things to the bot and keeps the record. */
export interface Deliveries {
  readonly all: readonly Delivery[];
  send<T>(act: Act<T>): Promise<Delivered<T>>;
  /** Two sendings of one act, the second before the first is answered. */
  sendTwice<T>(act: Act<T>): Promise<readonly [Delivered<T>, Delivered<T>]>;
  redeliver(delivery: Delivery): Promise<Delivery>;
  /** Forgets all deliveries; they cannot be repeated any more. */
  forget(): void;
}

interface Sending<T> {
  readonly act: Act<T>;
  readonly id: string;
  readonly state: { applied: boolean; tries: number };
}

/** An empty record over a carrier. */
export function createDeliveries(core: Core, carrier: Carrier): Deliveries {
  const all: OpenDelivery[] = [];
  const again = new Map<string, () => Promise<Delivered<unknown>>>();

  const carry = <T>(sending: Sending<T>): Promise<Delivered<T>> => {
    const { act, id, state } = sending;
    const delivery = record(core, act, id, state.tries > 0 ? id : undefined);
    all.push(delivery);
    core.records.changed('delivery');
    const outgoing = { id, kind: act.kind, payload: act.payload, retry: state.tries };
    state.tries += 1;
    return new Promise((resolve) => {
      carrier.send(outgoing, (answer) => {
        const result = settle(core, delivery, sending, answer);
        core.records.changed('delivery');
        resolve({ delivery, result });
      });
    });
  };
  const begin = <T>(act: Act<T>): Sending<T> => {
    const sending = { act, id: core.ids.envelope(), state: { applied: false, tries: 0 } };
    again.set(sending.id, () => carry(sending));
    return sending;
  };

  return {
    all,
    send: (act) => carry(begin(act)),
    sendTwice: (act) => {
      const sending = begin(act);
      return Promise.all([carry(sending), carry(sending)]);
    },
    forget: () => {
      all.length = 0;
      again.clear();
      carrier.forget();
    },
    redeliver: async (delivery) => {
      const repeat = again.get(delivery.redeliveryOf ?? delivery.id);
      if (repeat === undefined) throw new Error('this delivery was never sent from here');
      return (await repeat()).delivery;
    },
  };
}

function record<T>(core: Core, act: Act<T>, id: string, redeliveryOf: string | undefined): OpenDelivery {
  return {
    id,
    kind: act.kind,
    userId: act.userId,
    payload: act.payload,
    triggerId: act.triggerId,
    responseUrl: act.responseUrl,
    at: core.clock.now(),
    acked: false,
    ackMs: undefined,
    ackBody: undefined,
    status: undefined,
    failure: undefined,
    redeliveryOf,
    confirmed: act.confirmed,
  };
}

function settle<T>(core: Core, delivery: OpenDelivery, sending: Sending<T>, answer: Answered): T | undefined {
  delivery.status = answer.status;
  if (answer.kind === 'failed') {
    delivery.failure = answer.failure;
    if (answer.failure === 'timeout') core.records.breach('ack_missing', delivery.kind, answer.detail);
    if (answer.failure === 'refused') core.records.breach('ack_status', delivery.kind, answer.detail);
    return undefined;
  }
  delivery.acked = true;
  delivery.ackMs = core.clock.now() - delivery.at;
  delivery.ackBody = answer.body;
  const accepted = sending.act.accept(answer.body, !sending.state.applied);
  if ('wrong' in accepted) {
    delivery.failure = 'bad_ack';
    core.records.breach('bad_ack', delivery.kind, accepted.wrong);
    return undefined;
  }
  sending.state.applied = true;
  return accepted.result;
}
