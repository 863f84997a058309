import PQueue from 'p-queue';
import type { Send } from './call.ts';
import { emailKey, emailPortions } from './emails.ts';
import { FIELDS } from './fields.ts';
import { distinctIds, MAX_PAGE, windowOf } from './limits.ts';
import type { CallOptions, DocSpace, Person } from './model.ts';
import { ANSWER } from './wire.ts';

const FILTER = { method: 'GET', route: '/people/filter', answer: ANSWER.people } as const;
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
export function peopleCalls(send: Send, readMs: number): DocSpace['people'] {
  /** Everyone whose e-mail or name contains one of these e-mails. */
  async function hits(portion: readonly string[], optionsNow: () => CallOptions): Promise<readonly Person[]> {
    const found: Person[] = [];
    for (let startIndex = 0, total = 1; startIndex < total; startIndex += MAX_PAGE) {
      const query = {
        filterSeparator: ',',
        filterValue: portion.join(','),
        count: MAX_PAGE,
        startIndex,
        fields: FIELDS.person,
      };
      const page = await send({ ...FILTER, query }, optionsNow());
      found.push(...page.items);
      if (page.items.length === 0) break;
      total = page.total;
    }
    return found;
  }

  return {
    async byEmails(emails, options = {}) {
      const portions = emailPortions(emails);
      const until = performance.now() + (options.budgetMs ?? readMs);
      const failed = new AbortController();
      const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal;
      const optionsNow = () => ({ signal, budgetMs: Math.max(1, until - performance.now()) });
      const lane = new PQueue({ concurrency: PORTIONS_AT_ONCE });
      const look = (portion: readonly string[]) => lane.add(() => hits(portion, optionsNow));
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
      return send({ ...FILTER, query: { groupId, ...windowOf(window), fields: FIELDS.person } }, options);
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
