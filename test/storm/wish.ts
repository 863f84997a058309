/** What somebody asked for, as he filled it in; people by DocSpace id. */
export type Wish =
  | {
      readonly kind: 'create';
      readonly name: string;
      readonly headId?: string;
      readonly memberIds: readonly string[];
    }
  | { readonly kind: 'rename'; readonly groupId: string; readonly name: string }
  | {
      readonly kind: 'head';
      readonly groupId: string;
      /** Missing = the group is to have none. */
      readonly headId?: string;
      /** The present head is to leave the group. */
      readonly leaves: boolean;
    }
  | { readonly kind: 'add' | 'remove'; readonly groupId: string; readonly ids: readonly string[] }
  | { readonly kind: 'delete'; readonly groupId: string }
  | { readonly kind: 'undo'; readonly operationId: string };

/** A submit or click, and what is known of it. */
export interface Asked {
  readonly wish: Wish;
  readonly slackId: string;
  /** It was acknowledged as taken: "Working…". A click is acknowledged before anything is known. */
  taken: boolean;
  readonly viewId?: string;
}

/** All that was asked for, by the key under which the bot is to accept it: once, however often it is delivered. */
export class AskedList {
  private readonly byKey = new Map<string, Asked>();
  /** What came of the tries, for the table. */
  readonly counts = { taken: 0, refusedAtForm: 0, gaveUp: 0, clicks: 0 };
  /** Why people gave up. */
  readonly reasons = new Map<string, number>();

  /** A submit of a form as it stands. */
  submit(view: { readonly id: string; readonly hash: string }, slackId: string, wish: Wish): Asked {
    const key = `submit:${view.id}:${view.hash}`;
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const asked: Asked = { wish, slackId, taken: false, viewId: view.id };
    this.byKey.set(key, asked);
    return asked;
  }

  click(operationId: string, slackId: string): void {
    this.counts.clicks += 1;
    this.byKey.set(`undo:${operationId}`, {
      wish: { kind: 'undo', operationId },
      slackId,
      taken: false,
    });
  }

  took(asked: Asked): void {
    if (!asked.taken) this.counts.taken += 1;
    asked.taken = true;
  }

  gaveUp(reason: string): void {
    this.counts.gaveUp += 1;
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }

  /** By the ledger's key; the second try of an undo (`undo:<id>:2`) is the same wish as the first. */
  find(dedupeKey: string): Asked | undefined {
    return this.byKey.get(dedupeKey) ?? this.byKey.get(dedupeKey.replace(/^(undo:[^:]+):\d+$/, '$1'));
  }

  all(): readonly (readonly [string, Asked])[] {
    return [...this.byKey];
  }
}
