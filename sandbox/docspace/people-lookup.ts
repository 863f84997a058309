import { type Call, type Endpoint, isAdmin, one, param } from './call.ts';
import { hasFourByteCharacter } from './collation.ts';
import { routeGuid } from './guid.ts';
import type { StoredPerson } from './portal.ts';
import { fullPerson, STATUS } from './present-person.ts';
import { queryText } from './query.ts';
import { accessDenied, mixedCollations, notFound, nullArgument, ValidationError } from './refusals.ts';
import { texts } from './texts.ts';

/** `GET /people/email`: any status, guests too. */
export const personByEmail: Endpoint = (call) => {
  const person = call.portal.personByEmail(emailOf(call));
  const isGerman = queryText(call, 'culture')?.toLowerCase().startsWith('de') ?? false;
  if (person === undefined) throw notFound((isGerman ? texts.de : call.texts).userNotFound);
  return one(fullPerson(call, visible(call, person)));
};

/** `GET /people/exists` (3.7): for anybody. */
export const personExists: Endpoint = (call) => {
  const person = call.portal.personByEmail(emailOf(call));
  return one({
    exists: person !== undefined,
    ...(person !== undefined && { status: STATUS[person.status] }),
  });
};

/** `GET /people/{userid}`: tried as a user name first, then as an id. */
export const personById: Endpoint = (call) => {
  const written = param(call, 0);
  const named = [...call.portal.people.values()].find(
    (person) => person.userName.toLowerCase() === written.toLowerCase(),
  );
  const person = named ?? call.portal.people.get(routeGuid(written) ?? '');
  if (person === undefined) throw notFound(call.texts.userNotFound);
  return one(fullPerson(call, visible(call, person)));
};

/** `GET /people/@self`: the key's creator. */
export const personSelf: Endpoint = (call) =>
  one({ ...fullPerson(call, call.caller), theme: 'Base', loginEventId: 0, hasPersonalFolder: true });

function emailOf(call: Call): string {
  const email = queryText(call, 'email');
  if (email === undefined || email === '') throw nullArgument('email');
  if (email.length > 255) {
    throw new ValidationError('email', 'The field Email must be a string with a maximum length of 255.');
  }
  const at = email.indexOf('@');
  if (at <= 0 || at === email.length - 1 || at !== email.lastIndexOf('@')) {
    throw new ValidationError('email', 'The Email field is not a valid e-mail address.');
  }
  if (hasFourByteCharacter(email)) throw mixedCollations();
  return email;
}

/** Admins see anyone, room admins all but guests, others themselves. */
function visible(call: Call, person: StoredPerson): StoredPerson {
  const { caller } = call;
  const may =
    isAdmin(caller) || person === caller || (caller.role === 'roomAdmin' && person.role !== 'guest');
  if (!may) throw accessDenied();
  return person;
}
