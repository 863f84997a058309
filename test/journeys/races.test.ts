import { afterEach, describe, expect, it } from 'vitest';
import type { Person } from '../../sandbox/slack/contract.ts';
import { stormChannel, stormWorld } from '../storm/storm-world.ts';
import {
  fillCreate,
  groupsCalled,
  openCreateForm,
  submitCreate,
  waitForMessage,
  waitForModal,
  writes,
} from './support/create.ts';
import { idOf, idsOf, membersOf } from './support/members.ts';
import { openStage, type Stage } from './support/stage.ts';

/** Two admins. */
interface Two {
  readonly ann: Person;
  readonly ada: Person;
}

describe('people who are quicker than each other', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  async function begin(): Promise<Two> {
    stage = await openStage();
    await stage.start();
    return { ann: stage.slack.as('U0ANN'), ada: stage.slack.as('U0ADA') };
  }

  async function open(person: Person, typed: string, submit: string): Promise<void> {
    await person.type('C0MARKET', `/docspace-group ${typed}`);
    await stage.slack.waitFor(() => person.modal()?.submit === submit, `the form of ${typed}`);
  }

  const group = (name: string, head: string | undefined, ...members: readonly string[]) =>
    stage.docspace.addGroup({
      name,
      memberIds: idsOf(stage, ...members),
      ...(head === undefined ? {} : { headId: idOf(stage, head) }),
    });

  const says = (person: Person, reads: RegExp) => waitForMessage(stage, person, 'C0MARKET', reads);

  it.each([
    ['the rename first', 0],
    ['the new members first', 1],
  ])('two changes of one group at once: both are done and told, %s', async (_, first) => {
    const { ann, ada } = await begin();
    const { id } = group('Shared', 'bob.baker', 'bob.baker');
    await open(ann, `rename ${id} Shared by both`, 'Rename');
    await open(ada, `add ${id} @cid @jm`, 'Add');
    stage.docspace.faults.add({ method: 'PUT', delayMs: 400 });
    const [one, other] = first === 0 ? [ann, ada] : [ada, ann];
    const answers = await Promise.all([one.submit(), other.submit()]);
    expect(answers.map(({ kind }) => kind)).toEqual(['updated', 'updated']);
    await says(ann, /was renamed to \*Shared by both\* by @ann/);
    await says(ann, /@cid and @jm were added to \*Shared.*\* by @ada/);
    expect(stage.docspace.group(id)?.name).toBe('Shared by both');
    expect(membersOf(stage, id)).toEqual(['bob.baker', 'cid', 'jm']);
    expect(writes(stage)).toHaveLength(2);
  });

  it('two new heads at once: one is head, and the other wish is told of it', async () => {
    const { ann, ada } = await begin();
    const { id } = group('Headed', 'bob.baker', 'bob.baker', 'cid', 'jm');
    await open(ann, `head ${id} @cid`, 'Change head');
    await open(ada, `head ${id} @jm`, 'Change head');
    stage.docspace.faults.add({ method: 'PUT', delayMs: 400 });
    await Promise.all([ann.submit(), ada.submit()]);
    const told = await says(ann, /\*Headed\* is now headed by @(cid|jm)/);
    const [winner, loser, head] = told.includes('headed by @cid')
      ? [ann, ada, idOf(stage, 'cid')]
      : [ada, ann, idOf(stage, 'jm')];
    await waitForModal(stage, winner, /is now headed by/);
    await waitForModal(stage, loser, /Somebody else changed the head meanwhile/);
    expect(stage.docspace.group(id)?.head?.id).toBe(head);
    expect(stage.docspace.group(id)?.isBroken).toBe(false);
    expect(writes(stage)).toHaveLength(1);
  });

  it('a delete while members are being added: nothing is deleted that nobody has seen', async () => {
    const { ann, ada } = await begin();
    const { id } = group('Growing', undefined, 'cid');
    await open(ann, `add ${id} @jm`, 'Add');
    await open(ada, `delete ${id}`, 'Delete group');
    await ada.fill('Type the group’s name to confirm', 'Growing');
    stage.docspace.faults.add({ method: 'PUT', delayMs: 600 });
    expect((await ann.submit()).kind).toBe('updated');
    await stage.slack.waitFor(() => writes(stage).length > 0, 'the PUT');
    await ada.submit();
    await says(ann, /@jm was added to \*Growing\* by @ann/);
    await waitForModal(stage, ada, /Somebody changed this group meanwhile\. Nothing was deleted/);
    expect(membersOf(stage, id)).toEqual(['cid', 'jm']);
    // What is seen now may be deleted.
    await ada.fill('Type the group’s name to confirm', 'Growing');
    await ada.submit();
    await says(ann, /\*Growing\* was deleted by @ada/);
    expect(stage.docspace.group(id)).toBeUndefined();
  });

  it('members are added while the group is being deleted: it is told that it is gone', async () => {
    const { ann, ada } = await begin();
    const { id } = group('Going', undefined, 'cid');
    await open(ann, `add ${id} @jm`, 'Add');
    await open(ada, `delete ${id}`, 'Delete group');
    await ada.fill('Type the group’s name to confirm', 'Going');
    stage.docspace.faults.add({ method: 'DELETE', delayMs: 600 });
    await ada.submit();
    await stage.slack.waitFor(() => writes(stage).length > 0, 'the DELETE');
    await ann.submit();
    await says(ann, /\*Going\* was deleted by @ada/);
    await waitForModal(stage, ann, /not in DocSpace any more/);
    expect(writes(stage)).toHaveLength(1);
  });

  it('the same new name twice in one second: one group, and the other is told', async () => {
    const { ann, ada } = await begin();
    for (const person of [ann, ada]) {
      await openCreateForm(stage, person);
      await fillCreate(person, { name: 'Twins', members: ['U0CID'] });
    }
    stage.docspace.faults.add({ method: 'POST', delayMs: 300 });
    const [one, other] = await Promise.all([ann.submit(), ada.submit()]);
    const told = await says(ann, /\*Twins\* was created by @(ann|ada)/);
    const loser = told.includes('@ann') ? { person: ada, answer: other } : { person: ann, answer: one };
    if (loser.answer.kind === 'errors') expect(loser.answer.errors?.name).toMatch(/Twins/);
    else await waitForModal(stage, loser.person, /Twins\* was not created: a group of this name came up/);
    expect(groupsCalled(stage, 'Twins')).toHaveLength(1);
    expect(writes(stage)).toHaveLength(1);
  });

  it('the same name by a create and a rename: one gets it, and the other is told', async () => {
    const { ann, ada } = await begin();
    const { id } = group('Plain', undefined);
    await openCreateForm(stage, ann);
    await fillCreate(ann, { name: 'Coveted', members: ['U0CID'] });
    await open(ada, `rename ${id} Coveted`, 'Rename');
    for (const method of ['POST', 'PUT']) stage.docspace.faults.add({ method, delayMs: 300 });
    const answers = await Promise.all([ann.submit(), ada.submit()]);
    await says(ann, /\*Coveted\* was created|was renamed to \*Coveted\*/);
    const isRefused = (person: Person) => {
      const view = person.modal();
      return view !== undefined && /was not (created|renamed)/.test(stage.slack.plainText(view));
    };
    const refused = () =>
      answers.filter(({ kind }) => kind === 'errors').length + [ann, ada].filter(isRefused).length;
    await stage.slack.waitFor(() => refused() === 1, 'the other to be told');
    expect(groupsCalled(stage, 'Coveted')).toHaveLength(1);
  });
});

