import { afterEach, expect } from 'vitest';
import { z } from 'zod';
import {
  type DocSpaceOptions,
  type DocSpaceStandIn,
  startDocSpace,
} from '../../../sandbox/docspace/docspace.ts';
import { type PortalPerson, smallWorld } from '../../../sandbox/world.ts';

/** An answer of the stand-in. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined without a body, the text where it is no JSON. */
  readonly body: unknown;
}

let started: DocSpaceStandIn[] = [];

afterEach(async () => {
  await Promise.all(started.map((docspace) => docspace.stop()));
  started = [];
});

/** Starts a stand-in with the small world that is stopped after the test. */
export async function portal(options: Partial<DocSpaceOptions> = {}): Promise<DocSpaceStandIn> {
  const docspace = await startDocSpace({ world: smallWorld, ...options });
  started.push(docspace);
  return docspace;
}

/** Sends a request below `/api/2.0` with the key. */
export async function send(
  docspace: DocSpaceStandIn,
  method: string,
  path: string,
  body?: unknown,
  init: RequestInit = {},
): Promise<Answer> {
  const headers = { Authorization: `Bearer ${docspace.key}`, 'Content-Type': 'application/json' };
  const response = await fetch(`${docspace.url}/api/2.0${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...init,
  });
  return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
}

/** A GET with the key. */
export async function get(docspace: DocSpaceStandIn, path: string, init: RequestInit = {}): Promise<Answer> {
  return send(docspace, 'GET', path, undefined, init);
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The `response` of a list. */
export function items(answer: Answer): readonly Readonly<Record<string, unknown>>[] {
  return z.object({ response: z.array(z.record(z.string(), z.unknown())) }).parse(answer.body).response;
}

/** The `response` of a single object. */
export function object(answer: Answer): Readonly<Record<string, unknown>> {
  return z.object({ response: z.record(z.string(), z.unknown()) }).parse(answer.body).response;
}

/** Somebody of the small world, by e-mail. */
export function somebody(email: string): PortalPerson {
  const found = smallWorld.people.find((person) => person.email.toLowerCase() === email);
  if (found === undefined) throw new Error(`the world has no ${email}`);
  return found;
}

/** The id of a group of the small world, by name. */
export function groupId(name: string): string {
  const found = smallWorld.groups.find((group) => group.name === name);
  if (found === undefined) throw new Error(`the world has no ${name}`);
  return found.id;
}

/** Waits until something holds. */
export async function eventually(holds: () => boolean): Promise<void> {
  await expect.poll(holds, { timeout: 25_000, interval: 5 }).toBe(true);
}

/** Takes the breaches and says of which kinds they were. */
export function breachKinds(docspace: DocSpaceStandIn): readonly string[] {
  return [...new Set(docspace.takeBreaches().map((breach) => breach.kind))];
}
