import { describe, expect, it } from 'vitest';
import { createDirectory } from '../../src/directory/directory.ts';
import type { SlackUser } from '../../src/directory/slack-users.ts';
import { emailKey } from '../../src/docspace/emails.ts';
import type { Person } from '../../src/docspace/model.ts';

const slackUser = (id: string, email: string, more: Partial<SlackUser> = {}): SlackUser => ({
  id,
  name: id,
  email,
  emailConfirmed: true,
  deactivated: false,
  isBot: false,
  isGuest: false,
  isExternal: false,
  ...more,
});
const person = (email: string, more: Partial<Person> = {}): Person => ({
  id: `id of ${email}`,
  email,
  name: email,
  role: 'admin',
  status: 'active',
  ...more,
});

/** DocSpace as it is: whoever has one of the texts somewhere in his address, ignoring case. */
function directoryOf(
  users: readonly SlackUser[],
  people: readonly Person[],
  overrides: Readonly<Record<string, string>> = {},
) {
  let now = 1;
  const bySlack = new Map(users.map((user) => [user.id, user]));
  const directory = createDirectory({
    now: () => now,
    overrides: new Map(Object.entries(overrides)),
    slackUsers: {
      read: async (id) => bySlack.get(id),
      findByEmail: async (email) =>
        [...bySlack.values()].find((user) => user.email?.toLowerCase() === email)?.id,
    },
    byEmails: async (emails) =>
      new Map(
        emails.flatMap((email) => {
          const found = people.filter((one) => emailKey(one.email) === email);
          return found.length === 0 ? [] : [[email, found] as const];
        }),
      ),
  });
  const match = async (id: string) => {
    const wish = { slackUserIds: [id], emails: [], freshSlackIds: [id], maxAgeMs: 0 };
    return (await directory.lookUp(wish)).bySlackId.get(id);
  };
  return { directory, bySlack, match, wait: (ms: number) => (now += ms) };
}

describe('whose address it is', () => {
  const kelvin = '\u212Aate@x.io';
  it.each([
    ['another case', 'ANN@X.io', 'ann@x.IO', true],
    ['another case of a letter with an accent', 'JÜRGEN@x.io', 'jürgen@x.io', true],
    ['a plus', 'ann+work@x.io', 'ann+work@x.io', true],
    ['a plus that the other one lacks', 'ann+work@x.io', 'ann@x.io', false],
    ['a longer name', 'a@x.io', 'aa@x.io', false],
    ['a longer domain', 'a@x.io', 'a@x.io.evil', false],
    ['a shorter domain', 'a@x.io.evil', 'a@x.io', false],
    ['an accent', 'andre@x.io', 'andré@x.io', false],
    ['composed and decomposed', 'andr\u00e9@x.io', 'andre\u0301@x.io', false],
    ['the Kelvin sign for a k', kelvin, 'kate@x.io', false],
    ['a k for the Kelvin sign', 'kate@x.io', kelvin, false],
    ['the dotted capital I', '\u0130an@x.io', 'ian@x.io', false],
    ['a Cyrillic letter that looks the same', '\u0430nn@x.io', 'ann@x.io', false],
    ['a letter nobody sees', 'ann\u200b@x.io', 'ann@x.io', false],
    ['an international domain', 'ann@bücher.example', 'ann@BÜCHER.example', true],
    ['its other spelling', 'ann@bücher.example', 'ann@xn--bcher-kva.example', false],
  ])('%s', async (_, inSlack, inDocSpace, isSame) => {
    const { match } = directoryOf([slackUser('U1', inSlack)], [person(inDocSpace)]);
    expect(await match('U1')).toMatchObject(
      isSame ? { person: { email: inDocSpace } } : { refusal: 'unknown-in-docspace' },
    );
  });

  it('is nobody’s when two people have it in different cases', async () => {
    const { match } = directoryOf(
      [slackUser('U1', 'ann@x.io')],
      [person('Ann@x.io'), person('ann@x.io', { id: 'second' })],
    );
    expect(await match('U1')).toMatchObject({ refusal: 'several-matches' });
  });
});

describe('overrides', () => {
  it.each([
    ['nobody there', [], 'override-unknown'],
    ['a disabled account', [person('boss@x.io', { status: 'disabled' })], 'disabled-in-docspace'],
    ['a guest', [person('boss@x.io', { role: 'guest' })], 'guest-in-docspace'],
  ] as const)('to %s', async (_, people, refusal) => {
    // His own address is no way out: the override is what counts.
    const { match } = directoryOf([slackUser('U1', 'ann@x.io')], [person('ann@x.io'), ...people], {
      U1: 'Boss@x.io',
    });
    expect(await match('U1')).toMatchObject({ refusal });
  });
});

describe('mentions and direct messages', () => {
  it('do not go to somebody whose address moved on', async () => {
    const { directory, bySlack, match } = directoryOf(
      [slackUser('U1', 'ann@x.io')],
      [person('ann@x.io'), person('bob@x.io')],
    );
    await match('U1');
    expect(directory.knownSlackIdOf('id of ann@x.io')).toBe('U1');
    bySlack.set('U1', slackUser('U1', 'bob@x.io'));
    await match('U1');
    expect(directory.knownSlackIdOf('id of ann@x.io')).toBeUndefined();
    expect(directory.knownSlackIdOf('id of bob@x.io')).toBe('U1');
    expect(await directory.slackIdOf({ id: 'id of ann@x.io', email: 'ann@x.io' })).toBeUndefined();
  });

  it('are looked up again after ten minutes', async () => {
    const { directory, bySlack, wait } = directoryOf([slackUser('U1', 'ann@x.io')], [person('ann@x.io')]);
    const ann = { id: 'id of ann@x.io', email: 'ann@x.io' };
    expect(await directory.slackIdOf(ann)).toBe('U1');
    bySlack.set('U1', slackUser('U1', 'ann@x.io', { deactivated: true }));
    expect(await directory.slackIdOf(ann)).toBe('U1');
    wait(10 * 60_000 + 2);
    expect(await directory.slackIdOf(ann)).toBeUndefined();
  });

  it('follow the overrides, and only to accounts that Slack vouches for', async () => {
    const boss = { id: 'boss', email: 'Boss@x.io' };
    const ann = { id: 'ann', email: 'ann@x.io' };
    const users = [slackUser('U1', 'ann@x.io'), slackUser('U2', 'two@x.io', { isGuest: true })];
    const { directory } = directoryOf(users, [], { U1: 'boss@x.io', U2: 'two@y.io' });
    expect(await directory.slackIdOf(boss)).toBe('U1');
    // Of the address in Slack he is not the person.
    expect(await directory.slackIdOf(ann)).toBeUndefined();
    expect(await directory.slackIdOf({ id: 'two', email: 'two@y.io' })).toBeUndefined();
  });
});
