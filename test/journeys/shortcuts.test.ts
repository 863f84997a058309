import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person, ShownView, Transport } from '../../sandbox/slack/contract.ts';
import { closeAll, waitForDirect, waitForMessage, waitForModal, writes } from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

describe.each<Transport>(['socket', 'http'])('shortcuts and cards over %s', (transport) => {
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
    await closeAll(ann);
  });

  const modal = (person: Person, submit: string): Promise<ShownView> =>
    stage.slack.waitFor(() => {
      const view = person.modal();
      return view?.submit === submit ? view : undefined;
    }, `the form "${submit}"`);
  const groupOf = (name: string) => stage.docspace.groups().find((group) => group.name === name)?.id ?? '';

  async function menu(person = ann): Promise<ShownView> {
    await person.shortcut('docspace_groups');
    return stage.slack.waitFor(() => {
      const view = person.modal();
      return view?.title === 'DocSpace groups' ? view : undefined;
    }, 'the menu');
  }

  async function card(person: Person, name: string): Promise<string> {
    await person.type('C0GENERAL', `/docspace-group show ${groupOf(name)}`);
    return stage.slack.waitFor(() => {
      const last = person.messages('C0GENERAL').at(-1);
      const text = last === undefined ? '' : stage.slack.plainText(last);
      return text.includes(`*${name}*`) && text.includes('Head of group') ? text : undefined;
    }, 'the card');
  }

  it('lists all verbs with what they are for, without asking DocSpace', async () => {
    stage.docspace.clearRequests();
    const text = stage.slack.plainText(await menu());
    expect(text).toContain('Create a group with a head and members');
    expect(text).toContain('[Create group]');
    expect(text).toContain('[Rename]');
    expect(stage.docspace.requests).toEqual([]);
  });

  it('turns the menu into the form of the verb, in the same window', async () => {
    const { id } = await menu();
    await ann.press('start:create', 'modal');
    const form = await modal(ann, 'Create group');
    expect(form.id).toBe(id);
    expect(ann.modals()).toHaveLength(1);
    await ann.fill('Group name', `By shortcut ${transport}`);
    await ann.fill('Members', ['U0BOB']);
    await ann.fill('Post to', 'C0MARKET');
    await ann.submit();
    await waitForMessage(
      stage,
      ann,
      'C0MARKET',
      new RegExp(`\\*By shortcut ${transport}\\* was created by @ann`),
    );
  });

  it('changes a group that is picked in the form', async () => {
    const { id } = stage.docspace.addGroup({ name: `Plain ${transport}`, memberIds: [] });
    await menu();
    await ann.press('start:rename', 'modal');
    await modal(ann, 'Rename');
    await ann.fill('Post to', 'C0MARKET');
    await ann.fill('Group', id);
    await stage.slack.waitFor(
      () => stage.docspace.requests.some((one) => one.path.includes(id)),
      'the pick to be read',
    );
    await ann.fill('New name', `Fancy ${transport}`);
    await stage.slack.waitFor(async () => (await ann.submit()).kind === 'updated', 'the submit');
    await waitForMessage(stage, ann, 'C0MARKET', new RegExp(`was renamed to \\*Fancy ${transport}\\*`));
  });

  it('answers by direct message, and says so in the menu', async () => {
    await menu();
    await ann.press('start:whoami', 'modal');
    await waitForDirect(stage, ann, /In DocSpace you are \*Ann Archer\*/);
    await waitForModal(stage, ann, /The answer is in your direct messages with me/);
  });

  it('lets each verb tell who may not use it', async () => {
    const roo = stage.slack.as('U0ROO');
    await menu(roo);
    await roo.press('start:rename', 'modal');
    await waitForModal(stage, roo, /Only DocSpace admins can rename groups\. You are a room admin/);
    await closeAll(roo);
  });

  it('opens nothing for people of another company', async () => {
    const xavier = stage.slack.as('U0XAV');
    await xavier.shortcut('docspace_groups');
    await waitForDirect(stage, xavier, /You belong to another workspace/);
    expect(xavier.modal()).toBeUndefined();
  });

  it('takes the same shortcut delivered twice once', async () => {
    const delivery = await ann.shortcut('docspace_groups');
    await stage.slack.waitFor(() => ann.modal() !== undefined, 'the menu');
    const before = stage.slack.callsOf('views.open').length;
    await stage.slack.redeliver(delivery);
    await ann.press('start:whoami', 'modal');
    await waitForModal(stage, ann, /The answer is in/);
    expect(stage.slack.callsOf('views.open')).toHaveLength(before);
  });

  describe('on a message', () => {
    /** An announcement that mentions Ann and Bob. */
    async function announcement(name: string) {
      await ann.type('C0MARKET', `/docspace-group create ${name}`);
      await modal(ann, 'Create group');
      await ann.fill('Head of group', 'U0BOB');
      await ann.submit();
      const reads = new RegExp(`\\*${name}\\* was created by @ann[\\s\\S]*@bob`);
      await waitForMessage(stage, ann, 'C0MARKET', reads);
      await closeAll(ann);
      const found = ann.messages('C0MARKET').find((one) => reads.test(stage.slack.plainText(one)));
      if (found === undefined) throw new Error('no announcement');
      return found;
    }

    it('adds the people it names, bots left out, and tells in its channel', async () => {
      const message = await announcement(`Named ${transport}`);
      const { id } = stage.docspace.addGroup({ name: `Target ${transport}`, memberIds: [] });
      await ann.messageShortcut('add_people_of_message', message);
      const form = await modal(ann, 'Add');
      expect(form.values.people?.people).toMatchObject({ selected_users: ['U0ANN', 'U0BOB'] });
      expect(stage.slack.plainText(form)).not.toContain('Post to');
      await ann.suggest('Group', `Target ${transport}`);
      await ann.fill('Group', id);
      await stage.slack.waitFor(
        () => stage.docspace.requests.some((one) => one.path.includes(id)),
        'the pick to be read',
      );
      await stage.slack.waitFor(async () => (await ann.submit()).kind === 'updated', 'the submit');
      await waitForMessage(
        stage,
        ann,
        'C0MARKET',
        new RegExp(`Target ${transport}[\\s\\S]*@bob|@bob[\\s\\S]*Target ${transport}`),
      );
      expect(stage.docspace.group(id)?.members).toHaveLength(2);
    });

    it('goes on without knowing who is a bot when nobody answers', async () => {
      const message = await announcement(`Unsure ${transport}`);
      stage.docspace.faults.add({ path: /people/, times: 2, fault: { kind: 'accessDenied' } });
      await stage.slack.as('U0OWN').messageShortcut('add_people_of_message', message);
      await waitForModal(stage, stage.slack.as('U0OWN'), /DocSpace refuses/);
      await closeAll(stage.slack.as('U0OWN'));
    });

    it('says so when it names nobody', async () => {
      await menu();
      await ann.press('start:help', 'modal');
      const message = await stage.slack.waitFor(
        () => ann.directMessages().find((one) => one.text.startsWith('Run the groups')),
        'a message that names nobody',
      );
      await ann.messageShortcut('add_people_of_message', message);
      await waitForModal(stage, ann, /Nobody is named in this message/);
    });
  });

  it('has buttons on the card for what the person may do there, and only those', async () => {
    const open = await card(ann, 'Design');
    expect(open).toMatch(/\[Open in DocSpace\][\s\S]*\[Rename\]/);
    expect(open).toMatch(/\[Change head\][\s\S]*\[Add members\][\s\S]*\[History\][\s\S]*\[Delete\]/);
    expect(await card(ann, 'Directory staff')).not.toMatch(/\[(Rename|Delete|Add members)\]/);
    expect(await card(stage.slack.as('U0ROO'), 'Design')).not.toContain('[Rename]');
  });

  it.each([
    ['head', 'Change head'],
    ['add', 'Add'],
    ['remove', 'Remove'],
    ['delete', 'Delete group'],
  ])('opens the form of %s from the card and from the menu', async (verb, submit) => {
    await card(ann, 'Design');
    await ann.press(`start:${verb}`);
    const onCard = await modal(ann, submit);
    expect(onCard.values.group?.group).toMatchObject({ selected_option: { value: groupOf('Design') } });
    expect(stage.slack.plainText(onCard)).not.toContain('Post to');
    await closeAll(ann);
    const { id } = await menu();
    await ann.press(`start:${verb}`, 'modal');
    const inMenu = await modal(ann, submit);
    expect(inMenu.id).toBe(id);
    expect(stage.slack.plainText(inMenu)).toContain('Post to');
  });

  it('answers from the card with the history', async () => {
    stage.docspace.addGroup({ name: `Quiet ${transport}`, memberIds: [] });
    await card(ann, `Quiet ${transport}`);
    await ann.press('start:history');
    await waitForMessage(stage, ann, 'C0GENERAL', new RegExp(`Nothing was done to \\*Quiet ${transport}`));
  });

  it('starts the verb on the group of the card, and tells in the channel of the card', async () => {
    stage.docspace.addGroup({ name: `On card ${transport}`, memberIds: [] });
    await card(ann, `On card ${transport}`);
    await ann.press('start:rename');
    const form = await modal(ann, 'Rename');
    const text = stage.slack.plainText(form);
    expect(text).toContain(`On card ${transport}`);
    expect(text).not.toContain('Post to');
    await ann.fill('New name', `Off card ${transport}`);
    await ann.submit();
    await waitForMessage(stage, ann, 'C0GENERAL', new RegExp(`was renamed to \\*Off card ${transport}\\*`));
  });

  it('asks for rights again when a button is pressed', async () => {
    const ada = stage.slack.as('U0ADA');
    const { id } = stage.docspace.addGroup({ name: `Demoted ${transport}`, memberIds: [] });
    await card(ada, `Demoted ${transport}`);
    stage.docspace.deleteGroup(id);
    const before = writes(stage).length;
    await ada.press('start:rename');
    await waitForModal(stage, ada, /not in DocSpace any more|can’t find/);
    expect(writes(stage)).toHaveLength(before);
    await closeAll(ada);
  });
});
