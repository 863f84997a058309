import type { Ids } from './ids.ts';
import { type Block, withIds } from './kit/blocks.ts';
import { type ElementState, type StateValues, stateFor } from './kit/form-state.ts';
import { limits } from './kit/limits.ts';
import type { View } from './kit/view.ts';
import type { Records } from './records.ts';

/** A view that somebody has before him. Every change makes a new record; `id` stays. */
export interface OpenView {
  readonly id: string;
  readonly userId: string;
  readonly given: View;
  readonly blocks: readonly Block[];
  readonly hash: string;
  readonly values: StateValues;
  readonly errors: Readonly<Record<string, string>>;
  readonly rootViewId: string;
  readonly previousViewId: string | undefined;
  /** The conversation the person came from, for `default_to_current_conversation` and `response_urls`. */
  readonly here: string | undefined;
}

/** Every person's stack of modals and his home tab. */
export interface ViewStore {
  /** Bottom first. */
  stack(userId: string): readonly OpenView[];
  home(userId: string): OpenView | undefined;
  find(id: string): OpenView | undefined;
  findExternal(externalId: string): OpenView | undefined;
  /** A new stack of one; what was open is gone. */
  open(userId: string, view: View, here: string | undefined): OpenView;
  /** On top of the stack, or `undefined` when it is full. */
  push(userId: string, view: View, here: string | undefined): OpenView | undefined;
  publish(userId: string, view: View): OpenView;
  /** Replaces the content and gives a new hash; the person's input stays where ids stay. */
  replace(view: OpenView, by: View): OpenView;
  /** Takes the view, and all above it, off the stack. */
  close(view: OpenView): void;
  clear(userId: string): void;
  fill(view: OpenView, blockId: string, actionId: string, state: ElementState): void;
  showErrors(view: OpenView, errors: Readonly<Record<string, string>>): void;
}

/** Nobody has anything open at first. */
export function createViewStore(ids: Ids, records: Records): ViewStore {
  const stacks = new Map<string, readonly OpenView[]>();
  const homes = new Map<string, OpenView>();
  const everything = () => [...[...stacks.values()].flat(), ...homes.values()];
  const stack = (userId: string) => stacks.get(userId) ?? [];
  const setStack = (userId: string, views: readonly OpenView[]) => {
    stacks.set(userId, views);
    records.changed('view');
  };
  const create = (
    userId: string,
    given: View,
    here: string | undefined,
    below: OpenView | undefined,
  ): OpenView => {
    const id = ids.view();
    const blocks = withIds(given.blocks, ids.block);
    const values = stateFor(blocks, {}, here);
    const rootViewId = below?.rootViewId ?? id;
    const previousViewId = below?.id;
    return {
      id,
      userId,
      given,
      blocks,
      hash: ids.hash(),
      values,
      errors: {},
      rootViewId,
      previousViewId,
      here,
    };
  };
  const swap = (view: OpenView, change: Partial<OpenView>): OpenView => {
    const next = { ...view, ...change };
    if (homes.get(view.userId)?.id === view.id) homes.set(view.userId, next);
    setStack(
      view.userId,
      stack(view.userId).map((one) => (one.id === view.id ? next : one)),
    );
    return next;
  };
  const find = (id: string) => everything().find((one) => one.id === id);

  return {
    stack,
    home: (userId) => homes.get(userId),
    find,
    findExternal: (externalId) => everything().find((one) => one.given.external_id === externalId),
    open: (userId, view, here) => {
      const opened = create(userId, view, here, undefined);
      setStack(userId, [opened]);
      return opened;
    },
    push: (userId, view, here) => {
      const below = stack(userId);
      if (below.length >= limits.viewStack) return undefined;
      const pushed = create(userId, view, here, below.at(-1));
      setStack(userId, [...below, pushed]);
      return pushed;
    },
    publish: (userId, view) => {
      const old = homes.get(userId);
      const fresh = create(userId, view, undefined, undefined);
      const values = stateFor(fresh.blocks, old?.values ?? {}, undefined);
      const id = old?.id ?? fresh.id;
      const published = { ...fresh, id, rootViewId: id, values };
      homes.set(userId, published);
      records.changed('view');
      return published;
    },
    replace: (view, by) => {
      const current = find(view.id) ?? view;
      const blocks = withIds(by.blocks, ids.block);
      const values = stateFor(blocks, current.values, view.here);
      return swap(current, { given: by, blocks, values, hash: ids.hash(), errors: {} });
    },
    close: (view) => {
      const index = stack(view.userId).findIndex((one) => one.id === view.id);
      if (index >= 0) setStack(view.userId, stack(view.userId).slice(0, index));
    },
    clear: (userId) => setStack(userId, []),
    fill: (view, blockId, actionId, state) => {
      const current = find(view.id) ?? view;
      const values = { ...current.values, [blockId]: { ...current.values[blockId], [actionId]: state } };
      swap(current, { values });
    },
    showErrors: (view, errors) => {
      swap(find(view.id) ?? view, { errors });
    },
  };
}
