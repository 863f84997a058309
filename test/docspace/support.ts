import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { createDocSpace, type DocSpaceOptions } from '../../src/docspace/client.ts';
import { DocSpaceError } from '../../src/docspace/errors.ts';
import type { DocSpace } from '../../src/docspace/model.ts';

export const PORTAL = 'https://docspace.example.com';
export const KEY = `sk-${'5ec2e7'.repeat(10)}abcd`;

// People and groups of the recorded exchanges.
export const ULF = '5b7b453f-0544-473f-96b2-adc26df18772';
export const UMA = '66d20774-f670-4ef0-98d3-d032c34a1fe4';
export const JURGEN = '271c3ca2-b5eb-414b-9787-9582eb316b4a';
export const NOBODY = '11111111-2222-3333-4444-555555555555';
export const GROUP = 'ccc37f0d-c565-4bca-9829-56fdbff1abcb';

export function testClient(options: Partial<DocSpaceOptions> = {}): DocSpace {
  return createDocSpace({ url: PORTAL, key: KEY, parallelWrites: 12, ...options });
}

const transcripts = z
  .array(
    z.object({
      name: z.string(),
      request: z.object({ method: z.string(), path: z.string() }),
      response: z
        .object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.unknown() })
        .optional(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('../fixtures/docspace-transcripts.json', import.meta.url), 'utf8')));

/** A recorded answer as it was on the wire. */
export function recorded(name: string) {
  const response = transcripts.find((transcript) => transcript.name === name)?.response;
  if (!response) throw new Error(`no transcript ${name}`);
  const { status, headers, body } = response;
  return { status, headers, body: body === null ? '' : JSON.stringify(body) };
}

/** The `DocSpaceError` that a call ends with. */
export async function faultOf(call: Promise<unknown>): Promise<DocSpaceError> {
  const outcome = await call.then(
    () => 'no error',
    (error: unknown) => error,
  );
  if (outcome instanceof DocSpaceError) return outcome;
  throw new Error('expected a DocSpaceError', { cause: outcome });
}

/** A web server on loopback, closed with the test. */
export async function serve(handle: RequestListener): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

/** A group's answer with these members. */
export function groupBody(members: readonly string[] = [], head?: string): object {
  return {
    response: {
      id: GROUP,
      name: 'Marketing',
      membersCount: members.length,
      ...(head ? { manager: { id: head } } : {}),
      members: members.map((id) => ({ id })),
    },
    count: 1,
    status: 0,
    statusCode: 200,
  };
}

/** Ids of as many people. */
export function manyIds(count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, index) => `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
  );
}
