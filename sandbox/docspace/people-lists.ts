import { accessAsAdmin, accessAsManager } from './access.ts';
import { type Call, type Endpoint, param, type Success, streamed } from './call.ts';
import { fold } from './collation.ts';
import { filterTests, type PersonTest, sortPeople, statusTest, textTest } from './people-filter.ts';
import type { StoredPerson } from './portal.ts';
import { fullPerson, simplePerson } from './present-person.ts';
import { paged, pageOf, queryPaging, queryText } from './query.ts';
import { nullArgument } from './refusals.ts';

type Present = (call: Call, person: StoredPerson) => object;

/** `GET /people`: active people. */
export const listPeople: Endpoint = (call) =>
  page(call, () => [textTest(call), statusTest('Active')], fullPerson);

/** `GET /people/status/{status}`. */
export const listPeopleByStatus: Endpoint = (call) =>
  page(call, () => [textTest(call), statusTest(param(call, 0))], fullPerson);

/** `GET /people/filter`: without `employeeStatus` admins see disabled people, too. */
export const filterPeople: Endpoint = (call) => page(call, () => filterTests(call), fullPerson);

/** `GET /people/simple/filter`: the same people without e-mails and flags. */
export const filterPeopleSimply: Endpoint = (call) => page(call, () => filterTests(call), simplePerson);

/** `GET /people/search?query=`: nothing without `query`. */
export const searchPeople: Endpoint = (call) =>
  search(call, queryText(call, 'query') ?? '', statusTest('Active'));

/** `GET /people/@search/{query}`. */
export const searchPeopleByPath: Endpoint = (call) => search(call, param(call, 0), statusTest('Active'));

/** `GET /people/status/{status}/search?query=`. */
export const searchPeopleByStatus: Endpoint = (call) => {
  const status = statusTest(param(call, 0));
  const query = queryText(call, 'query');
  accessAsAdmin(call);
  if (query === undefined) throw nullArgument('value');
  return search(call, query, status);
};

function page(call: Call, testsOf: () => readonly PersonTest[], present: Present): Success {
  const paging = queryPaging(call);
  const tests = testsOf();
  accessAsManager(call);
  const found = [...call.portal.people.values()].filter((person) => tests.every((test) => test(person)));
  const sorted = sortPeople(call, found, paging);
  return paged(
    pageOf(sorted, paging).map((person) => present(call, person)),
    sorted.length,
    paging,
  );
}

/** Every word of two letters or more must be in a name or the e-mail. */
function search(call: Call, query: string, status: PersonTest): Success {
  accessAsAdmin(call);
  const words = query
    .split(/\s+/)
    .filter((word) => word.length >= 2)
    .map(fold);
  if (words.length === 0) return streamed([]);
  const found = [...call.portal.people.values()].filter((person) => {
    const places = [person.firstName, person.lastName, person.email].map(fold);
    return status(person) && words.every((word) => places.some((place) => place.includes(word)));
  });
  return streamed(found.map((person) => fullPerson(call, person)));
}
