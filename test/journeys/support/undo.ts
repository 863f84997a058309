import type { Message, Person } from '../../../sandbox/slack/contract.ts';
import { openStore } from '../../../src/store/store.ts';
import { closeAll } from './create.ts';
import type { Stage } from './stage.ts';

/** Person ids of the small world. */
export const people = {
  bob: 'a1000000-0000-4000-8000-000000000005',
  cid: 'a1000000-0000-4000-8000-000000000006',
  jm: 'a1000000-0000-4000-8000-000000000007',
};

/** What the journeys of undo do and look for. */
export function undoKit(stage: Stage, ann: Person) {
  const text = (message: Message) => stage.slack.plainText(message);
  const messages = (person: Person, channel: string, isPrivate: boolean) =>
    person.messages(channel).filter((one) => (one.ephemeralFor === person.id) === isPrivate);

  /** The newest message in the channel that reads like this, as it stands now. */
  function announcement(reads: RegExp, channel = 'C0MARKET', person = ann): Promise<Message> {
    return stage.slack.waitFor(
      () => messages(person, channel, false).findLast((one) => reads.test(text(one))),
      `an announcement like ${reads}`,
    );
  }

  async function typeAndSubmit(typed: string, submit: string, channel: string, fill?: () => Promise<void>) {
    await ann.type(channel, `/docspace-group ${typed}`);
    await stage.slack.waitFor(() => ann.modal()?.submit === submit, `the form of ${typed}`);
    await fill?.();
    const answer = await ann.submit();
    if (answer.kind !== 'updated') throw new Error(`not taken: ${JSON.stringify(answer.errors)}`);
  }

  return {
    text,
    announcement,
    privately: (person: Person, reads: RegExp, channel = 'C0MARKET') =>
      stage.slack.waitFor(
        () => messages(person, channel, true).findLast((one) => reads.test(text(one))),
        `a private answer like ${reads}`,
      ),
    /** Waits until the announcement has lost its button. */
    withoutButton: (message: Message) =>
      stage.slack.waitFor(() => {
        const now = stage.slack
          .allMessages()
          .find((one) => one.channel === message.channel && one.ts === message.ts);
        return now !== undefined && !/\[(Undo|Re-create)\]/.test(text(now)) ? now : undefined;
      }, 'the button to go'),

    /** Does what is typed, and gives its announcement. */
    async done(typed: string, submit: string, reads: RegExp, channel = 'C0MARKET'): Promise<Message> {
      await typeAndSubmit(typed, submit, channel);
      const message = await announcement(reads, channel);
      await closeAll(ann);
      stage.docspace.clearRequests();
      return message;
    },
    async renamed(from: string, to: string, channel = 'C0MARKET') {
      const { id } = stage.docspace.addGroup({ name: from, memberIds: [people.cid] });
      await typeAndSubmit(`rename "${from}" ${to}`, 'Rename', channel);
      const message = await announcement(new RegExp(`\\*${from}\\* was renamed to \\*${to}\\*`), channel);
      await closeAll(ann);
      stage.docspace.clearRequests();
      return { id, message };
    },
    async deleted(name: string): Promise<Message> {
      await typeAndSubmit(`delete "${name}"`, 'Delete group', 'C0MARKET', async () => {
        await ann.fill('Type the group’s name to confirm', name);
      });
      const message = await announcement(new RegExp(`\\*${name}\\* was deleted by`));
      await closeAll(ann);
      stage.docspace.clearRequests();
      return message;
    },
  };
}

/** While the bot is stopped: lets everything that ended have ended so much earlier. */
export async function makeOlder(stage: Stage, ms: number): Promise<void> {
  const store = await openStore({ dataDir: stage.dataDir });
  try {
    await store.db
      .updateTable('operation')
      .set((row) => ({ settled_at: row('settled_at', '-', ms) }))
      .where('settled_at', 'is not', null)
      .execute();
  } finally {
    await store.close();
  }
}
