import { describe, expect, it } from 'vitest';
import { breachKinds, eventually, get, groupId, items, portal, send, somebody } from './portal-client.ts';

const EMEA = groupId('Sales EMEA');
const list = '/group?fields=id,name';
const rename = (name: string) => ({ groupName: name });

describe('a fault', () => {
  it('meets what fits its rule, as often as it says', async () => {
    const docspace = await portal();
    const fault = docspace.faults.add({
      method: 'get',
      path: /\/group\?/,
      times: 2,
      fault: { kind: 'status', status: 503 },
    });
    expect((await get(docspace, '/keys/@self')).status).toBe(200);
    const answers = [await get(docspace, list), await get(docspace, list), await get(docspace, list)];
    expect(answers.map((answer) => answer.status)).toEqual([503, 503, 200]);
    expect(fault.hits()).toBe(2);
  });

  it('stays until it is removed when it says so', async () => {
    const docspace = await portal();
    const fault = docspace.faults.add({ times: Infinity, fault: { kind: 'status', status: 502 } });
    for (let sent = 0; sent < 3; sent += 1) {
      const answer = await get(docspace, list);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html']);
      expect(answer.body).toContain('<center>nginx</center>');
    }
    fault.remove();
    expect((await get(docspace, list)).status).toBe(200);
  });

  it('may be a 429 with or without Retry-After, and has no body', async () => {
    const docspace = await portal();
    docspace.faults.add({ fault: { kind: 'status', status: 429 } });
    docspace.faults.add({ fault: { kind: 'status', status: 429, headers: { 'Retry-After': '7' } } });
    const answers = [await get(docspace, list), await get(docspace, list)];
    expect(answers.map((one) => [one.status, one.body, one.headers.get('retry-after')])).toEqual([
      [429, undefined, null],
      [429, undefined, '7'],
    ]);
  });

  it.each([
    ['accessDenied', 403, { error: { message: 'Access denied' } }],
    ['ipRestricted', 403, 'The access to the portal is restricted'],
    ['unpaid', 402, undefined],
    ['restoring', 403, undefined],
    ['gone', 404, undefined],
  ] as const)('of kind %s refuses without doing the work', async (kind, status, body) => {
    const docspace = await portal();
    docspace.faults.add({ method: 'PUT', fault: { kind } });
    const answer = await send(docspace, 'PUT', `/group/${EMEA}?fields=id`, rename('Renamed'));
    expect(answer.status).toBe(status);
    if (typeof body === 'object') expect(answer.body).toMatchObject(body);
    else expect(answer.body).toBe(body);
    expect(docspace.group(EMEA)?.name).toBe('Sales EMEA');
  });

  it('drops the connection before or after the work', async () => {
    const docspace = await portal();
    docspace.faults.add({ method: 'PUT', fault: { kind: 'dropBefore' } });
    docspace.faults.add({ method: 'PUT', fault: { kind: 'dropAfter' } });
    const put = (name: string) => send(docspace, 'PUT', `/group/${EMEA}?fields=id`, rename(name));
    await expect(put('First')).rejects.toThrow();
    expect(docspace.group(EMEA)?.name).toBe('Sales EMEA');
    await expect(put('Second')).rejects.toThrow();
    expect(docspace.group(EMEA)?.name).toBe('Second');
    expect(docspace.requests.map((request) => [request.status, request.finished])).toEqual([
      [undefined, false],
      [undefined, false],
    ]);
  });

  it('never answers, with and without doing the work', async () => {
    const docspace = await portal();
    docspace.faults.add({ method: 'PUT', fault: { kind: 'hang' } });
    docspace.faults.add({ method: 'PUT', fault: { kind: 'hang', work: true } });
    for (const [name, expected] of [
      ['First', 'Sales EMEA'],
      ['Second', 'Second'],
    ] as const) {
      const given = new AbortController();
      const sent = send(docspace, 'PUT', `/group/${EMEA}?fields=id`, rename(name), {
        headers: { Authorization: `Bearer ${docspace.key}`, 'Content-Type': 'application/json' },
        signal: given.signal,
      });
      const mark = docspace.mark();
      await eventually(
        () => docspace.requestsSince(mark - 1).length > 0 && docspace.group(EMEA)?.name === expected,
      );
      given.abort();
      await expect(sent).rejects.toThrow();
      await eventually(() => docspace.writesAtOnce.now === 0);
      expect(docspace.group(EMEA)?.name).toBe(expected);
    }
  });

  it('drips, or breaks the JSON off', async () => {
    const docspace = await portal();
    docspace.faults.add({ fault: { kind: 'drip', everyMs: 1 } });
    docspace.faults.add({ fault: { kind: 'garbage' } });
    expect(items(await get(docspace, '/group?fields=name&count=1'))).toHaveLength(1);
    const answer = await get(docspace, list);
    expect([answer.status, typeof answer.body]).toEqual([200, 'string']);
  });

  it('waits before the work', async () => {
    const docspace = await portal();
    docspace.faults.add({ method: 'PUT', delayMs: 60 });
    const sent = send(docspace, 'PUT', `/group/${EMEA}?fields=id`, rename('Late'));
    await eventually(() => docspace.writesAtOnce.now === 1);
    expect(docspace.group(EMEA)?.name).toBe('Sales EMEA');
    expect((await sent).status).toBe(200);
    expect(docspace.group(EMEA)?.name).toBe('Late');
  });

  it('midway keeps the steps before it', async () => {
    const docspace = await portal();
    docspace.faults.add({ fault: { kind: 'midway', afterSteps: 3 } });
    const ids = ['ann@example.com', 'ada@example.com', 'roo@example.com'].map((email) => somebody(email).id);
    const [ann, ada] = ids;
    const answer = await send(docspace, 'PUT', `/group/${groupId('Sales APAC')}?fields=id`, {
      groupName: 'Half done',
      groupManager: ann,
      membersToAdd: [ada, ...ids.slice(2)],
    });
    expect(answer.status).toBe(500);
    const group = docspace.group(groupId('Sales APAC'));
    expect(group).toMatchObject({ name: 'Half done', head: { id: ann } });
    expect(group?.members.map((person) => person.id).filter((id) => ids.includes(id))).toEqual([ann, ada]);
  });

  it('that redirects shows who follows', async () => {
    const docspace = await portal();
    docspace.faults.add({ fault: { kind: 'status', status: 302, headers: { Location: '/elsewhere' } } });
    await get(docspace, list);
    expect(breachKinds(docspace)).toEqual(['followedRedirect']);
  });
});

describe('the log', () => {
  it('holds requests with bodies and answers, and survives clearing', async () => {
    const docspace = await portal();
    await get(docspace, '/group?fields=id');
    docspace.clearRequests();
    const mark = docspace.mark();
    await send(docspace, 'POST', '/group?fields=id', rename('Logged'));
    expect(docspace.requestsSince(mark)).toMatchObject([
      {
        method: 'POST',
        path: '/api/2.0/group?fields=id',
        body: { groupName: 'Logged' },
        status: 200,
        finished: true,
      },
    ]);
    expect(docspace.requests).toHaveLength(1);
    expect(JSON.stringify(docspace.requests)).not.toContain(docspace.key);
    expect(docspace.breaches).toEqual([]);
  });
});
