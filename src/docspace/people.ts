import PQueue from 'p-queue';
import type { Send } from './call.ts';
import { emailKey, emailPortions } from './emails.ts';
import { DocSpaceError } from './errors.ts';
import { FIELDS } from './fields.ts';
import { distinctIds, MAX_PAGE, type Window, windowOf } from './limits.ts';
import type { CallOptions, DocSpace, Person } from './model.ts';
import type { ReadAround } from './read-around.ts';
import { ANSWER } from './wire.ts';

const FILTER = { method: 'GET', route: '/people/filter', answer: ANSWER.people } as const;
/** Simple people come without their groups: the one list that a damaged group does not spoil. */
const SIMPLE = { method: 'GET', route: '/people/simple/filter', answer: ANSWER.ids } as const;
const PORTIONS_AT_ONCE = 4;

/** DocSpace finds whoever contains the text: ann@x.io brings joann@x.io. */
function exactMatches(
  emails: readonly string[],
  found: readonly Person[],
): ReadonlyMap<string, readonly Person[]> {
  const distinct = [...new Map(found.map((person) => [person.id, person])).values()];
  const byEmail = new Map<string, Person[]>(emails.map((email) => [email, []]));
  for (const person of distinct) byEmail.get(emailKey(person.email))?.push(person);
  return new Map([...byEmail].filter(([, people]) => people.length > 0));
}

/** The people of DocSpace. `readMs` is the time limit of a look-up that takes several requests. */
export function peopleCalls(send: Send, readMs: number, readAround: ReadAround): DocSpace['people'] {
  /**
   * Everyone whose e-mail or name contains one of these e-mails. `unreadable` = so many more: DocSpace can't show who
   * belongs to a group with two heads.
   */
  async function hits(
    portion: readonly string[],
    optionsNow: () => CallOptions,
  ): Promise<{ readonly found: readonly Person[]; readonly unreadable: number }> {
    const found: Person[] = [];
    let unreadable = 0;
    const which = { filterSeparator: ',', filterValue: portion.join(',') };
    const read = (part: Window, options: CallOptions) =>
      send({ ...FILTER, query: { ...which, ...part, fields: FIELDS.person } }, options);
    for (let startIndex = 0, total = 1; startIndex < total; startIndex += MAX_PAGE) {
      const list = { key: which.filterValue, startIndex, count: MAX_PAGE, read };
      const page = await readAround(list, optionsNow());
      found.push(...page.items);
      unreadable += page.unreadable?.length ?? 0;
      if (page.items.length === 0 && page.unreadable === undefined) break;
      total = page.total;
    }
    return { found, unreadable };
  }

  /** Exact, one by one: throws `broken-data` for somebody whom DocSpace can't show; undefined = unknown. */
  async function byEmail(email: string, options: CallOptions): Promise<Person | undefined> {
    try {
      const query = { email, fields: FIELDS.person };
      return await send({ method: 'GET', route: '/people/email', query, answer: ANSWER.person }, options);
    } catch (error) {
      if (error instanceof DocSpaceError && error.reason === 'not-found') return undefined;
      throw error;
    }
  }

  /** Whoever of these e-mails was not among the hits, though somebody among them can't be shown, is asked for himself. */
  async function exactHits(
    portion: readonly string[],
    optionsNow: () => CallOptions,
  ): Promise<readonly Person[]> {
    const { found, unreadable } = await hits(portion, optionsNow);
    if (unreadable === 0) return found;
    const known = new Set(found.map((person) => emailKey(person.email)));
    const missing = portion.filter((email) => !known.has(email));
    const others = await Promise.all(missing.map((email) => byEmail(email, optionsNow())));
    return [...found, ...others.flatMap((person) => (person === undefined ? [] : [person]))];
  }

  return {
    async byEmails(emails, options = {}) {
      const portions = emailPortions(emails);
      const until = performance.now() + (options.budgetMs ?? readMs);
      const failed = new AbortController();
      const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal;
      const optionsNow = () => ({ signal, budgetMs: Math.max(1, until - performance.now()) });
      const lane = new PQueue({ concurrency: PORTIONS_AT_ONCE });
      const look = (portion: readonly string[]) => lane.add(() => exactHits(portion, optionsNow));
      try {
        const found = (await Promise.all(portions.map(look))).flat();
        return exactMatches(portions.flat(), found);
      } finally {
        // What one portion could not read the others need not read.
        failed.abort();
      }
    },

    byId(id, options) {
      const query = { fields: FIELDS.person };
      return send(
        { method: 'GET', route: '/people/{id}', ids: { id }, query, answer: ANSWER.person },
        options,
      );
    },

    async ofGroup({ groupId: id, ...window }, options) {
      const [groupId] = distinctIds(FILTER, [id]);
      // Without a status: the one that leaves out the disabled leaves out the pending, too (DocSpace 3.7).
      const read = (part: Window, partOptions: CallOptions) =>
        send({ ...FILTER, query: { groupId, ...part, fields: FIELDS.person } }, partOptions);
      return readAround({ key: `members:${groupId}`, ...windowOf(window), read }, options);
    },

    async idsOfGroup({ groupId: id, count = MAX_PAGE }, options) {
      const [groupId] = distinctIds(SIMPLE, [id]);
      const query = { groupId, ...windowOf({ count }), fields: FIELDS.idOnly };
      return (await send({ ...SIMPLE, query }, options)).items.map((person) => person.id);
    },

    async admins({ count = MAX_PAGE } = {}, options = {}) {
      windowOf({ count });
      // The filter also finds admins of single modules, so all of a page are asked for and then looked at.
      const query = { isAdministrator: true, employeeStatus: 1, count: MAX_PAGE, fields: FIELDS.person };
      const { items } = await send({ ...FILTER, query }, options);
      const isAdmin = ({ role, status }: Person) =>
        (role === 'owner' || role === 'admin') && status === 'active';
      return items.filter(isAdmin).slice(0, count);
    },
  };
}