describe('a stop in the middle of much work', () => {
  it('ends nothing twice and loses nothing: 50 operations at SIGTERM', { timeout: 60_000 }, async () => {
    const { world, actors, crowd } = stormWorld(10);
    const stage = await openStage({ world, env: { CHANGES_PER_10_MINUTES: '0' } });
    await stage.start();
    const people = actors.map((actor) => stage.slack.as(actor.slackId));
    const names = people.flatMap((_, at) => [1, 2, 3, 4, 5].map((number) => `Stopped ${at}-${number}`));
    // Each write takes so long that all are under way, or wait for their turn, when the signal comes.
    stage.docspace.faults.add({ method: 'POST', delayMs: 1_500, times: Number.POSITIVE_INFINITY });
    const members = crowd.slice(0, 2).map((one) => one.slackId);
    await Promise.all(
      people.map(async (person, at) => {
        for (const number of [1, 2, 3, 4, 5]) {
          const answer = await submitCreate(
            stage,
            person,
            { name: `Stopped ${at}-${number}`, members },
            stormChannel,
          );
          expect(answer.kind).toBe('updated');
          await person.closeModal({ all: true });
        }
      }),
    );
    const announced = () =>
      people[0]?.messages(stormChannel).filter((one) => / was created by /.test(one.text)) ?? [];
    expect(announced().length).toBeLessThan(names.length);
    expect(await stage.bot.end('SIGTERM')).toEqual({ code: 0, signal: null });
    stage.docspace.faults.clear();
    await stage.start();
    await stage.slack.waitFor(() => announced().length >= names.length, 'all announcements', 30_000);
    for (const name of names) {
      expect(groupsCalled(stage, name), name).toHaveLength(1);
      expect(groupsCalled(stage, name)[0]?.members, name).toHaveLength(2);
    }
    expect(announced()).toHaveLength(names.length);
    await stage.close();
  });
});
