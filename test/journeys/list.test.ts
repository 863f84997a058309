import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../sandbox/slack/contract.ts';
import { waitForMessage, writes } from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

describe('list and mine', () => {
  let stage: Stage;
  let ann: Person;

  beforeAll(async () => {
    stage = await openStage();
    for (let n = 10; n < 33; n += 1) {
      stage.docspace.addGroup({
        name: `Page ${n}`,
        memberIds: [personId('Bob Baker')],
        headId: personId('Bob Baker'),
      });
    }
    await stage.start();
    ann = stage.slack.as('U0ANN');
  });
  afterAll(async () => {
    expect(writes(stage)).toEqual([]);
    await stage.close();
  });
  beforeEach(() => stage.docspace.clearRequests());

  function personId(name: string): string {
    return stage.docspace.people().find((person) => person.name === name)?.id ?? '';
  }

  async function ask(person: Person, text: string, reads: RegExp): Promise<string> {
    await person.type('C0GENERAL', `/docspace-group ${text}`);
    return waitForMessage(stage, person, 'C0GENERAL', reads);
  }

  it('lists the groups with a text in the name, by name, to the caller alone', async () => {
    const list = await ask(ann, 'list PAGE', /Groups with “PAGE” in the name\* · 1–10 of 23/);
    expect([...list.matchAll(/\*(Page \d+)\*/g)].map(([, name]) => name)).toEqual(
      Array.from({ length: 10 }, (_, n) => `Page ${10 + n}`),
    );
    expect(list).toMatch(/• \*Page 10\*: head (Bob Baker|@bob) · 1 member\n/);
    const others = stage.slack.as('U0CID').messages('C0GENERAL');
    expect(others.some((one) => one.text.includes('PAGE'))).toBe(false);
    // Who asks, and the page.
    expect(stage.docspace.requests).toHaveLength(2);
  });

  it('turns pages with the filter kept, and shows a group of the page below the list', async () => {
    await ask(ann, 'find page 2', /“page 2” in the name\* · 10 in all/);
    await ask(ann, 'search page', /“page” in the name\* · 1–10 of 23/);
    await ann.press('Next');
    await waitForMessage(stage, ann, 'C0GENERAL', /“page” in the name\* · 11–20 of 23[\s\S]*Page 29/);
    await ann.press('Next');
    await waitForMessage(stage, ann, 'C0GENERAL', /“page” in the name\* · 21–23 of 23[\s\S]*Page 32/);
    await ann.press('Previous');
    await waitForMessage(stage, ann, 'C0GENERAL', /“page” in the name\* · 11–20 of 23/);
    await ann.press('list-show', undefined, 'Page 25');
    await waitForMessage(stage, ann, 'C0GENERAL', /\*Page 25\*[\s\S]*Head of group/);
    await waitForMessage(stage, ann, 'C0GENERAL', /“page” in the name\* · 11–20 of 23/);
  });

  it('lists all, with marks, and names as they are', async () => {
    const list = await ask(ann, 'list', /\*Groups\* · 1–10 of \d+/);
    expect(list).toContain(
      '*<!channel> *x* &lt;*: _no head_ · 0 members'.replaceAll('*x*', '\u200B*\u200Bx\u200B*\u200B'),
    );
    expect(list).toMatch(/\*Design\*: head (Dina Dormant|@dina) · 1 member/);
    expect(list).toMatch(/\*Directory staff\*: _?no head_? · 4 members · managed in LDAP/);
  });

  it('shows the last page when the wanted one is not there any more', async () => {
    const going = Array.from({ length: 11 }, (_, n) =>
      stage.docspace.addGroup({ name: `Going ${10 + n}`, memberIds: [] }),
    );
    await ask(ann, 'list going', /“going” in the name\* · 1–10 of 11/);
    for (const { id } of going.slice(5)) stage.docspace.deleteGroup(id);
    await ann.press('Next');
    await waitForMessage(stage, ann, 'C0GENERAL', /“going” in the name\* · 5 in all/);
    for (const { id } of going.slice(0, 5)) stage.docspace.deleteGroup(id);
  });

  it.each([
    ['list Zyzzyva', /No group has “Zyzzyva” in its name\. Try a shorter part of it/],
    ['list 🎉', /No group has “🎉” in its name/],
    [`list ${'long '.repeat(60)}`, /No group has “long long/],
    ['list <!channel> *x*', /Groups with “<!channel>/],
  ])('answers %s', async (typed, reads) => {
    await ask(ann, typed, reads);
  });

  it('refuses who may not look, and asks anew at each page', async () => {
    const cid = stage.slack.as('U0CID');
    await ask(
      cid,
      'list',
      /Looking at groups is for DocSpace admins[\s\S]*`\/docspace-group mine` shows the groups/,
    );
    await ask(stage.slack.as('U0GUS'), 'list', /You are a guest in DocSpace/);
    const roo = stage.slack.as('U0ROO');
    await ask(roo, 'list page', /1–10 of 23/);
    stage.docspace.changePerson(personId('Roo Rogers'), { role: 'user' });
    await roo.press('Next');
    await waitForMessage(stage, roo, 'C0GENERAL', /Looking at groups is for DocSpace admins/);
    stage.docspace.changePerson(personId('Roo Rogers'), { role: 'roomAdmin' });
  });

  it('tells what went wrong, with an id', async () => {
    const broken = stage.docspace.faults.add({
      method: 'GET',
      path: /filterValue=faulty/,
      times: Infinity,
      fault: { kind: 'status', status: 500 },
    });
    await ask(
      ann,
      'list faulty',
      /DocSpace had a fault of its own\. Try again in a moment\. +\(id [0-9a-f]+\)/,
    );
    broken.remove();
  });

  it('shows everybody his own groups, each once, with two reads side by side', async () => {
    const bob = stage.slack.as('U0BOB');
    const own = await ask(bob, 'mine', /Groups you head\* \(24\)/);
    expect(own).toMatch(/• \*Page 10\*: 1 member/);
    expect(own).toContain('and 4 more');
    expect(own).toMatch(/Other groups you belong to\* \(2\)/);
    // A user may not look at it: he is told that he belongs to it, and no more.
    expect(own).toMatch(/• \*Grüße & <b>Co<\/b>\*$/m);
    // Heads he 24, shown are 20; the one he heads and belongs to is not told twice.
    expect(own).not.toMatch(/\*Sales EMEA\*[\s\S]*\*Sales EMEA\*/);
    expect(own.split('Other groups')[1]).not.toContain('Page');
    // Who he is, what he heads, what he belongs to.
    expect(stage.docspace.requests).toHaveLength(3);
    await bob.press('list-show', undefined, 'Page 11');
    await waitForMessage(stage, bob, 'C0GENERAL', /\*Page 11\*[\s\S]*Head of group/);
  });

  it('says so when there are none, and does not offer cards that may not be looked at', async () => {
    await ask(stage.slack.as('U0BO'), 'mine', /You neither head a group nor belong to one/);
    const cid = await ask(stage.slack.as('U0CID'), 'mine', /You are not the head of any group/);
    expect(cid).toMatch(/\*Groups you belong to\* \(4\)/);
    expect(cid).not.toContain('Show one of these groups');
    await ask(stage.slack.as('U0NIL'), 'mine', /I can’t find you in DocSpace/);
  });
});

it('lists over HTTP', async () => {
  const stage = await openStage({ transport: 'http' });
  try {
    await stage.start();
    const ann = stage.slack.as('U0ANN');
    await ann.type('C0GENERAL', '/docspace-group list sales');
    await waitForMessage(stage, ann, 'C0GENERAL', /“sales” in the name\* · 3 in all[\s\S]*\*Sales APAC\*/);
    await ann.type('C0GENERAL', '/docspace-group mine');
    await waitForMessage(stage, ann, 'C0GENERAL', /You neither head a group nor belong to one/);
  } finally {
    await stage.close();
  }
});
