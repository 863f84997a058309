import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { RequestEvent } from '../../src/docspace/http.ts';
import { faultOf, GROUP, groupBody, recorded, serve, testClient } from './support.ts';

const OK = { status: 200, headers: {}, body: JSON.stringify(groupBody()) };
type Answer = { status: number; headers: Record<string, string>; body: string };
const plain = (status: number, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: '',
});

/** A server that gives these answers in turn, the last one for ever; `hang` gives none. */
async function inTurn(...answers: readonly (Answer | 'hang')[]) {
  const methods: string[] = [];
  const url = await serve((request, response) => {
    const answer = answers[Math.min(methods.length, answers.length - 1)];
    methods.push(request.method ?? '');
    if (answer && answer !== 'hang') response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  return { url, methods };
}

/** A server whose answers the test gives itself. */
async function byHand() {
  const waiting: { request: IncomingMessage; response: ServerResponse }[] = [];
  const url = await serve((request, response) => void waiting.push({ request, response }));
  const answerNext = () => waiting.shift()?.response.writeHead(200).end(OK.body);
  return { url, waiting, answerNext };
}

describe('reads', () => {
  it.each([500, 502, 503, 504])('are sent again after %i', async (status) => {
    const { url, methods } = await inTurn(plain(status), OK);
    await expect(testClient({ url }).groups.get(GROUP)).resolves.toMatchObject({ id: GROUP });
    expect(methods).toHaveLength(2);
  });

  it('are sent again after a try that took too long', async () => {
    const { url, methods } = await inTurn('hang', OK);
    const { groups } = testClient({ url, limits: { tryMs: 100 } });
    await expect(groups.get(GROUP)).resolves.toMatchObject({ id: GROUP });
    expect(methods).toHaveLength(2);
  });

  it('wait as long as the answer asks', async () => {
    const { url, methods } = await inTurn(plain(429, { 'retry-after': '1' }), OK);
    await expect(testClient({ url }).groups.get(GROUP)).resolves.toMatchObject({ id: GROUP });
    expect(methods).toHaveLength(2);
  });

  it('fail at once when that is longer than the call may take', async () => {
    const { url, methods } = await inTurn(recorded('rate-limited-daily-writes'), OK);
    const fault = await faultOf(testClient({ url }).groups.get(GROUP));
    expect(fault).toMatchObject({ reason: 'rate-limited', status: 429, retryAfterMs: 86_398_000 });
    expect(methods).toHaveLength(1);
  });

  it('reckon a date from the given clock', async () => {
    const { url } = await inTurn(plain(503, { 'retry-after': 'Sat, 21 Nov 2026 10:00:00 GMT' }));
    const now = () => Date.parse('2026-11-21T09:00:00Z');
    const fault = await faultOf(testClient({ url, now }).groups.get(GROUP));
    expect(fault).toMatchObject({ reason: 'server-fault', retryAfterMs: 3_600_000 });
  });

  it('without a hint come back on their own, and say how it ended', async () => {
    const { url, methods } = await inTurn(recorded('rate-limited-sliding-window'));
    const fault = await faultOf(testClient({ url, limits: { readMs: 1_200 } }).groups.get(GROUP));
    expect(fault.reason).toBe('rate-limited');
    expect(fault.retryAfterMs).toBeUndefined();
    expect(methods.length).toBeGreaterThan(1);
  });

  it('end after four tries', async () => {
    const { url, methods } = await inTurn(plain(503));
    expect(await faultOf(testClient({ url }).groups.get(GROUP))).toMatchObject({ status: 503 });
    expect(methods).toHaveLength(4);
  });

  it.each([400, 401, 402, 403, 404, 501])('are not sent again after %i', async (status) => {
    const { url, methods } = await inTurn(plain(status), OK);
    expect(await faultOf(testClient({ url }).groups.get(GROUP))).toMatchObject({ status });
    expect(methods).toHaveLength(1);
  });

  it('take their time limit from the caller', async () => {
    const { url } = await inTurn('hang');
    const fault = await faultOf(testClient({ url }).groups.get(GROUP, { budgetMs: 50 }));
    expect(fault.reason).toBe('timed-out');
  });
});

describe('writes', () => {
  it.each([
    ['POST', plain(503)],
    ['POST', plain(429, { 'retry-after': '0' })],
    ['PUT', plain(502)],
    ['PUT', 'hang'],
    ['DELETE', plain(503)],
  ] as const)('%s is sent once, whatever comes (%o)', async (method, answer) => {
    const { url, methods } = await inTurn(answer, OK);
    // Time enough for another try, if there were one.
    const { groups } = testClient({ url, limits: { writeMs: answer === 'hang' ? 100 : 5_000 } });
    const calls = {
      POST: () => groups.create({ name: 'a', memberIds: [] }),
      PUT: () => groups.update(GROUP, { name: 'a' }),
      DELETE: () => groups.delete(GROUP),
    };
    await faultOf(calls[method]());
    expect(methods).toEqual([method]);
  });

  it('are under way at most as many as allowed; reads do not wait for them', async () => {
    const { url, waiting, answerNext } = await byHand();
    const { groups } = testClient({ url, parallelWrites: 2 });
    const writes = ['a', 'b', 'c', 'd', 'e'].map((name) => groups.update(GROUP, { name }));
    await vi.waitUntil(() => waiting.length === 2);
    const read = groups.get(GROUP);
    await vi.waitUntil(() => waiting.length === 3);
    expect(waiting.map(({ request }) => request.method)).toEqual(['PUT', 'PUT', 'GET']);
    for (let served = 0; served < 6; served += 1) {
      await vi.waitUntil(() => waiting.length > 0);
      expect(waiting.filter(({ request }) => request.method === 'PUT').length).toBeLessThanOrEqual(2);
      answerNext();
    }
    await Promise.all([read, ...writes]);
  });

  it('begin their time limit when they are sent', async () => {
    const { url, waiting, answerNext } = await byHand();
    const { groups } = testClient({ url, parallelWrites: 1 });
    const first = groups.update(GROUP, { name: 'a' });
    await vi.waitUntil(() => waiting.length === 1);
    // Were its time running while it waits, it would never be sent.
    const second = faultOf(groups.update(GROUP, { name: 'b' }, { budgetMs: 100 }));
    const third = faultOf(testClient({ url }).groups.update(GROUP, { name: 'c' }, { budgetMs: 150 }));
    expect(await third).toMatchObject({ reason: 'timed-out' });
    expect(waiting).toHaveLength(2);
    answerNext();
    await first;
    await vi.waitUntil(() => waiting.length === 2);
    expect(await second).toMatchObject({ reason: 'timed-out', mayHaveHappened: true });
  });
});

describe('the caller gives up', () => {
  it('before anything is sent', async () => {
    const { url, methods } = await inTurn(OK);
    const { groups } = testClient({ url });
    const options = { signal: AbortSignal.abort() };
    for (const call of [groups.get(GROUP, options), groups.update(GROUP, { name: 'a' }, options)]) {
      expect(await faultOf(call)).toMatchObject({ reason: 'cancelled', mayHaveHappened: false });
    }
    expect(methods).toEqual([]);
  });

  it('while a request is under way', async () => {
    const { url, waiting } = await byHand();
    const { groups } = testClient({ url });
    const controller = new AbortController();
    const { signal } = controller;
    const faults = [groups.get(GROUP, { signal }), groups.update(GROUP, { name: 'a' }, { signal })].map(
      faultOf,
    );
    await vi.waitUntil(() => waiting.length === 2);
    controller.abort(new Error('of the caller'));
    const [read, write] = await Promise.all(faults);
    expect(read).toMatchObject({ reason: 'cancelled', mayHaveHappened: false });
    expect(write).toMatchObject({ reason: 'cancelled', mayHaveHappened: true });
  });

  it('while a write waits for its turn: it is never sent', async () => {
    const { url, waiting, answerNext } = await byHand();
    const { groups } = testClient({ url, parallelWrites: 1 });
    const first = groups.update(GROUP, { name: 'a' });
    const controller = new AbortController();
    const second = faultOf(groups.update(GROUP, { name: 'b' }, { signal: controller.signal }));
    await vi.waitUntil(() => waiting.length === 1);
    controller.abort();
    expect(await second).toMatchObject({ reason: 'cancelled', mayHaveHappened: false });
    answerNext();
    await first;
    const third = groups.update(GROUP, { name: 'c' });
    await vi.waitUntil(() => waiting.length === 1);
    answerNext();
    await third;
  });

  it('between two tries', async () => {
    const { url, methods } = await inTurn(plain(503, { 'retry-after': '5' }), OK);
    const controller = new AbortController();
    const fault = faultOf(testClient({ url }).groups.get(GROUP, { signal: controller.signal }));
    await vi.waitUntil(() => methods.length === 1);
    await nextTurn();
    controller.abort();
    expect(await fault).toMatchObject({ reason: 'cancelled' });
    expect(methods).toHaveLength(1);
  });

  it('and leaves no listener on his signal', async () => {
    const { url } = await inTurn(OK);
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    const { groups } = testClient({ url });
    await groups.get(GROUP, { signal });
    await groups.update(GROUP, { name: 'a' }, { signal });
    expect(added).toHaveBeenCalled();
    const gone = removed.mock.calls.map(([, listener]) => listener);
    for (const [, listener] of added.mock.calls) expect(gone).toContain(listener);
  });
});

describe('onRequest', () => {
  it('is told of every try, without ids', async () => {
    const { url } = await inTurn(plain(503), OK, plain(404));
    const events: RequestEvent[] = [];
    const { groups } = testClient({ url, onRequest: (event) => events.push(event) });
    await groups.get(GROUP);
    await faultOf(groups.update(GROUP, { name: 'a' }));
    expect(events.map(({ ms: _, ...event }) => event)).toEqual([
      { method: 'GET', route: '/group/{id}', status: 503, reason: 'server-fault' },
      { method: 'GET', route: '/group/{id}', status: 200 },
      { method: 'PUT', route: '/group/{id}', status: 404, reason: 'no-such-route' },
    ]);
    expect(events.every(({ ms }) => ms >= 0)).toBe(true);
  });

  it('is told why there was no answer', async () => {
    const { url } = await inTurn('hang');
    const events: RequestEvent[] = [];
    const { groups } = testClient({ url, onRequest: (event) => events.push(event) });
    await faultOf(groups.get(GROUP, { budgetMs: 50 }));
    expect(events).toMatchObject([{ reason: 'timed-out' }]);
    expect(events[0]).not.toHaveProperty('status');
  });

  it('may throw without harm', async () => {
    const { url, methods } = await inTurn(OK);
    const onRequest = () => {
      throw new Error('metrics are broken');
    };
    await expect(testClient({ url, onRequest }).groups.update(GROUP, { name: 'a' })).resolves.toBeDefined();
    expect(methods).toHaveLength(1);
  });
});
