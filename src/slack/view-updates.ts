import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import type { OpenView } from './calls.ts';
import { updateModal } from './open-modal.ts';

/** Updates of forms that people go on filling. */
export interface ViewUpdates {
  /**
   * Builds the form anew and shows it, one pick of a form after another. A pick that was made before the last
   * update arrived builds on that update; anything newer (a submit, a close) wins over it. `undefined` = no change.
   */
  refresh(view: OpenView, build: () => Promise<ModalView | undefined>): Promise<void>;
}

interface Chain {
  tail: Promise<unknown>;
  /** The hash that the last update replaced, and the one it made. */
  replaced?: { readonly from: string; readonly to: string };
}

export function createViewUpdates(web: WebClient): ViewUpdates {
  const chains = new LRUCache<string, Chain>({ max: 1_000, ttl: 3_600_000 });

  async function update(
    chain: Chain,
    view: OpenView,
    build: () => Promise<ModalView | undefined>,
  ): Promise<void> {
    const next = await build();
    if (next === undefined) return;
    const hash = chain.replaced?.from === view.hash ? chain.replaced.to : view.hash;
    const made = await updateModal(web, next, { viewId: view.id, hash });
    if (made !== undefined) chain.replaced = { from: view.hash, to: made };
  }

  return {
    async refresh(view, build) {
      const chain = chains.get(view.id) ?? { tail: Promise.resolve() };
      chains.set(view.id, chain);
      const mine = chain.tail.then(() => update(chain, view, build));
      chain.tail = mine.catch(() => undefined);
      await mine;
    },
  };
}
