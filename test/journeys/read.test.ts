import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person, Transport } from '../../sandbox/slack/contract.ts';
import { closeAll, waitForMessage, writes } from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

describe.each<Transport>(['socket', 'http'])('show, whoami and help over %s', (transport) => {
  let stage: Stage;
  let ann: Person;

  beforeAll(async () => {
    stage = await openStage({ transport, env: { PEOPLE_OVERRIDES: 'U0NIL=roo@example.com' } });
    await stage.start();
    ann = stage.slack.as('U0ANN');
  });
  afterAll(async () => {
    expect(writes(stage)).toEqual([]);
    await stage.close();
  });
  beforeEach(() => closeAll(ann));

  const idOf = (name: string) => stage.docspace.groups().find((group) => group.name === name)?.id ?? '';

  async function ask(person: Person, text: string, reads: RegExp): Promise<string> {
    await person.type('C0GENERAL', `/docspace-group ${text}`);
    return waitForMessage(stage, person, 'C0GENERAL', reads);
  }

  it('shows the card of a group, to the caller alone', async () => {
    const card = await ask(ann, 'show "Sales APAC"', /\*Sales APAC\*/);
    expect(card).toMatch(/Head of group:\*? none/);
    expect(card).toMatch(/Members:\*? 2/);
    expect(card).toMatch(/Cid Carter|@cid/);
    expect(card).toContain('[Open in DocSpace]');
    expect(
      stage.slack
        .as('U0CID')
        .messages('C0GENERAL')
        .some((one) => one.text.includes('APAC')),
    ).toBe(false);
  });

  it.each(['бухг', 'БУХГАЛТЕРИЯ'])('finds by %s', async (typed) => {
    await ask(ann, `show ${typed}`, /\*Бухгалтерия\*/);
  });

  it('finds by id and by link', async () => {
    const id = idOf('Q&amp;A');
    await ask(ann, `show ${id}`, /\*Q&amp;A\*/);
    await ask(ann, `info ${stage.docspace.url}/accounts/groups/${id}/filter`, /\*Q&amp;A\*/);
  });

  it('shows names as they are', async () => {
    await ask(ann, 'show <!channel> *x*', /<!channel>/);
  });

  it('says that a head is disabled, and that a group is managed in LDAP', async () => {
    await ask(ann, 'show Design', /Head of group:\* @dina \(disabled in DocSpace\)/);
    await ask(ann, 'show Directory staff', /Managed in LDAP/);
  });

  it('asks which of several, and goes on with the one that is picked', async () => {
    await ask(ann, 'show sales emea', /2 groups match “sales emea”/);
    await ann.press('group-picked', undefined, idOf('Sales EMEA'));
    await waitForMessage(stage, ann, 'C0GENERAL', /\*Sales EMEA\*[\s\S]*Head of group/);
  });

  it('suggests near names, which lead on', async () => {
    const text = await ask(ann, 'show Desing', /I can’t find “Desing”\. Did you mean/);
    expect(text).toContain('[Design]');
    await ann.press('Design');
    await waitForMessage(stage, ann, 'C0GENERAL', /\*Design\*[\s\S]*Head of group/);
  });

  it('says when there is nothing like it', async () => {
    await ask(ann, 'show Zyzzyva', /I can’t find “Zyzzyva”\./);
  });

  it('pages through the members', async () => {
    const members = Array.from({ length: 45 }, (_, index) => ({
      id: `b0000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      firstName: `First${String(index).padStart(2, '0')}`.replaceAll(/\d/g, (digit) =>
        'abcdefghij'.charAt(Number(digit)),
      ),
      lastName: 'Last',
      userName: `many${index}`,
      email: `many${index}@example.com`,
      role: 'user' as const,
      status: 'active' as const,
    }));
    for (const member of members) stage.docspace.addPerson(member);
    stage.docspace.addGroup({ name: 'Crowd', memberIds: members.map((member) => member.id) });
    await ask(ann, 'show Crowd', /1–20 of 45/);
    await ann.press('Next');
    await waitForMessage(stage, ann, 'C0GENERAL', /21–40 of 45/);
    await ann.press('Next');
    await waitForMessage(stage, ann, 'C0GENERAL', /41–45 of 45/);
    await ann.press('Previous');
    await waitForMessage(stage, ann, 'C0GENERAL', /21–40 of 45/);
  });

  it('offers a type-ahead when no group is typed', async () => {
    await ann.type('C0GENERAL', '/docspace-group show');
    await stage.slack.waitFor(() => ann.modal()?.submit === 'Show', 'the form');
    expect((await ann.suggest('Group', '')).length).toBeGreaterThan(5);
    const twins = await ann.suggest('Group', 'sales e');
    expect(twins.map((option) => option.description)).toEqual([
      '3 members, head Bob Baker',
      '1 member, head Kim Lee',
    ]);
    await ann.fill('Group', twins[0]?.value ?? '');
    expect((await ann.submit()).kind).toBe('closed');
    await waitForMessage(stage, ann, 'C0GENERAL', /Members:\*? 3/);
  });

  it('opens no form for whom it does not act', async () => {
    const gus = stage.slack.as('U0GUS');
    await gus.type('C0GENERAL', '/docspace-group show');
    const view = await stage.slack.waitFor(
      () => [gus.modal()].find((modal) => modal && !/One moment/.test(stage.slack.plainText(modal))),
      'an answer',
    );
    expect(view.submit).toBeUndefined();
    expect(stage.slack.plainText(view)).toMatch(/You are a guest in DocSpace/);
    await gus.closeModal();
  });

  it('answers a type-ahead in time whatever DocSpace does', async () => {
    await ann.type('C0GENERAL', '/docspace-group show');
    await stage.slack.waitFor(() => ann.modal()?.submit === 'Show', 'the form');
    const slow = stage.docspace.faults.add({ method: 'GET', path: /filterValue=zz/, delayMs: 20_000 });
    expect(await ann.suggest('Group', 'zz')).toEqual([]);
    slow.remove();
  });

  it('lets heads look at their own group, and others not', async () => {
    const jm = stage.slack.as('U0JM');
    await ask(jm, 'show Grüße & <b>Co</b>', /\*Grüße & <b>Co<\/b>\*/);
    const refusal = await ask(jm, 'show Design', /Looking at groups is for DocSpace admins/);
    expect(refusal).toMatch(/You are a user\.[\s\S]*Ask @/);
    expect(await ask(jm, 'show Nothing like it', /Looking at groups is for/)).toBe(refusal);
    await ask(stage.slack.as('U0GUS'), 'show Design', /You are a guest in DocSpace/);
  });

  it('says whom it takes somebody for', async () => {
    const text = await ask(ann, 'whoami', /In DocSpace you are \*Ann Archer\*/);
    expect(text).toMatch(
      /Matched by the e-mail[\s\S]*a DocSpace admin[\s\S]*You may: look at all groups and create and change groups/,
    );
    expect(await ask(stage.slack.as('U0NIL'), 'whoami', /you are \*Roo Rogers\*/)).toContain(
      'Matched by a rule',
    );
    await ask(stage.slack.as('U0EVE'), 'whoami', /not accepted your invitation/);
  });

  it('helps: all verbs with an example each, one verb in detail, and a slip', async () => {
    const all = await ask(ann, 'help', /Run the groups of your DocSpace/);
    for (const verb of ['create Marketing', 'show Marketing', 'whoami', 'help create'])
      expect(all).toContain(`/docspace-group ${verb}`);
    await ask(ann, 'help new', /\*create\*: Create a group[\s\S]*Also: `new`/);
    await ask(ann, 'crate Marketing', /I don’t know “crate”\. Did you mean `create`\?[\s\S]*help create/);
    await ask(stage.slack.as('U0GUS'), '', /Run the groups of your DocSpace/);
  });
});
