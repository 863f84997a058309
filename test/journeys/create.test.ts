import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person, Transport } from '../../sandbox/slack/contract.ts';
import {
  closeAll,
  fillCreate,
  groupsCalled,
  openCreateForm,
  submitCreate,
  waitForMessage,
  waitForModal,
  writes,
} from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

describe.each<Transport>(['socket', 'http'])('create over %s', (transport) => {
  let stage: Stage;
  let ann: Person;

  beforeAll(async () => {
    stage = await openStage({ transport });
    await stage.start();
    ann = stage.slack.as('U0ANN');
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    await closeAll(ann);
    stage.docspace.clearRequests();
  });

  it('goes from the command to the announcement', async () => {
    const form = await openCreateForm(stage, ann, 'Marketing');
    expect(form.title).toBe('Create group');
    expect(stage.slack.plainText(form)).toContain('Marketing');
    await fillCreate(ann, {
      head: 'U0BOB',
      members: ['U0CID', 'U0JM', 'U0EVE'],
      emails: 'Petra@example.com',
      reason: 'Launch <b>Q1</b>',
    });
    // The checks of what was picked are over: one read at opening, one for each picker.
    await stage.slack.waitFor(
      () => stage.docspace.requests.filter((one) => one.finished).length >= 3,
      'the pick checks',
    );
    stage.docspace.clearRequests();
    expect((await ann.submit()).kind).toBe('updated');

    const text = await waitForMessage(
      stage,
      stage.slack.as('U0CID'),
      'C0MARKET',
      /\*Marketing\* was created by @ann/,
    );
    expect(text).toContain('Head: @bob · 5 members');
    expect(text).toContain('Reason: Launch <b>Q1</b>');
    expect(text).toContain('[Open in DocSpace]');
    await waitForModal(stage, ann, /was created/);

    const [group] = groupsCalled(stage, 'Marketing');
    expect(group?.head?.email).toBe('Bob.Baker@Example.com');
    expect(group?.members.map((member) => member.email.toLowerCase()).sort()).toEqual([
      'bob.baker@example.com',
      'cid@example.com',
      'eve@example.com',
      'jm@example.com',
      'petra@example.com',
    ]);
    // Design, section 8: one write, at most two reads from submit to announcement.
    expect(writes(stage)).toHaveLength(1);
    expect(stage.docspace.requests.length).toBeLessThanOrEqual(3);
  });

  it('takes people from what was typed', async () => {
    const form = await openCreateForm(stage, ann, '"Field Trip" @bob petra@example.com');
    expect(form.values.name?.name).toMatchObject({ value: 'Field Trip' });
    expect(form.values.members?.members).toMatchObject({ selected_users: ['U0BOB'] });
    expect(form.values.emails?.emails).toMatchObject({ value: 'petra@example.com' });
  });

  it('shows names as they are, and pings nobody', async () => {
    const name = '<!here> *Grüße* & <b>Co</b> &amp; _x_';
    await submitCreate(stage, ann, { name, head: 'U0BO' });
    const text = await waitForMessage(stage, ann, 'C0MARKET', /<!here>/);
    expect(text.replaceAll('\u200B', '')).toContain(`*${name}* was created by @ann`);
    expect(groupsCalled(stage, name)).toHaveLength(1);
  });

  const nameFaults: readonly [string, string, RegExp][] = [
    ['blank', '   ', /Give the group a name/],
    ['too long', 'x'.repeat(129), /129 characters; DocSpace takes at most 128/],
    ['with an emoji', 'Party 🎉', /emoji/],
    ['taken, in another case', 'design', /There is a group “Design” already/],
    ['taken, with signs in it', 'grüße & <b>co</b>', /There is a group “Grüße & <b>Co<\/b>” already/],
  ];
  it.each(nameFaults)('refuses a name that is %s at its field', async (_, name, fault) => {
    const submitted = await submitCreate(stage, ann, { name });
    expect(submitted.errors?.name).toMatch(fault);
    expect(writes(stage)).toEqual([]);
  });

  const people: readonly [string, string, RegExp][] = [
    [
      'a guest',
      'U0GUS',
      /^Gus Guest is a guest in DocSpace; guests can’t join groups\. Make them a user first/,
    ],
    ['somebody disabled', 'U0DINA', /^Dina Dormant is disabled in DocSpace\. Enable/],
    ['somebody unknown', 'U0NIL', /^Nils Nobody is not in DocSpace\. Invite/],
    ['somebody external', 'U0XAV', /^Xavier External is from another company/],
    ['somebody deactivated in Slack', 'U0OLD', /^Old Timer is deactivated in Slack/],
    ['a guest of Slack', 'U0SALLY', /^Sally Single is a guest in Slack/],
    ['somebody with an unconfirmed e-mail', 'U0UNKA', /^Unka Unconfirmed has not confirmed/],
    ['a bot', 'U0BOT', /is a bot/],
  ];
  it.each(people)(
    'names %s with reason and remedy, while picking and at submit',
    async (_, slackUserId, fault) => {
      await openCreateForm(stage, ann);
      await fillCreate(ann, { name: 'Picky', head: slackUserId, members: ['U0CID', slackUserId] });
      const inner = new RegExp(fault.source.replace('^', ''));
      await waitForModal(stage, ann, new RegExp(`${inner.source}[\\s\\S]*${inner.source}`));
      const submitted = await ann.submit();
      expect(submitted.errors?.head).toMatch(fault);
      expect(submitted.errors?.members).toMatch(fault);
      expect(writes(stage)).toEqual([]);

      await fillCreate(ann, { head: 'U0CID', members: ['U0CID'] });
      await stage.slack.waitFor(() => {
        const view = ann.modal();
        return view !== undefined && !inner.test(stage.slack.plainText(view));
      }, 'the note to go');
      const input = ann.modal()?.values;
      expect(input?.name?.name).toMatchObject({ value: 'Picky' });
    },
  );

  it('names e-mails that are malformed with their line, and those that can’t join', async () => {
    const malformed = await submitCreate(stage, ann, {
      name: 'Mail',
      emails: 'petra@example.com\nnot an address',
    });
    expect(malformed.errors?.emails).toBe('Line 2: “not an address” is no e-mail address.');
    await fillCreate(ann, { emails: ['x'.repeat(500), ...Array(1_200).fill('y')].join('\n') });
    const many = (await ann.submit()).errors?.emails ?? '';
    expect(many.split('\n')).toHaveLength(11);
    expect(many).toMatch(/^Line 1: “x{99}…” is no e-mail address\.\nLine 2: “y”[\s\S]*1,?191 more/);
    expect(many.length).toBeLessThanOrEqual(2_000);
    await fillCreate(ann, { emails: 'petra@example.com\ngus@example.com\nnobody@example.com' });
    const refused = await ann.submit();
    expect(refused.errors?.emails).toMatch(
      /Gus Guest is a guest[^\n]*\nnobody@example.com is not in DocSpace/,
    );
    expect(writes(stage)).toEqual([]);
  });

  const mayNot: readonly [string, string, RegExp][] = [
    ['a room admin', 'U0ROO', /Only DocSpace admins can create groups\. You are a room admin\.[\s\S]*Ask @/],
    ['a user', 'U0BOB', /You are a user/],
    ['a guest', 'U0GUS', /You are a guest in DocSpace/],
    ['somebody disabled', 'U0DINA', /Your DocSpace account is disabled/],
    ['somebody unknown', 'U0NIL', /I can’t find you in DocSpace/],
    ['somebody with an unconfirmed e-mail', 'U0UNKA', /not confirmed in Slack/],
    ['an invited person who has not signed in', 'U0EVE', /not accepted your invitation/],
    ['a guest of Slack', 'U0SALLY', /guest in this Slack workspace/],
  ];
  it.each(mayNot)('lets %s not in, and says why', async (_, slackUserId, reason) => {
    const person = stage.slack.as(slackUserId);
    await person.type('C0GENERAL', '/docspace-group create Sneaky');
    await waitForModal(stage, person, reason);
    expect(person.modal()?.submit).toBeUndefined();
    expect(writes(stage)).toEqual([]);
  });

  it('asks for the right again at submit', async () => {
    await openCreateForm(stage, stage.slack.as('U0ADA'), 'Too late');
    const ada = stage.docspace.people().find((one) => one.email === 'ada@example.com');
    if (ada === undefined) throw new Error('no Ada');
    stage.docspace.changePerson(ada.id, { role: 'user' });
    await stage.slack.as('U0ADA').submit();
    await waitForModal(
      stage,
      stage.slack.as('U0ADA'),
      /Only DocSpace admins can create groups\. You are a user/,
    );
    stage.docspace.changePerson(ada.id, { role: 'admin' });
    expect(writes(stage)).toEqual([]);
  });

  it('runs a double submit once', async () => {
    await openCreateForm(stage, ann, 'Twice');
    const both = await ann.submitTwice();
    expect(both.map((one) => one.kind)).toEqual(['updated', 'updated']);
    await waitForMessage(stage, ann, 'C0MARKET', /Twice\* was created/);
    await waitForModal(stage, ann, /was created/);
    expect(groupsCalled(stage, 'Twice')).toHaveLength(1);
    expect(ann.messages('C0MARKET').filter((message) => /Twice/.test(message.text))).toHaveLength(1);
  });

  it('runs a submit that Slack delivers again once', async () => {
    const submitted = await submitCreate(stage, ann, { name: 'Again' });
    await waitForMessage(stage, ann, 'C0MARKET', /Again\* was created/);
    if (submitted.delivery === undefined) throw new Error('nothing was delivered');
    expect((await stage.slack.redeliver(submitted.delivery)).acked).toBe(true);
    expect(groupsCalled(stage, 'Again')).toHaveLength(1);
    expect(writes(stage)).toHaveLength(1);
  });

  it('does not mind that the modal is closed while it works', async () => {
    const slow = stage.docspace.faults.add({ method: 'POST', delayMs: 300 });
    await submitCreate(stage, ann, { name: 'Closed early' });
    await ann.closeModal();
    await waitForMessage(stage, ann, 'C0MARKET', /Closed early\* was created/);
    slow.remove();
    expect(ann.modal()).toBeUndefined();
  });

  it('has one winner when two people want the same name', async () => {
    const own = stage.slack.as('U0OWN');
    await openCreateForm(stage, ann, 'Race');
    await openCreateForm(stage, own, 'race');
    const answers = await Promise.all([ann.submit(), own.submit()]);
    await waitForMessage(stage, ann, 'C0MARKET', /[Rr]ace\* was created by/);
    const refusedAtField = answers.filter((answer) =>
      /already|right now/.test(answer.errors?.name ?? ''),
    ).length;
    if (refusedAtField === 0) {
      await stage.slack.waitFor(
        () =>
          [ann, own].some((one) =>
            /came up meanwhile/.test(stage.slack.plainText(one.modal() ?? emptyMessage)),
          ),
        'the loser to be told',
      );
    }
    expect([...groupsCalled(stage, 'Race'), ...groupsCalled(stage, 'race')]).toHaveLength(1);
    await closeAll(own);
  });
});

const emptyMessage = {
  channel: '',
  ts: '',
  user: '',
  text: '',
  blocks: [],
  attachments: [],
  metadata: undefined,
  thread_ts: undefined,
  files: [],
  ephemeralFor: undefined,
  edited: false,
  values: {},
};
