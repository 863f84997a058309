import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../sandbox/slack/contract.ts';
import { waitForMessage } from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

/** What is typed behind the name that two groups have, and how one knows that the verb goes on with the picked one. */
const changing = [
  ['rename', 'Rename'],
  ['head', 'Change head'],
  ['add', 'Add'],
  ['remove', 'Remove'],
  ['delete', 'Delete group'],
] as const;

describe.each(['socket', 'http'] as const)('a name that two groups have, over %s', (transport) => {
  let stage: Stage;
  let ann: Person;
  beforeAll(async () => {
    stage = await openStage({ transport });
    await stage.start();
    ann = stage.slack.as('U0ANN');
  });
  afterAll(() => stage.close());

  /** The second of the twins, and the words that tell it apart. */
  function kims(): { readonly id: string } {
    const twin = stage.docspace
      .groups()
      .find((group) => group.name === 'Sales EMEA' && group.head?.name === 'Kim Lee');
    if (twin === undefined) throw new Error('there is no twin');
    return twin;
  }

  it.each(changing)('%s asks which, and goes on with the one that was picked', async (verb, submit) => {
    await ann.type('C0GENERAL', `/docspace-group ${verb} "sales emea"`);
    const asked = await stage.slack.waitFor(() => {
      const view = ann.modal();
      return view !== undefined && /2 groups match “sales emea”/.test(stage.slack.plainText(view))
        ? stage.slack.plainText(view)
        : undefined;
    }, 'the question');
    expect(asked).not.toMatch(/One moment/);
    await ann.press('group:choose', 'modal', kims().id);
    await stage.slack.waitFor(() => ann.modal()?.submit === submit, `the form of ${verb}`);
    const form = ann.modal();
    expect(form?.values.group?.group?.selected_option).toMatchObject({ value: kims().id });
    await ann.closeModal({ all: true });
  });

  it('history asks which, and shows that of the one that was picked', async () => {
    await ann.type('C0GENERAL', '/docspace-group history Sales EMEA');
    await waitForMessage(stage, ann, 'C0GENERAL', /2 groups are or were called “Sales EMEA”/);
    await ann.press('history-picked', undefined, kims().id);
    await waitForMessage(stage, ann, 'C0GENERAL', /Nothing was done to \*Sales EMEA\* through me yet/);
  });
});
