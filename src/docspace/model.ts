/** The role of a person in DocSpace; the first that is true of the wire's flags (DocSpace has no `type` field). */
export type PersonRole = 'owner' | 'admin' | 'roomAdmin' | 'user' | 'guest';

/** `pending`: invited, not yet signed in; may be member and head. `disabled` people are hidden from members and counts. */
export type PersonStatus = 'active' | 'pending' | 'disabled';

/** A DocSpace account. `name` is ready to be shown: first and last name raw, else the decoded display name. */
export interface Person {
  readonly id: string;
  /** As DocSpace stores it; its case is whatever was typed there. */
  readonly email: string;
  readonly name: string;
  readonly role: PersonRole;
  readonly status: PersonStatus;
}

/** A person as far as a group's answer tells: a head or a member. */
export interface PersonRef {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly status?: PersonStatus;
}

/** One line of a list of groups. `name` is raw: DocSpace does not encode group names. */
export interface GroupRow {
  readonly id: string;
  readonly name: string;
  /** Active and pending members; disabled ones are not counted. */
  readonly membersCount: number;
  /** The head may be no member and may be disabled; absent = no head. */
  readonly head?: PersonRef;
  readonly isLdap: boolean;
}

/** One group, read by its id. */
export interface Group extends GroupRow {
  readonly isSystem: boolean;
}

/** A group with its visible members (active and pending). */
export interface GroupWithMembers extends Group {
  readonly members: readonly PersonRef[];
}

/** What a write answered: the state after it, to be compared with what was asked. */
export interface GroupEcho {
  readonly id: string;
  readonly name: string;
  readonly membersCount: number;
  readonly headId?: string;
  readonly memberIds: readonly string[];
}

/** A page of a list; `total` counts all matches (DocSpace's `count` is not to be trusted and is dropped). */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  /**
   * Places (from 0, in the whole list) of entries within this page that DocSpace can't show: see `read-around.ts`.
   * They are counted in `total` and not among `items`. Absent = none.
   */
  readonly unreadable?: readonly number[];
}

/** The API key the bot works with, as DocSpace describes it. */
export interface KeyInfo {
  readonly name: string;
  readonly creatorId: string;
  readonly isActive: boolean;
  /** ISO time; absent = never. */
  readonly expiresAt?: string;
  readonly mayReadGroups: boolean;
  readonly mayWriteGroups: boolean;
}

/** Limits of one call. */
export interface CallOptions {
  /** Ends the wait (not the work: DocSpace goes on after its client is gone). */
  readonly signal?: AbortSignal;
  /** Total time for the call and its retries, in ms. Default: 10 s for reads, 30 s + 30 ms a person for writes. */
  readonly budgetMs?: number;
}

export interface NewGroup {
  readonly name: string;
  readonly headId?: string;
  readonly memberIds: readonly string[];
}

/** Only what is present is changed. DocSpace applies it in the order name, head, add, remove. */
export interface GroupChange {
  readonly name?: string;
  readonly headId?: string;
  readonly addIds?: readonly string[];
  readonly removeIds?: readonly string[];
}

export interface GroupSearch {
  /** DocSpace's filter: contains, ignoring case and accents. */
  readonly text?: string;
  readonly startIndex?: number;
  /** 1-100, default 100. */
  readonly count?: number;
}

/** DocSpace's REST API as far as the bot uses it. Every call may throw a `DocSpaceError`. */
export interface DocSpace {
  readonly groups: {
    search(search: GroupSearch, options?: CallOptions): Promise<Page<GroupRow>>;
    /** Groups a person belongs to, or heads. */
    ofPerson(
      query: { personId: string; headed: boolean; startIndex?: number; count?: number },
      options?: CallOptions,
    ): Promise<Page<GroupRow>>;
    get(id: string, options?: CallOptions): Promise<Group>;
    getWithMembers(id: string, options?: CallOptions): Promise<GroupWithMembers>;
    create(group: NewGroup, options?: CallOptions): Promise<GroupEcho>;
    update(id: string, change: GroupChange, options?: CallOptions): Promise<GroupEcho>;
    delete(id: string, options?: CallOptions): Promise<void>;
  };
  readonly people: {
    /** Exact matches only, by lower-cased e-mail. Missing = unknown or removed. Chunked by 50 e-mails and 6,000 bytes. */
    byEmails(
      emails: readonly string[],
      options?: CallOptions,
    ): Promise<ReadonlyMap<string, readonly Person[]>>;
    byId(id: string, options?: CallOptions): Promise<Person>;
    /** One page of a group's members; disabled people come last and count in `total`. */
    ofGroup(
      query: { groupId: string; startIndex?: number; count?: number },
      options?: CallOptions,
    ): Promise<Page<Person>>;
    /** Ids of the first members of a group, disabled ones too; also of one that DocSpace can't show. At most 100. */
    idsOfGroup(query: { groupId: string; count?: number }, options?: CallOptions): Promise<readonly string[]>;
    /** Owner and DocSpace admins, active ones, at most `count` (default 100). */
    admins(query?: { count?: number }, options?: CallOptions): Promise<readonly Person[]>;
  };
  readonly keys: { self(options?: CallOptions): Promise<KeyInfo> };
  /** The portal's version, asked without the key; undefined where it does not say. Throws only when there is no DocSpace. */
  version(options?: CallOptions): Promise<string | undefined>;
}
