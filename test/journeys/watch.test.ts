import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../sandbox/slack/contract.ts';
import { closeAll, waitForMessage, waitForModal, writes } from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

/** Renames a group from #marketing and waits until the person was told. */
async function rename(stage: Stage, person: Person, from: string, to: string, channel = 'C0MARKET') {
  await person.type(channel, `/docspace-group rename "${from}" ${to}`);
  await stage.slack.waitFor(() => person.modal()?.submit === 'Rename', 'the form');
  await person.submit();
  await waitForModal(stage, person, /was renamed to/);
  await closeAll(person);
}

async function ask(stage: Stage, person: Person, text: string, reads: RegExp, channel = 'C0GENERAL') {
  const before = person.messages(channel).length;
  await person.type(channel, `/docspace-group ${text}`);
  return stage.slack.waitFor(
    () =>
      person
        .messages(channel)
        .slice(before)
        .map((message) => stage.slack.plainText(message))
        .find((shown) => reads.test(shown)),
    `an answer in ${channel} that reads ${reads}`,
  );
}

describe('watch and unwatch', () => {
  let stage: Stage;
  let ann: Person;
  let cid: Person;

  beforeAll(async () => {
    stage = await openStage();
    await stage.start();
    ann = stage.slack.as('U0ANN');
    cid = stage.slack.as('U0CID');
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    stage.slack.faults.clear();
    stage.docspace.faults.clear();
    await closeAll(ann);
  });

  const add = (name: string, headId?: string) =>
    stage.docspace.addGroup({ name, memberIds: [], ...(headId === undefined ? {} : { headId }) });
  /** What everybody in a channel sees that reads like this. */
  const told = (channel: string, reads: RegExp) =>
    cid.messages(channel).filter((message) => reads.test(stage.slack.plainText(message)));
  const personId = (email: string) => stage.docspace.people().find((one) => one.email === email)?.id ?? '';

  it('posts what is changed to a channel that watches, once, and to the channel that asked', async () => {
    add('Watched');
    await ask(stage, ann, 'watch Watched', /This channel watches \*Watched\* from now on/);
    await waitForMessage(stage, cid, 'C0GENERAL', /@ann set this channel to watch \*Watched\*/);
    await rename(stage, ann, 'Watched', 'Observed');
    const text = await waitForMessage(
      stage,
      cid,
      'C0GENERAL',
      /\*Watched\* was renamed to \*Observed\* by @ann/,
    );
    expect(text).toContain('Posted here because this channel watches');
    expect(text).toContain('[Open in DocSpace]');
    expect(told('C0MARKET', /\*Watched\* was renamed/)).toHaveLength(1);
    expect(told('C0MARKET', /Posted here because/)).toEqual([]);
    expect(told('C0GENERAL', /\*Watched\* was renamed/)).toHaveLength(1);
  });

  it('never posts twice to the channel that asked', async () => {
    await rename(stage, ann, 'Observed', 'Seen', 'C0GENERAL');
    await rename(stage, ann, 'Seen', 'Looked at');
    await waitForMessage(stage, cid, 'C0GENERAL', /\*Seen\* was renamed to \*Looked at\*/);
    expect(told('C0GENERAL', /\*Observed\* was renamed/)).toHaveLength(1);
  });

  it('takes a second watch as what it is, lists what is watched, and ends it', async () => {
    await ask(stage, ann, 'watch "Looked at"', /This channel watches \*Looked at\* already/);
    expect(told('C0GENERAL', /set this channel to watch \*Looked at\*/)).toEqual([]);
    add('Second one');
    await ask(stage, ann, 'watch second', /This channel watches \*Second one\* from now on/);
    const list = await ask(stage, ann, 'watch', /This channel watches 2 groups:/);
    expect(list).toMatch(/• \*Looked at\*: _?no head[\s\S]*• \*Second one\*/);
    await ask(
      stage,
      ann,
      'watch',
      /This channel watches no group\. `\/docspace-group watch Marketing`/,
      'C0MARKET',
    );
    await ann.press('unwatch-picked', undefined, 'Second one');
    await waitForMessage(stage, ann, 'C0GENERAL', /This channel does not watch \*Second one\* any more/);
    await ask(stage, ann, 'unwatch "Second one"', /does not watch \*Second one\*; there is nothing to end/);
    await ask(stage, ann, 'unwatch looked', /This channel does not watch \*Looked at\* any more/);
    await rename(stage, ann, 'Looked at', 'Unseen');
    await waitForMessage(stage, ann, 'C0MARKET', /\*Looked at\* was renamed to \*Unseen\*/);
    expect(told('C0GENERAL', /\*Looked at\* was renamed/)).toEqual([]);
  });

  it('asks which of several, and suggests near names', async () => {
    await ask(stage, ann, 'watch sales emea', /2 groups match “sales emea”/);
    const [first] = stage.docspace.groups().filter((group) => group.name === 'Sales EMEA');
    await ann.press('watch-picked', undefined, first?.id ?? '');
    await waitForMessage(stage, ann, 'C0GENERAL', /This channel watches \*Sales EMEA\* from now on/);
    await ask(stage, ann, 'unwatch Desing', /I can’t find “Desing”\. Did you mean/);
    await ann.press('Design');
    await waitForMessage(stage, ann, 'C0GENERAL', /does not watch \*Design\*; there is nothing to end/);
    await ask(stage, ann, `unwatch ${first?.id}`, /does not watch \*Sales EMEA\* any more/);
  });

  it.each([
    ['a public channel', 'C0RANDOM'],
    ['a private channel', 'G0SECRET'],
  ])('stores nothing where the bot is not in %s', async (_, channel) => {
    add(`Outside ${channel}`);
    const hint = /I am not in this channel[\s\S]*`\/invite` @docspace_groups/;
    await ask(stage, ann, `watch Outside ${channel}`, hint, channel);
    await ask(stage, ann, 'watch', /This channel watches no group/, channel);
    stage.slack.setBotMember(channel, true);
    await ask(stage, ann, `watch Outside ${channel}`, /from now on/, channel);
    stage.slack.setBotMember(channel, false);
  });

  it('keeps the watch of a public channel that it was thrown out of, and forgets a private one', async () => {
    const refused = (channel: string) =>
      stage.slack
        .callsOf('chat.postMessage')
        .filter((call) => call.args.channel === channel && call.answer?.ok === false).length;
    for (const channel of ['C0RANDOM', 'G0SECRET']) {
      const before = refused(channel);
      await rename(stage, ann, `Outside ${channel}`, `Back ${channel}`);
      await stage.slack.waitFor(() => refused(channel) > before, 'the refused post');
    }
    stage.slack.setBotMember('C0RANDOM', true);
    stage.slack.setBotMember('G0SECRET', true);
    await stage.slack.waitFor(
      async () => (await ask(stage, ann, 'watch', /This channel watches/, 'G0SECRET')).includes('no group'),
      'the watch to be forgotten',
    );
    await rename(stage, ann, 'Back C0RANDOM', 'There C0RANDOM');
    await waitForMessage(stage, cid, 'C0RANDOM', /\*Back C0RANDOM\* was renamed to \*There C0RANDOM\*/);
    stage.slack.setBotMember('C0RANDOM', false);
    stage.slack.setBotMember('G0SECRET', false);
  });

  it('says so when Slack does not answer or does not let it post, and stores nothing', async () => {
    add('Silent');
    const post = {
      method: 'chat.postMessage',
      when: (args: Record<string, unknown>) => args.channel === 'C0GENERAL',
    };
    stage.slack.faults.add({ ...post, times: 1, fault: { kind: 'error', error: 'restricted_action' } });
    await ask(stage, ann, 'watch Silent', /Slack does not let me post in this channel; nothing was stored/);
    stage.slack.faults.add({ ...post, fault: { kind: 'status', status: 500 } });
    await ask(stage, ann, 'watch Silent', /Slack did not answer; nothing was stored[\s\S]*\(id [0-9a-f]+\)/);
    stage.slack.faults.clear();
    await ask(stage, ann, 'watch', /This channel watches no group/);
  });

  it('tells a watching channel later when Slack was away, once, also over a kill', async () => {
    add('Stormy');
    await ask(stage, ann, 'watch Stormy', /from now on/);
    const away = stage.slack.faults.add({
      method: 'chat.postMessage',
      when: (args) => args.channel === 'C0GENERAL',
      fault: { kind: 'status', status: 503 },
    });
    await rename(stage, ann, 'Stormy', 'Calm');
    await stage.slack.waitFor(() => away.hits > 0, 'a try to post');
    await stage.bot.end('SIGKILL');
    away.remove();
    await stage.start();
    await waitForMessage(stage, cid, 'C0GENERAL', /\*Stormy\* was renamed to \*Calm\*/);
    await rename(stage, ann, 'Calm', 'Quiet');
    await waitForMessage(stage, cid, 'C0GENERAL', /\*Calm\* was renamed to \*Quiet\*/);
    expect(told('C0GENERAL', /\*Stormy\* was renamed/)).toHaveLength(1);
    expect(told('C0MARKET', /\*Stormy\* was renamed/)).toHaveLength(1);
    await ask(stage, ann, 'unwatch Quiet', /any more/);
  });

  it('tells that a group was deleted, and ends its watches', async () => {
    const { id } = add('Doomed');
    await ask(stage, ann, 'watch Doomed', /from now on/);
    await ask(stage, ann, 'watch Doomed', /from now on/, 'G0LEADS');
    await ann.type('C0MARKET', '/docspace-group delete Doomed');
    await stage.slack.waitFor(() => ann.modal()?.submit === 'Delete group', 'the form');
    await ann.fill('Type the group’s name to confirm', 'Doomed');
    await ann.submit();
    const text = await waitForMessage(stage, cid, 'C0GENERAL', /\*Doomed\* was deleted by @ann/);
    expect(text).toContain('This channel watched *Doomed*; now that the group is gone, that ends.');
    await waitForMessage(stage, ann, 'G0LEADS', /\*Doomed\* was deleted by @ann/);
    expect(stage.docspace.group(id)).toBeUndefined();
    await stage.slack.waitFor(
      async () => (await ask(stage, ann, 'watch', /This channel watches/)).includes('no group'),
      'the watches to be forgotten',
    );
  });

  it('is for who may look at the group, asked anew', async () => {
    add('Headed', personId('Bob.Baker@Example.com'));
    const bob = stage.slack.as('U0BOB');
    await ask(stage, bob, 'watch Headed', /This channel watches \*Headed\* from now on/);
    await ask(stage, ann, 'watch Unseen', /from now on/);
    const list = await ask(stage, bob, 'watch', /This channel watches one group:[\s\S]*\*Headed\*/);
    expect(list).not.toMatch(/Unseen|2 groups|may not look/);
    await ask(stage, stage.slack.as('U0CID'), 'watch', /Looking at groups is for DocSpace admins/);
    await ask(stage, bob, 'watch Unseen', /Looking at groups is for DocSpace admins/);
    await ask(stage, bob, 'unwatch Unseen', /Looking at groups is for DocSpace admins/);
    await ask(stage, bob, 'watch Zyzzyva', /Looking at groups is for DocSpace admins/);
    await ask(stage, stage.slack.as('U0GUS'), 'watch', /You are a guest in DocSpace/);
    stage.docspace.changePerson(personId('Bob.Baker@Example.com'), { status: 'disabled' });
    await bob.press('unwatch-picked', undefined, 'Headed');
    await waitForMessage(stage, bob, 'C0GENERAL', /Your DocSpace account is disabled/);
    stage.docspace.changePerson(personId('Bob.Baker@Example.com'), { status: 'active' });
    await ask(stage, bob, 'watch', /This channel watches one group:/);
  });

  it('ends with the right of whoever set it, and tells the channel nothing of the group', async () => {
    const bob = stage.slack.as('U0BOB');
    add('Handed over', personId('Bob.Baker@Example.com'));
    await ask(stage, bob, 'watch "Handed over"', /from now on/);
    await rename(stage, ann, 'Handed over', 'Still his');
    await waitForMessage(stage, cid, 'C0GENERAL', /\*Handed over\* was renamed to \*Still his\*/);
    const { id = '' } = stage.docspace.groups().find((group) => group.name === 'Still his') ?? {};
    stage.docspace.changeGroup(id, { headId: personId('cid@example.com') });
    await rename(stage, ann, 'Still his', 'None of his business');
    await waitForMessage(
      stage,
      cid,
      'C0GENERAL',
      /One of this channel’s watches has ended: whoever set it may not look at that group any more/,
    );
    await rename(stage, ann, 'None of his business', 'Neither');
    await waitForMessage(stage, ann, 'C0MARKET', /was renamed to \*Neither\*/);
    expect(told('C0GENERAL', /None of his business|Neither/)).toEqual([]);
    expect(told('C0GENERAL', /watches has ended/)).toHaveLength(1);
    expect(await ask(stage, ann, 'watch', /This channel watches/)).not.toMatch(/Neither/);
  });

  it('goes on while DocSpace does not say whether the right is still there', async () => {
    const eve = stage.slack.as('U0ROO');
    add('In doubt');
    await ask(stage, eve, 'watch "In doubt"', /from now on/);
    const silent = stage.slack.faults.add({
      method: 'users.info',
      when: (args) => args.user === 'U0ROO',
      times: Infinity,
      fault: { kind: 'rate-limited', retryAfterSeconds: 30 },
    });
    await rename(stage, ann, 'In doubt', 'No doubt');
    await waitForMessage(stage, cid, 'C0GENERAL', /\*In doubt\* was renamed to \*No doubt\*/);
    silent.remove();
    stage.slack.changeUser('U0ROO', { deleted: true });
    await rename(stage, ann, 'No doubt', 'Left');
    await stage.slack.waitFor(
      () => told('C0GENERAL', /watches has ended/).length === 2,
      'the end of the watch',
    );
    expect(told('C0GENERAL', /\*Left\*/)).toEqual([]);
    stage.slack.changeUser('U0ROO', { deleted: false });
  });

  it('is for channels only', async () => {
    await ann.openHome();
    const direct = ann.directMessages()[0]?.channel ?? 'D0ANN';
    await ann.type(direct, '/docspace-group watch Design');
    await waitForMessage(stage, ann, direct, /Only a channel can watch a group, not a direct message/);
    await ann.type(direct, '/docspace-group watch');
    await waitForMessage(stage, ann, direct, /Only a channel can watch a group/);
  });

  it('forgets groups that are gone, and refuses what can’t be watched', async () => {
    for (const group of stage.docspace.groups()) {
      if (['Headed', 'Unseen'].includes(group.name)) stage.docspace.deleteGroup(group.id);
    }
    await ask(stage, ann, 'watch', /This channel watches no group/);
    await ask(stage, ann, 'watch cd84e66b-b803-40fc-99f9-b2969a54a1de', /built into DocSpace/);
    await ask(stage, ann, 'watch Zyzzyva', /I can’t find “Zyzzyva”/);
    expect(writes(stage).every((request) => request.method !== 'POST')).toBe(true);
  });
});

it('watches over HTTP', async () => {
  const stage = await openStage({ transport: 'http' });
  try {
    await stage.start();
    const ann = stage.slack.as('U0ANN');
    stage.docspace.addGroup({ name: 'Afar', memberIds: [] });
    await ask(stage, ann, 'watch Afar', /This channel watches \*Afar\* from now on/);
    await rename(stage, ann, 'Afar', 'Near');
    await waitForMessage(stage, stage.slack.as('U0CID'), 'C0GENERAL', /\*Afar\* was renamed to \*Near\*/);
  } finally {
    await stage.close();
  }
});
