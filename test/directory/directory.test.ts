import { describe, expect, it } from 'vitest';
import { createDirectory, type Directory } from '../../src/directory/directory.ts';
import { type SlackUser, SlackUsersError } from '../../src/directory/slack-users.ts';
import type { Person } from '../../src/docspace/model.ts';

const slackUser = (id: string, more: Partial<SlackUser> = {}): SlackUser => ({
  id,
  name: id,
  email: `${id.toLowerCase()}@Example.com`,
  emailConfirmed: true,
  deactivated: false,
  isBot: false,
  isGuest: false,
  isExternal: false,
  ...more,
});
const person = (name: string, more: Partial<Person> = {}): Person => ({
  id: `id-${name}`,
  email: `${name}@example.com`,
  name,
  role: 'user',
  status: 'active',
  ...more,
});

function world(options: {
  users?: readonly SlackUser[];
  people?: readonly Person[];
  overrides?: Readonly<Record<string, string>>;
  gate?: Promise<void>;
  /** What Slack does instead of answering. */
  slackFault?: () => Promise<never> | undefined;
}) {
  const users = new Map((options.users ?? []).map((user) => [user.id, user]));
  const asked: { slack: string[]; docspace: string[][] } = { slack: [], docspace: [] };
  let now = 1;
  const directory: Directory = createDirectory({
    now: () => now,
    overrides: new Map(Object.entries(options.overrides ?? {})),
    slackUsers: {
      async read(id) {
        asked.slack.push(id);
        return (await options.slackFault?.()) ?? users.get(id);
      },
      async findByEmail(email) {
        return [...users.values()].find((user) => user.email?.toLowerCase() === email)?.id;
      },
    },
    async byEmails(emails) {
      asked.docspace.push([...emails]);
      await options.gate;
      const matches = new Map<string, Person[]>();
      for (const one of options.people ?? []) {
        const email = one.email.toLowerCase();
        if (emails.includes(email)) matches.set(email, [...(matches.get(email) ?? []), one]);
      }
      return matches;
    },
  });
  const one = async (id: string, maxAgeMs = 0) =>
    (await directory.lookUp({ slackUserIds: [id], emails: [], maxAgeMs })).bySlackId.get(id);
  return { directory, asked, users, one, wait: (ms: number) => (now += ms) };
}

