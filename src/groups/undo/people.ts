import { z } from 'zod';
import type { Directory } from '../../directory/directory.ts';
import { judgeMember } from '../../directory/judge.ts';
import type { DocSpace, Person } from '../../docspace/model.ts';
import { isGone } from '../faults.ts';
import { type Named, namedSchema } from '../who.ts';
import type { NotRestored } from './shape.ts';

/** How many people an outcome names; the rest are counted. */
const mostNamed = 10;

export interface PeopleDeps {
  readonly directory: Pick<Directory, 'knownSlackIdOf'>;
  readonly people: Pick<DocSpace['people'], 'byId'>;
}

/** Everybody whom an outcome names, wherever in it: names that need not be asked for again. */
export function namedIn(outcome: unknown): readonly Named[] {
  const found = new Map<string, Named>();
  const look = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    const named = namedSchema.safeParse(value);
    if (named.success && !found.has(named.data.personId)) found.set(named.data.personId, named.data);
    for (const inner of Object.values(z.record(z.string(), z.unknown()).parse({ ...value }))) look(inner);
  };
  look(outcome);
  return [...found.values()];
}

/** The first of these people with their names; each that is not known yet costs a request. */
export async function nameAll(
  deps: PeopleDeps,
  ids: readonly string[],
  known: readonly Named[],
): Promise<Named[]> {
  return Promise.all(
    ids.slice(0, mostNamed).map(async (id) => {
      const before = known.find((one) => sameId(one.personId, id));
      if (before !== undefined) return before;
      const person = await ask(deps, id);
      return asNamed(deps, id, typeof person === 'object' ? person.name : '');
    }),
  );
}

/** The first of these people with the reason why they could not be put back; each costs a request. */
export async function explainAll(
  deps: PeopleDeps,
  missing: readonly { readonly id: string; readonly reason?: string }[],
  known: readonly Named[],
): Promise<NotRestored[]> {
  return Promise.all(
    missing.slice(0, mostNamed).map(async ({ id, reason }) => {
      const before = known.find((one) => sameId(one.personId, id));
      const person = reason !== undefined && before !== undefined ? undefined : await ask(deps, id);
      const name = typeof person === 'object' ? person.name : (before?.name ?? '');
      const named = before ?? asNamed(deps, id, name);
      const slackUserId = named.slackUserId === undefined ? {} : { slackUserId: named.slackUserId };
      return { label: name, reason: reason ?? reasonOf(person), ...slackUserId };
    }),
  );
}

export function asNamed(deps: Pick<PeopleDeps, 'directory'>, id: string, name: string): Named {
  const slackUserId = deps.directory.knownSlackIdOf(id);
  return { personId: id, name, ...(slackUserId === undefined ? {} : { slackUserId }) };
}

/** Ids are compared without regard to case: DocSpace takes both. */
export function sameId(one: string | undefined, other: string | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}

/** The ids of the first list that are not in the second. */
export function without(ids: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map((id) => id.toLowerCase()));
  return ids.filter((id) => !known.has(id.toLowerCase()));
}

function reasonOf(person: Person | 'gone' | undefined): string {
  if (person === 'gone') return 'unknown-in-docspace';
  return (person === undefined ? undefined : judgeMember(person)) ?? 'left-out';
}

/** A name is a nicety: where DocSpace does not tell it, the change that was made is told without it. */
async function ask(deps: PeopleDeps, id: string): Promise<Person | 'gone' | undefined> {
  try {
    return await deps.people.byId(id);
  } catch (error) {
    return isGone(error) ? 'gone' : undefined;
  }
}
