import { describe, expect, it } from 'vitest';
import { checkView } from '../../../sandbox/slack/kit/view.ts';
import type { GroupRow, Page, Person, PersonRole } from '../../../src/docspace/model.ts';
import type { Operation } from '../../../src/operations/kind.ts';
import type { HomeFacts } from '../../../src/slack/home/facts.ts';
import { type HomeViewDeps, homeView, loadingView } from '../../../src/slack/home/view.ts';
import type { Verb } from '../../../src/slack/verbs/verb.ts';
import { english } from '../../../src/slack/words/index.ts';

const run = async () => undefined;
const names: readonly Verb['name'][] = ['create', 'show', 'rename', 'whoami', 'help'];
const deps = (line = '*M* was created by <@U1>'): HomeViewDeps => ({
  words: english,
  settings: { headsManageMembers: true, everyoneMayView: false },
  overridden: new Set(),
  allVerbs: names.map((name): Verb => ({ name, aliases: [], typed: run, start: run })),
  tellings: new Map([['create', { history: () => line }]]),
  now: () => 1_800_000_000_000,
});
const person = (role: PersonRole): Person => ({
  id: 'p1',
  email: 'p@example.com',
  name: 'Pat',
  role,
  status: 'active',
});
const groups = (count: number, name: (index: number) => string, total = count): Page<GroupRow> => ({
  items: Array.from({ length: count }, (_, index) => ({
    id: `90000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    name: name(index),
    membersCount: index,
    head: { id: 'p1', name: 'Pat' },
    isLdap: false,
  })),
  total,
});
const none = groups(0, String);
const operation = (more: Partial<Operation> = {}): Operation => ({
  id: 'o1',
  dedupeKey: 'd',
  kind: 'create',
  lock: 'l',
  groupName: 'M',
  actor: { slackUserId: 'U1' },
  destination: {},
  input: {},
  state: 'told',
  attempts: 1,
  acceptedAt: 1_700_000_000_000,
  runAt: 1_700_000_000_000,
  settledAt: 1_700_000_001_000,
  outcome: { status: 'done' },
  ...more,
});
const known = (more: Partial<Extract<HomeFacts, { kind: 'known' }>> = {}): HomeFacts => ({
  kind: 'known',
  person: person('admin'),
  headed: none,
  member: none,
  unshown: [],
  operations: [],
  ...more,
});
const textOf = (facts: HomeFacts, line?: string) => {
  const view = homeView(deps(line), 'U1', facts);
  expect(checkView(JSON.parse(JSON.stringify(view)), 'home')).not.toHaveProperty('error');
  return JSON.stringify(view);
};

describe('the page', () => {
  it('is taken by Slack while it is read', () => {
    expect(checkView(JSON.parse(JSON.stringify(loadingView(english))), 'home')).not.toHaveProperty('error');
  });

  it('offers what the person may begin', () => {
    expect(textOf(known())).toContain('"start:create"');
    expect(textOf(known({ person: person('roomAdmin') }))).not.toContain('"start:create"');
    expect(textOf(known({ person: person('roomAdmin') }))).toContain('"start:show"');
    expect(textOf(known({ person: person('user') }))).not.toContain('"start:show"');
    expect(textOf(known({ person: person('user'), headed: groups(1, () => 'Own') }))).toContain(
      '"start:show"',
    );
  });

  it('has a Show button only for groups that the person may look at', () => {
    const foreign = {
      items: [{ ...(groups(1, () => 'G').items[0] as GroupRow), head: { id: 'p2', name: 'Other' } }],
      total: 1,
    };
    const text = textOf(known({ person: person('user'), member: foreign }));
    expect(text).toContain('*G*');
    expect(text).not.toContain('Show');
  });

  it('counts the groups that it does not show', () => {
    expect(textOf(known({ headed: groups(10, (index) => `G${index}`, 24) }))).toContain('and 14 more');
    expect(textOf(known({ headed: groups(10, (index) => `G${index}`) }))).not.toContain('more');
  });

  it('keeps to Slack’s limits for any data', () => {
    const wild = (index: number) =>
      ['&<>'.repeat(500), '', ' ', '*_~`'.repeat(100), '\u202E\uD83D\uDE00', '<!channel>'][index % 6] ?? '';
    const text = textOf(
      known({
        headed: groups(10, wild, 1_000_000),
        member: groups(10, wild, 1_000_000),
        operations: Array.from({ length: 5 }, () => operation()),
      }),
      `*${'&amp;'.repeat(4_000)}*`,
    );
    expect(text).not.toContain('*<!channel>');
    expect(text).toContain('(no name)');
  });

  it('tells the last operations with outcome and time, and what is not over', () => {
    const pending = operation({ state: 'accepted', groupName: 'Slow' });
    const { settledAt: _, ...unsettled } = pending;
    const text = textOf(known({ operations: [unsettled, operation()] }));
    expect(text).toContain(':hourglass_flowing_sand: *M* was created by <@U1> · <!date^1700000000^');
    expect(text).toContain(':white_check_mark: *M* was created by <@U1> · <!date^1700000001^');
  });

  it('tells who is refused why, and whom to ask', () => {
    const text = textOf({ kind: 'refused', refusal: 'guest-in-docspace', whoMay: ['<@U2>'] });
    expect(text).toMatch(/You are a guest in DocSpace.*Whom you can ask: <@U2>.*home-refresh/);
    expect(text).not.toContain('start:create');
  });

  it('says that DocSpace is away, with a button to try again', () => {
    const text = textOf({ kind: 'away', reason: 'unreachable', id: 'ab12cd', operations: [operation()] });
    expect(text).toMatch(/DocSpace can’t be reached\..*ab12cd.*home-refresh.*was created by/);
    expect(textOf({ kind: 'away', reason: 'unexpected', id: 'ab12cd', operations: [] })).toMatch(
      /Something went wrong in the bot.*ab12cd/,
    );
  });
});
