import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRespond } from '../../src/slack/reply.ts';

const posted = vi.fn(async (_url: string) => new Response('ok'));

afterEach(() => {
  vi.unstubAllGlobals();
  posted.mockClear();
});

async function respondTo(address: string, apiUrl?: string) {
  vi.stubGlobal('fetch', posted);
  const onForeign = vi.fn();
  const error = await createRespond({ apiUrl, onForeign })(address, { text: 'Hello' }).catch(
    (thrown: unknown) => thrown,
  );
  return { error, onForeign };
}

describe('an answer', () => {
  it.each<[string, string?]>([
    ['https://hooks.slack.com/commands/T0/1/secret'],
    ['https://hooks.slack-gov.com/actions/T0/1/secret'],
    ['http://127.0.0.1:4001/answers/1', 'http://127.0.0.1:4000/api/'],
    ['http://localhost:4001/answers/1', 'http://127.0.0.1:4000/api/'],
    ['https://stand-in.example/answers/1', 'https://stand-in.example/api/'],
    ['https://hooks.slack.com/commands/T0/1/secret', 'http://127.0.0.1:4000/api/'],
  ])('goes to %s', async (address, apiUrl) => {
    const { error, onForeign } = await respondTo(address, apiUrl);
    expect(error).toBeUndefined();
    expect(onForeign).not.toHaveBeenCalled();
    expect(posted.mock.calls.map(([url]) => url)).toEqual([address]);
  });

  it.each<[string, string?]>([
    ['https://evil.example/secret'],
    ['http://hooks.slack.com/commands/T0/1/secret'],
    ['https://hooks.slack.com.evil.example/secret'],
    ['https://hooks.slack.com@evil.example/secret'],
    ['https://hooks.slack.com:8443/secret'],
    ['http://127.0.0.1:4000/secret'],
    ['http://169.254.169.254/secret', 'http://127.0.0.1:4000/api/'],
    ['http://stand-in.example/secret', 'https://stand-in.example/api/'],
    ['file:///secret'],
    ['secret'],
  ])('does not go to %s', async (address, apiUrl) => {
    const { error, onForeign } = await respondTo(address, apiUrl);
    expect(posted).not.toHaveBeenCalled();
    expect(onForeign).toHaveBeenCalledOnce();
    expect(`${error}`).toMatch(/none of Slack’s/);
    expect(`${error}`).not.toContain('secret');
  });
});
