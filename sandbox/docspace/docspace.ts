import { randomUUID } from 'node:crypto';
import type { PortalGroup, PortalPerson, World } from '../world.ts';
import type { Breach, BreachKind } from './breaches.ts';
import { Faults } from './faults.ts';
import { fill } from './fill.ts';
import { changeKey, type KeyChange, newKey } from './key.ts';
import { Limiter } from './limits.ts';
import { Portal, type StoredGroup } from './portal.ts';
import { type LoggedRequest, RequestLog } from './request-log.ts';
import { DocSpaceServer } from './server.ts';
import type { Settings } from './settings.ts';
import { type GroupView, groupView, type PersonView, personView } from './views.ts';

/** How the stand-in starts; all but the world may be left out. */
export interface DocSpaceOptions extends Partial<Settings> {
  readonly world: World;
  /** Default: any free one. */
  readonly port?: number;
  /** `sk-` and 64 hex digits; default: made up. */
  readonly key?: string;
  /** Default `accounts:read`, `accounts:write`; empty = unrestricted. */
  readonly permissions?: readonly string[];
  /** Whose key it is; default the owner. */
  readonly creatorId?: string;
}

/** A running stand-in for a DocSpace portal. */
export interface DocSpaceStandIn {
  /** `http://127.0.0.1:<port>`; stays the same while it is down. */
  readonly url: string;
  readonly key: string;
  /** How it behaves; change at will while it runs. */
  readonly settings: Settings;
  readonly faults: Faults;
  /** Ends it for good. */
  stop(): Promise<void>;
  /** The server's process ends: connections close, work stops where it stands, new connections are refused. */
  goDown(): Promise<void>;
  /** It listens again on the same port, with what it had stored. */
  comeUp(): Promise<void>;
  isUp(): boolean;

  /** Ordinary groups by name. */
  groups(): readonly GroupView[];
  group(id: string): GroupView | undefined;
  people(): readonly PersonView[];
  person(id: string): PersonView | undefined;
  addGroup(group: Omit<PortalGroup, 'id'> & { readonly id?: string }): GroupView;
  addPerson(person: PortalPerson): void;
  changePerson(id: string, change: Partial<Omit<PortalPerson, 'id' | 'userName'>>): void;
  removePerson(id: string): void;
  /** Deletes, renames, changes behind the bot's back. */
  deleteGroup(id: string): void;
  changeGroup(
    id: string,
    change: {
      readonly name?: string;
      readonly headId?: string | null;
      readonly addIds?: readonly string[];
      readonly removeIds?: readonly string[];
    },
  ): void;
  setKey(change: KeyChange): void;
  /** Stores two heads. */
  breakGroup(id: string): void;
  /** Adds so many groups, `Group 00001` and on, with heads and a few members from the active people. */
  fillWithGroups(count: number): void;

  /** All requests since the start or `clearRequests`. */
  readonly requests: readonly LoggedRequest[];
  /** A point in the log. */
  mark(): number;
  requestsSince(mark: number): readonly LoggedRequest[];
  clearRequests(): void;
  /** Requests other than GET that are worked on now, and the most there were. */
  readonly writesAtOnce: { readonly now: number; readonly most: number };

  /** What the client did that it must never do. A test of the bot ends with none. */
  readonly breaches: readonly Breach[];
  /** Hands the breaches over and forgets them: for tests that provoke one. */
  takeBreaches(): readonly Breach[];
}

/** Starts a strict stand-in for DocSpace 3.7 on 127.0.0.1, filled from a world. */
export async function startDocSpace(options: DocSpaceOptions): Promise<DocSpaceStandIn> {
  const settings: Settings = {
    language: options.language ?? 'en',
    timeZone: options.timeZone ?? 'UTC',
    version: options.version ?? '3.7.2',
    cost: options.cost,
    limits: options.limits ?? {},
    portal: options.portal ?? 'open',
    ipRestricted: options.ipRestricted ?? false,
    swapTies: options.swapTies ?? false,
    now: options.now ?? Date.now,
  };
  const portal = new Portal(options.world, () => settings.now());
  const owner = options.world.people.find((person) => person.role === 'owner');
  const key = newKey(options.creatorId ?? owner?.id ?? '', settings.now(), options.key);
  if (options.permissions !== undefined) changeKey(key, { permissions: options.permissions });
  const log = new RequestLog();
  const faults = new Faults();
  let breaches: Breach[] = [];
  const breach = (kind: BreachKind, request: LoggedRequest) => breaches.push({ kind, request });
  const server = new DocSpaceServer(
    { portal, settings, key, limiter: new Limiter(settings) },
    { log, faults, breach },
  );
  const port = await server.up(options.port ?? 0);

  const groupOf = (id: string): StoredGroup => {
    const group = portal.groups.get(id.toLowerCase());
    if (group === undefined) throw new Error(`the portal has no group ${id}`);
    return group;
  };
  const viewOf = (group: StoredGroup) => groupView(portal, group);

  return {
    url: `http://127.0.0.1:${port}`,
    key: key.secret,
    settings,
    faults,
    stop: () => server.down(),
    goDown: () => server.down(),
    comeUp: async () => void (await server.up(port)),
    isUp: () => server.isUp(),
    groups: () => portal.sorted.map(viewOf),
    group: (id) => {
      const group = portal.groups.get(id.toLowerCase());
      return group === undefined ? undefined : viewOf(group);
    },
    people: () => [...portal.people.values()].map(personView),
    person: (id) => {
      const person = portal.people.get(id.toLowerCase());
      return person === undefined ? undefined : personView(person);
    },
    addGroup: (group) => viewOf(portal.addGroup({ ...group, id: group.id ?? randomUUID() })),
    addPerson: (person) => portal.addPerson(person),
    changePerson: (id, change) => portal.changePerson(id.toLowerCase(), change),
    removePerson: (id) => portal.removePerson(id.toLowerCase()),
    deleteGroup: (id) => portal.deleteGroup(groupOf(id)),
    changeGroup: (id, { name, headId, addIds = [], removeIds = [] }) => {
      const group = groupOf(id);
      if (name !== undefined) portal.rename(group, name);
      for (const added of addIds) portal.addMember(group, added.toLowerCase());
      for (const removed of removeIds) portal.removeMember(group, removed.toLowerCase());
      if (headId !== undefined) portal.setHeads(group, headId === null ? [] : [headId.toLowerCase()]);
    },
    setKey: (change) => changeKey(key, change),
    breakGroup: (id) => {
      const [first, second] = portal.people.keys();
      if (first !== undefined && second !== undefined) portal.setHeads(groupOf(id), [first, second]);
    },
    fillWithGroups: (count) => fill(portal, count),
    get requests() {
      return log.all();
    },
    mark: () => log.mark(),
    requestsSince: (mark) => log.since(mark),
    clearRequests: () => {
      log.clear();
      server.inFlight.resetMost();
    },
    get writesAtOnce() {
      return { now: server.inFlight.writes(), most: server.inFlight.mostWrites };
    },
    get breaches() {
      return breaches;
    },
    takeBreaches: () => {
      const taken = breaches;
      breaches = [];
      return taken;
    },
  };
}
