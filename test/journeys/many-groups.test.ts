import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person, ShownOption } from '../../sandbox/slack/contract.ts';
import { closeAll, fillCreate, openCreateForm, waitForMessage } from './support/create.ts';
import { idOf } from './support/members.ts';
import { openStage, type Stage } from './support/stage.ts';

const CHANNEL = 'C0GENERAL';

/** Names that a label must cope with, whatever their script. */
const scripts = [
  'Отдел закупок',
  '营销与销售团队',
  'マーケティング部',
  'فريق التسويق',
  'צוות מכירות',
  'टीम की बैठक',
  'Cafe\u0301 Zu\u0308rich',
  `Długa nazwa ${'ł'.repeat(116)}`,
];

describe('a portal with 10,000 groups', () => {
  let stage: Stage;
  let ann: Person;

  beforeAll(async () => {
    stage = await openStage();
    stage.docspace.fillWithGroups(10_000);
    for (const name of scripts) {
      stage.docspace.addGroup({ name, headId: idOf(stage, 'jm'), memberIds: [idOf(stage, 'jm')] });
    }
    await stage.start();
    ann = stage.slack.as('U0ANN');
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    stage.docspace.faults.clear();
    await closeAll(ann);
    stage.docspace.clearRequests();
  });

  async function openForm(verb: string, submit: string, person = ann): Promise<void> {
    await person.type(CHANNEL, `/docspace-group ${verb}`);
    await stage.slack.waitFor(() => person.modal()?.submit === submit, `the form of ${verb}`);
    stage.docspace.clearRequests();
  }

  const texts = (options: readonly ShownOption[]) => options.map((option) => option.text);
  const lists = () => stage.docspace.requests.filter(({ path }) => path.startsWith('/api/2.0/group?'));

  async function ask(text: string, reads: RegExp): Promise<string> {
    await ann.type(CHANNEL, `/docspace-group ${text}`);
    return waitForMessage(stage, ann, CHANNEL, reads);
  }

  it('offers the first hundred by name, each query for one request, and none a second time', async () => {
    await openForm('show', 'Show');
    const first = await ann.suggest('Group', '');
    expect(first).toHaveLength(100);
    expect(texts(first)).toContain('Group 00001');
    expect(lists()).toHaveLength(1);
    expect(texts(await ann.suggest('Group', 'group 077'))).toHaveLength(100);
    expect(texts(await ann.suggest('Group', 'GROUP 0777'))).toEqual(
      Array.from({ length: 10 }, (_, at) => `Group 0777${at}`),
    );
    expect(lists()).toHaveLength(3);
    await ann.suggest('Group', 'group 0777');
    await ann.suggest('Group', '');
    expect(lists()).toHaveLength(3);
  });

  it.each(scripts)('finds “%s” by a part of its name', async (name) => {
    await openForm('show', 'Show');
    const [found, second] = await ann.suggest('Group', name.slice(0, 8));
    expect(second).toBeUndefined();
    const text = found?.text ?? '';
    expect([...text].length).toBeLessThanOrEqual(75);
    expect(name.startsWith(text.replace(/…$/, ''))).toBe(true);
  });

  it('tells twins apart by head and size, and offers what LDAP manages only to look at', async () => {
    await openForm('rename', 'Rename');
    const twins = await ann.suggest('Group', 'sales emea');
    expect(texts(twins)).toEqual(['Sales EMEA', 'Sales EMEA']);
    expect(new Set(twins.map((option) => option.description))).toEqual(
      new Set(['3 members, head Bob Baker', '1 member, head Kim Lee']),
    );
    expect(await ann.suggest('Group', 'directory staff')).toEqual([]);
    await closeAll(ann);
    await openForm('show', 'Show');
    expect(texts(await ann.suggest('Group', 'directory staff'))).toEqual(['Directory staff']);
  });

  it('knows a group that was just made, although the same letters were asked for before', async () => {
    await openForm('show', 'Show');
    expect(await ann.suggest('Group', 'brand new')).toEqual([]);
    await closeAll(ann);
    await openCreateForm(stage, ann, 'Brand new', CHANNEL);
    await fillCreate(ann, {});
    await ann.submit();
    await waitForMessage(stage, ann, CHANNEL, /\*Brand new\* was created/);
    await closeAll(ann);
    await openForm('show', 'Show');
    expect(texts(await ann.suggest('Group', 'brand new'))).toEqual(['Brand new']);
  });

  describe.each([
    ['hangs', { kind: 'hang' }],
    ['drops the connection', { kind: 'dropBefore' }],
    ['answers 502', { kind: 'status', status: 502 }],
    ['answers 429', { kind: 'status', status: 429 }],
    ['answers garbage', { kind: 'garbage' }],
    ['drips', { kind: 'drip', everyMs: 200 }],
  ] as const)('while DocSpace %s', (what, fault) => {
    it('offers what is known of a shorter beginning, else nothing, within Slack’s time', async () => {
      await openForm('show', 'Show');
      const [letter] = [what.length % 9];
      await ann.suggest('Group', `group 0${letter}88`);
      stage.docspace.faults.add({ path: /\/group\?/, times: Number.POSITIVE_INFINITY, fault });
      // The stand-in for Slack takes no answer later than Slack does.
      expect(texts(await ann.suggest('Group', `group 0${letter}888`))).toEqual([`Group 0${letter}888`]);
      expect(await ann.suggest('Group', `${what} nothing known`)).toEqual([]);
    });
  });

  it('does not let an older query of the same person wait when he types on', async () => {
    await openForm('show', 'Show');
    const slow = stage.docspace.faults.add({ path: /filterValue=group%200123&/, fault: { kind: 'hang' } });
    const older = ann.suggest('Group', 'group 0123');
    await stage.slack.waitFor(() => slow.hits() === 1, 'the older query to reach DocSpace');
    expect(await ann.suggest('Group', 'group 01234')).toHaveLength(1);
    // It ends with what is known, without waiting for DocSpace, which never answers.
    expect(await older).toEqual([]);
    expect(slow.hits()).toBe(1);
  });

  it('lists, finds, and shows one’s own with the requests that this needs', async () => {
    await ask('list', /\*Groups\* · 1–10 of 10,?0\d\d/);
    expect(stage.docspace.requests).toHaveLength(2);
    stage.docspace.clearRequests();
    await ask('find group 0999', /“group 0999” in the name\* · 10 in all/);
    expect(stage.docspace.requests).toHaveLength(2);
    stage.docspace.clearRequests();
    await ask('mine', /Groups you head/);
    expect(stage.docspace.requests).toHaveLength(3);
    stage.docspace.clearRequests();
    await ann.openHome();
    await stage.slack.waitFor(() => {
      const home = ann.home();
      return home !== undefined && /Groups you are the head of/.test(stage.slack.plainText(home));
    }, 'the Home page');
    expect(stage.docspace.requests.length).toBeLessThanOrEqual(3);
    expect(lists()).toHaveLength(2);
  });

  it('resolves what was typed, and guesses, with at most four requests for the group', async () => {
    await ask('show Group 04321', /\*Group 04321\*[\s\S]*Members/);
    expect(lists()).toHaveLength(1);
    stage.docspace.clearRequests();
    await ask('show Gruop 0432', /I can’t find “Gruop 0432”/);
    expect(lists().length).toBeLessThanOrEqual(4);
  });
});
