import { expect, it } from 'vitest';
import { leaksIn } from '../journeys/support/secrets.ts';

const secret = 'http://127.0.0.1:4000/commands/T0/5ecret+/=?&"x';
const secrets = { response_url: [secret] };

it.each([
  secret,
  `before ${secret} after`,
  encodeURIComponent(secret),
  encodeURIComponent(encodeURIComponent(secret)),
  JSON.stringify({ secret }),
  Buffer.from(secret).toString('base64'),
  Buffer.from(`x${secret}`).toString('base64'),
  Buffer.from(`{"a":"${secret}"}`).toString('base64url'),
])('a secret is found in %s', (text) => {
  expect(leaksIn(text, secrets)).not.toEqual([]);
  expect(leaksIn(text, secrets)[0]).toMatch(/^response_url: /);
});

it('what only looks like it is not', () => {
  expect(leaksIn('http://127.0.0.1:4000/commands/T0/other', secrets)).toEqual([]);
  expect(leaksIn('', secrets)).toEqual([]);
});
