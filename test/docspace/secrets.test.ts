import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { DocSpaceError } from '../../src/docspace/errors.ts';
import { faultOf, GROUP, KEY, serve, testClient, ULF } from './support.ts';

const EMAIL = 'ann.secret@example.com';

/** All that a log line, a careless print or a reader of properties can bring to light, causes included. */
function everythingOf(error: DocSpaceError): string {
  const own = Object.getOwnPropertyNames(error).map((name) =>
    inspect(Reflect.get(error, name), { depth: 9 }),
  );
  return [
    inspect(error, { depth: 9, showHidden: true }),
    JSON.stringify(error),
    String(error),
    error.stack ?? '',
    inspect(error.cause, { depth: 9, showHidden: true }),
    ...own,
  ].join('\n');
}

const addresses = {
  'a refusing server': () => serve((_, response) => void response.writeHead(401).end()),
  'a server that tells its stack': () =>
    serve((request, response) => {
      const error = { message: `${request.url} ${ULF}`, stack: `at ${KEY}`, type: 'x' };
      response.writeHead(500).end(JSON.stringify({ error }));
    }),
  'a server that echoes the request': () =>
    serve(
      (request, response) => void response.writeHead(200).end(JSON.stringify({ response: request.headers })),
    ),
  'a server that hangs up': () => serve((request) => void request.socket.destroy()),
  'a server that hangs': () => serve(() => undefined),
  'no server': () => Promise.resolve('http://127.0.0.1:1'),
};

describe.each(Object.entries(addresses))('errors of %s', (_, address) => {
  it('hold no key, id, e-mail or query, but method, path template and status', async () => {
    const limits = { readMs: 150, writeMs: 100, writeMsPerPerson: 0 };
    const { groups, people } = testClient({ url: await address(), limits });
    const calls = [
      groups.get(GROUP),
      groups.update(GROUP, { headId: ULF }),
      groups.search({ text: EMAIL }),
      people.byEmails([EMAIL]),
      people.byId(ULF),
    ];
    for (const fault of await Promise.all(calls.map(faultOf))) {
      const everything = everythingOf(fault);
      for (const secret of [KEY, 'Bearer', ULF, GROUP, EMAIL, encodeURIComponent(EMAIL), 'fields=']) {
        expect(everything).not.toContain(secret);
      }
      expect(fault.message).toContain(`${fault.method} ${fault.route}`);
      if (fault.status !== undefined) expect(fault.message).toContain(String(fault.status));
    }
  });
});

it('a cause is a plain error with a code', async () => {
  const { groups } = testClient({ url: 'http://127.0.0.1:1', limits: { readMs: 50 } });
  const { cause } = await faultOf(groups.get(GROUP));
  expect(cause).toBeInstanceOf(Error);
  expect(Object.keys(cause ?? {})).toEqual(['code']);
  expect(cause).toMatchObject({ code: 'ECONNREFUSED' });
});