describe('who is who', () => {
  it('matches by the lower-cased address', async () => {
    const { one } = world({
      users: [slackUser('ANN')],
      people: [person('ann', { email: 'Ann@Example.COM' })],
    });
    expect(await one('ANN')).toMatchObject({
      slackUserId: 'ANN',
      email: 'ann@example.com',
      person: { id: 'id-ann' },
    });
  });

  const refused: readonly [string, Partial<SlackUser>, readonly Person[]][] = [
    ['deactivated-in-slack', { deactivated: true }, [person('ann')]],
    ['bot', { isBot: true }, [person('ann')]],
    ['slack-guest', { isGuest: true }, [person('ann')]],
    ['external', { isExternal: true }, [person('ann')]],
    ['email-unconfirmed', { emailConfirmed: false }, [person('ann')]],
    ['no-email', { email: ' ' }, [person('ann')]],
    ['unknown-in-docspace', {}, []],
    ['disabled-in-docspace', {}, [person('ann', { status: 'disabled' })]],
    ['guest-in-docspace', {}, [person('ann', { role: 'guest' })]],
    ['several-matches', {}, [person('ann'), person('ann', { id: 'second' })]],
  ];
  it.each(refused)('refuses as %s', async (refusal, flags, people) => {
    const { one, asked } = world({ users: [slackUser('ANN', flags)], people });
    expect((await one('ANN'))?.refusal).toBe(refusal);
    // DocSpace is never asked about somebody whom Slack does not vouch for.
    const slackSide = [
      'deactivated-in-slack',
      'bot',
      'slack-guest',
      'external',
      'email-unconfirmed',
      'no-email',
    ];
    expect(asked.docspace.flat().length > 0).toBe(!slackSide.includes(refusal));
  });

  it('refuses Slackbot, whose flags say that it is no bot, and ids that Slack does not know', async () => {
    const { one } = world({ users: [slackUser('USLACKBOT')] });
    expect((await one('USLACKBOT'))?.refusal).toBe('bot');
    expect((await one('U404'))?.refusal).toBe('unknown-in-slack');
  });

  it('uses the override instead of an address that differs or is not confirmed', async () => {
    const { one } = world({
      users: [slackUser('ANN', { emailConfirmed: false })],
      people: [person('ann.docspace')],
      overrides: { ANN: 'Ann.DocSpace@example.com' },
    });
    expect((await one('ANN'))?.person?.id).toBe('id-ann.docspace');
  });

  it('does not let an override open the door to an external account', async () => {
    const { one } = world({
      users: [slackUser('ANN', { isExternal: true })],
      people: [person('ann')],
      overrides: { ANN: 'ann@example.com' },
    });
    expect((await one('ANN'))?.refusal).toBe('external');
  });

  it('looks many people up in one request, by Slack and by e-mail', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `p${index}`);
    const { directory, asked } = world({
      users: names.slice(0, 30).map((name) => slackUser(name)),
      people: names.map((name) => person(name)),
    });
    const matches = await directory.lookUp({
      slackUserIds: names.slice(0, 30),
      emails: names.slice(30).map((name) => `${name}@EXAMPLE.com`),
      maxAgeMs: 0,
    });
    expect(asked.docspace).toHaveLength(1);
    expect(
      [...matches.bySlackId.values(), ...matches.byEmail.values()].filter((match) => match.person),
    ).toHaveLength(40);
  });

  it('remembers for the age that is asked for, and asks anew for age 0', async () => {
    const { one, asked, wait } = world({ users: [slackUser('ANN')], people: [person('ann')] });
    await one('ANN', 60_000);
    await one('ANN', 60_000);
    expect(asked.docspace).toHaveLength(1);
    await one('ANN', 0);
    expect(asked.docspace).toHaveLength(2);
    wait(61_000);
    await one('ANN', 60_000);
    expect(asked.docspace).toHaveLength(3);
  });

  it('shares a pending look-up', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { one, asked } = world({ users: [slackUser('ANN')], people: [person('ann')], gate });
    const both = Promise.all([one('ANN', 60_000), one('ANN', 60_000)]);
    open();
    expect((await both).map((match) => match?.person?.id)).toEqual(['id-ann', 'id-ann']);
    expect(asked.docspace).toHaveLength(1);
    expect(asked.slack).toEqual(['ANN']);
  });

  it('sees at once that somebody was deactivated or has another address, when asked freshly', async () => {
    const { directory, users, one } = world({
      users: [slackUser('ANN')],
      people: [person('ann'), person('new')],
    });
    const fresh = async () =>
      (
        await directory.lookUp({ slackUserIds: ['ANN'], emails: [], freshSlackIds: ['ANN'], maxAgeMs: 0 })
      ).bySlackId.get('ANN');
    await one('ANN');
    users.set('ANN', slackUser('ANN', { email: 'new@example.com' }));
    expect((await fresh())?.person?.id).toBe('id-new');
    users.set('ANN', slackUser('ANN', { deactivated: true }));
    expect((await fresh())?.refusal).toBe('deactivated-in-slack');
  });

  /** Bob was looked up, then deactivated; Slack answers unless `slack.away` is set. */
  async function bobWhoLeft() {
    const slack: { away?: () => Promise<never> } = {};
    const { directory, users, wait } = world({
      users: [slackUser('BOB')],
      people: [person('bob')],
      slackFault: () => slack.away?.(),
    });
    const renewed = async () => {
      const wish = { slackUserIds: ['BOB'], renewedSlackIds: ['BOB'], emails: [], maxAgeMs: 0 };
      return (await directory.lookUp(wish)).bySlackId.get('BOB');
    };
    await renewed();
    users.set('BOB', slackUser('BOB', { deactivated: true }));
    return { slack, renewed, wait };
  }
  const fails = () => Promise.reject(new SlackUsersError('rate limited', { retryAfterMs: 30_000 }));

  it.each<[string, () => Promise<never>]>([
    ['fails', fails],
    ['hangs', () => new Promise(() => undefined)],
  ])('takes the earlier answer on somebody picked when Slack %s', async (_, fault) => {
    const { slack, renewed } = await bobWhoLeft();
    slack.away = fault;
    expect((await renewed())?.person?.id).toBe('id-bob');
    expect((await renewed())?.person?.id).toBe('id-bob');
  });

  it('asks Slack anew about somebody picked, and takes no answer of more than ten minutes', async () => {
    const { slack, renewed, wait } = await bobWhoLeft();
    expect((await renewed())?.refusal).toBe('deactivated-in-slack');
    slack.away = fails;
    expect((await renewed())?.refusal).toBe('deactivated-in-slack');
    wait(10 * 60_000 + 2);
    await expect(renewed()).rejects.toThrow(SlackUsersError);
  });

  it('fails closed for who acts, also where an earlier answer is known', async () => {
    let away: (() => Promise<never>) | undefined;
    const { directory, one } = world({
      users: [slackUser('ANN')],
      people: [person('ann')],
      slackFault: () => away?.(),
    });
    await one('ANN');
    away = () => Promise.reject(new SlackUsersError('no answer'));
    const actor = { slackUserIds: ['ANN'], freshSlackIds: ['ANN'], renewedSlackIds: ['ANN'], emails: [] };
    await expect(directory.lookUp({ ...actor, maxAgeMs: 0 })).rejects.toThrow(SlackUsersError);
  });

  it('finds the Slack user of a person for mentions, and nobody whom Slack does not vouch for', async () => {
    const { directory } = world({ users: [slackUser('ANN'), slackUser('EXT', { isExternal: true })] });
    expect(await directory.slackIdOf({ id: '1', email: 'Ann@example.com' })).toBe('ANN');
    expect(await directory.slackIdOf({ id: '2', email: 'ext@example.com' })).toBeUndefined();
    expect(await directory.slackIdOf({ id: '3' })).toBeUndefined();
  });
});
