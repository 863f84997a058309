import { expect, it } from 'vitest';
import { SlackUsersError } from '../../src/directory/slack-users.ts';
import { DocSpaceError } from '../../src/docspace/errors.ts';
import { RightLost } from '../../src/groups/faults.ts';
import { askAgain, cutShortBy } from '../../src/groups/further-writes.ts';

it('asks for the right again once the last answer is older than 30 s', async () => {
  let now = 30_000;
  let asked = 0;
  const ask = askAgain(
    0,
    () => now,
    async () => {
      asked += 1;
      return true;
    },
  );
  await ask();
  expect(asked).toBe(0);
  now = 30_001;
  await ask();
  await ask();
  expect(asked).toBe(1);
  now = 60_002;
  await ask();
  expect(asked).toBe(2);
});

it('ends the change where the right is lost', async () => {
  const ask = askAgain(
    0,
    () => 30_001,
    async () => false,
  );
  await expect(ask()).rejects.toBeInstanceOf(RightLost);
});

const fault = (reason: 'role-refused' | 'unreachable' | 'not-found', mayHaveHappened = false) =>
  new DocSpaceError({ reason, method: 'PUT', route: '/group/{id}', status: undefined, mayHaveHappened });

it.each([
  ['a lost right', new RightLost('lost'), 0, 'right-lost'],
  ['a refusal', fault('role-refused'), 0, 'refused-by-docspace'],
  ['a refusal that may have done something', fault('role-refused', true), 0, undefined],
  ['a fault that passes', fault('unreachable'), 99, undefined],
  ['a fault that had time enough to pass', fault('unreachable'), 100, 'out-of-time'],
  ['Slack’s silence', new SlackUsersError('silent'), 99, undefined],
  ['Slack’s silence at the end of the time', new SlackUsersError('silent'), 100, 'out-of-time'],
  ['a group that is gone', fault('not-found'), 100, undefined],
  ['something else', new Error('ours'), 100, undefined],
] as const)('%s: what it means in the middle of a change', (_what, error, now, expected) => {
  expect(cutShortBy(error, now, 100)).toBe(expected);
});
