import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person, ShownView, Transport } from '../../sandbox/slack/contract.ts';
import { closeAll, waitForDirect, waitForMessage, waitForModal, writes } from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

/** Waits until the person's Home reads like this. */
function waitForHome(stage: Stage, person: Person, reads: RegExp): Promise<string> {
  return stage.slack.waitFor(() => {
    const home = person.home();
    const text = home === undefined ? '' : stage.slack.plainText(home);
    return reads.test(text) ? text : undefined;
  }, `a Home that reads ${reads}`);
}

describe.each<Transport>(['socket', 'http'])('App Home over %s', (transport) => {
  let stage: Stage;
  let ann: Person;

  beforeAll(async () => {
    stage = await openStage({ transport });
    await stage.start();
    ann = stage.slack.as('U0ANN');
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    stage.docspace.faults.clear();
    stage.slack.faults.clear();
    await closeAll(ann);
  });

  const idOf = (email: string) => stage.docspace.people().find((one) => one.email === email)?.id ?? '';
  const modal = (person: Person, submit: string): Promise<ShownView> =>
    stage.slack.waitFor(() => {
      const view = person.modal();
      return view?.submit === submit ? view : undefined;
    }, `the form "${submit}"`);

  it('shows who I am taken for, my groups and a start for everything', async () => {
    const bob = stage.slack.as('U0BOB');
    await bob.openHome();
    const text = await waitForHome(stage, bob, /Groups you belong to/);
    expect(text).toMatch(/In DocSpace you are \*Bob Baker\*/);
    expect(text).toContain('a user');
    expect(text).toMatch(/Groups you are the head of[\s\S]*\*Sales EMEA\* · 3 members/);
    expect(text).toMatch(/Groups you belong to[\s\S]*\*Grüße & <b>Co<\/b>\*/);
    expect(text).toMatch(/What you changed last[\s\S]*Nothing yet/);
    expect(text).not.toContain('[Create group]');
    await bob.press({ block_id: `headed:${groupOf('Sales EMEA')}`, action_id: 'start:show' }, 'home');
    await waitForDirect(stage, bob, /\*Sales EMEA\*[\s\S]*Head of group/);
  });

  const groupOf = (name: string) => stage.docspace.groups().find((group) => group.name === name)?.id ?? '';

  it('opens the create form with Post to, tells there, and shows the change', async () => {
    await ann.openHome();
    await waitForHome(stage, ann, /In DocSpace you are \*Ann Archer\*/);
    await ann.press('start:create', 'home');
    await modal(ann, 'Create group');
    await ann.fill('Group name', `From Home ${transport}`);
    await ann.fill('Post to', 'C0MARKET');
    expect((await ann.submit()).kind).toBe('updated');
    await waitForMessage(
      stage,
      ann,
      'C0MARKET',
      new RegExp(`\\*From Home ${transport}\\* was created by @ann`),
    );
    await waitForHome(
      stage,
      ann,
      new RegExp(`What you changed last[\\s\\S]*\\*From Home ${transport}\\*[\\s\\S]*created`),
    );
  });

  it('tells by direct message when no channel is picked', async () => {
    await ann.openHome();
    await waitForHome(stage, ann, /\[Create group\]/);
    await ann.press('start:create', 'home');
    const form = await modal(ann, 'Create group');
    expect(stage.slack.plainText(form)).toContain('Post to');
    await ann.fill('Group name', `Quietly ${transport}`);
    await ann.submit();
    await waitForDirect(stage, ann, new RegExp(`\\*Quietly ${transport}\\* was created by @ann`));
  });

  it('posts by the answer address where the bot is no member, and by direct message where that fails', async () => {
    await ann.openHome();
    for (const [name, channel] of [
      [`Outside ${transport}`, 'G0SECRET'],
      [`Lost ${transport}`, 'G0SECRET'],
    ] as const) {
      await waitForHome(stage, ann, /\[Create group\]/);
      await ann.press('start:create', 'home');
      await modal(ann, 'Create group');
      await ann.fill('Group name', name);
      await ann.fill('Post to', channel);
      const lost = name.startsWith('Lost');
      const fault = { kind: 'status', status: 404 } as const;
      if (lost) stage.slack.faults.add({ method: 'response_url', fault });
      await ann.submit();
      const reads = new RegExp(`\\*${name}\\* was created by @ann`);
      if (lost) expect(await waitForDirect(stage, ann, reads)).toContain('/invite');
      else await waitForMessage(stage, ann, channel, reads);
      await closeAll(ann);
    }
  });

  it('keeps the channel when the form comes back after a fault', async () => {
    await ann.openHome();
    await waitForHome(stage, ann, /\[Create group\]/);
    await ann.press('start:create', 'home');
    await modal(ann, 'Create group');
    await ann.fill('Group name', `Refused ${transport}`);
    await ann.fill('Post to', 'C0MARKET');
    stage.docspace.faults.add({ method: 'POST', fault: { kind: 'accessDenied' } });
    await ann.submit();
    await waitForModal(stage, ann, /was not created/);
    expect(ann.modal()?.values['post-to']?.['post-to']).toMatchObject({ selected_conversation: 'C0MARKET' });
    await ann.fill('Post to', 'C0GENERAL');
    await ann.submit();
    await waitForMessage(stage, ann, 'C0GENERAL', new RegExp(`\\*Refused ${transport}\\* was created`));
  });

  it('finds a group by its form, and helps, by direct message', async () => {
    await ann.openHome();
    await waitForHome(stage, ann, /\[Find a group\]/);
    await ann.press({ block_id: blockOf(ann, 'start:help'), action_id: 'start:show' }, 'home');
    await modal(ann, 'Show');
    await ann.fill('Group', groupOf('Design'));
    expect((await ann.submit()).kind).toBe('closed');
    await waitForDirect(stage, ann, /\*Design\*[\s\S]*Head of group/);
    await ann.press('start:help', 'home');
    await waitForDirect(stage, ann, /Run the groups of your DocSpace/);
  });

  it('goes on from a card in the direct messages, where the form asks for a channel', async () => {
    const id = groupOf('Sales APAC');
    await ann.openHome();
    await waitForHome(stage, ann, /\[Find a group\]/);
    await ann.press({ block_id: blockOf(ann, 'start:help'), action_id: 'start:show' }, 'home');
    await modal(ann, 'Show');
    await ann.fill('Group', id);
    await ann.submit();
    await waitForDirect(stage, ann, /\*Sales APAC\*[\s\S]*Head of group/);
    await ann.press('start:rename');
    const form = await modal(ann, 'Rename');
    expect(stage.slack.plainText(form)).toMatch(/Sales APAC[\s\S]*Post to/);
    await ann.fill('New name', `Renamed ${transport}`);
    await ann.fill('Post to', 'C0MARKET');
    await ann.submit();
    await waitForMessage(stage, ann, 'C0MARKET', new RegExp(`was renamed to \\*Renamed ${transport}\\*`));
  });

  it('shows ten groups of each kind and counts the rest, all within Slack’s limits', async () => {
    const joann = stage.slack.as('U0JOAN');
    const personId = idOf('joann@example.com');
    for (let count = 0; count < 24; count += 1) {
      const name = count === 0 ? '&<>*_~'.repeat(20) : `Club ${String(count).padStart(2, '0')}`;
      stage.docspace.addGroup({ name, headId: personId, memberIds: [personId] });
    }
    await joann.openHome();
    const text = await waitForHome(stage, joann, /Groups you belong to/);
    expect(text.match(/and 14 more/g)).toHaveLength(2);
    expect(text.match(/\[Show\]/g)).toHaveLength(20);
  });

  it.each([
    ['U0GUS', /You are a guest in DocSpace[\s\S]*Whom you can ask: @/],
    ['U0NIL', /I can’t find you in DocSpace[\s\S]*Whom you can ask: @/],
    ['U0SALLY', /You are a guest in this Slack workspace/],
    ['U0UNKA', /not confirmed in Slack/],
    ['U0XAV', /You belong to another workspace/],
  ] as const)('tells %s why there is nothing, and how to get in', async (id, reads) => {
    const person = stage.slack.as(id);
    await person.openHome();
    const text = await waitForHome(stage, person, reads);
    expect(text).not.toContain('[Create group]');
    expect(text).toContain('[Refresh]');
    if (['U0SALLY', 'U0XAV'].includes(id)) expect(text).not.toContain('Whom you can ask');
  });

  it('says that DocSpace is away, and is there again after Refresh', async () => {
    const ada = stage.slack.as('U0ADA');
    stage.docspace.faults.add({ path: /people|group/, fault: { kind: 'accessDenied' } });
    await ada.openHome();
    const text = await waitForHome(stage, ada, /DocSpace refuses[\s\S]*\[Refresh\]/);
    // Names of groups are not for somebody of whom it is not known who it is.
    expect(text).not.toContain('What you changed last');
    stage.docspace.faults.clear();
    await ada.press('Refresh', 'home');
    await waitForHome(stage, ada, /In DocSpace you are \*Ada Adams\*/);
  });

  it('takes two opens at once, a repeated event, and the tab with the messages', async () => {
    const kim = stage.slack.as('U0KIM');
    const [first] = await Promise.all([kim.openHome(), kim.openHome()]);
    await waitForHome(stage, kim, /In DocSpace you are \*Kim Lee\*/);
    const before = stage.slack.callsOf('views.publish').length;
    await stage.slack.redeliver(first);
    await kim.press('start:help', 'home');
    await waitForDirect(stage, kim, /Run the groups/);
    expect(stage.slack.callsOf('views.publish').length).toBe(before);
  });

  it('reads three times from DocSpace, and changes nothing', async () => {
    const cid = stage.slack.as('U0CID');
    const before = writes(stage).length;
    stage.docspace.clearRequests();
    await cid.openHome();
    await waitForHome(stage, cid, /In DocSpace you are \*Cid Carter\*/);
    expect(stage.docspace.requests).toHaveLength(3);
    expect(writes(stage)).toEqual([]);
    expect(before).toBeGreaterThan(0);
  });
});

/** The block of Home that has this button. */
function blockOf(person: Person, actionId: string): string {
  const block = person
    .home()
    ?.blocks.find((one) => JSON.stringify(one).includes(`"action_id":"${actionId}"`));
  return block?.block_id ?? '';
}
