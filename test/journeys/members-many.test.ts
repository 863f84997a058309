import { afterEach, describe, expect, it } from 'vitest';
import type { Person } from '../../sandbox/slack/contract.ts';
import { waitForMessage, waitForModal, writes } from './support/create.ts';
import { addCrowd, openForm } from './support/members.ts';
import { openStage, type Stage } from './support/stage.ts';

describe('500 people at once', () => {
  let stage: Stage;
  let ann: Person;
  let crowd: ReturnType<typeof addCrowd>;
  let groupId: string;

  async function begin(inAlready = 0): Promise<void> {
    stage = await openStage();
    crowd = addCrowd(stage, 501);
    groupId = stage.docspace.addGroup({ name: 'All hands', memberIds: crowd.ids.slice(0, inAlready) }).id;
    await stage.start();
    ann = stage.slack.as('U0ANN');
  }
  afterEach(() => stage.close());

  /** 166 addresses fit into one field. */
  async function fillEmails(emails: readonly string[]): Promise<void> {
    await openForm(stage, ann, 'add', '"All hands"');
    for (let from = 0, field = 1; from < emails.length; from += 160, field += 1) {
      const id = field === 1 ? 'emails' : `emails-${field}`;
      if (field > 1) await ann.press('More room for e-mails');
      await stage.slack.waitFor(() => ann.modal()?.values[id], id);
      await ann.fill(id, emails.slice(from, from + 160).join('\n'));
    }
  }

  async function endsWell(number: number): Promise<string> {
    const text = await waitForMessage(
      stage,
      ann,
      'C0MARKET',
      new RegExp(`${number} people were added to \\*All hands\\* by @ann`),
    );
    expect(stage.docspace.group(groupId)?.members).toHaveLength(500);
    expect(ann.messages('C0MARKET').filter((one) => one.text.includes('All hands'))).toHaveLength(1);
    return text;
  }

  it('goes in chunks, shows how far it is, and counts the requests', async () => {
    await begin();
    await fillEmails(crowd.emails);
    expect((await ann.submit()).errors?.people).toMatch(
      /That is 501 people; at most 500 can be done at once/,
    );
    await ann.fill('emails-4', crowd.emails.slice(480, 500).join('\n'));
    stage.docspace.faults.add({ method: 'PUT', delayMs: 700, times: 5 });
    stage.docspace.clearRequests();
    expect((await ann.submit()).kind).toBe('updated');
    await waitForModal(stage, ann, /Working… \d00 of 500: 500 people added to \*All hands\*/);
    const text = await endsWell(500);
    expect(text).toMatch(/Added: Pat Number0001, .*Pat Number0010, and 490 more/);
    await waitForModal(stage, ann, /500 people were added/);
    expect(writes(stage)).toHaveLength(5);
    // The group, and the people in portions of 50 e-mails.
    expect(stage.docspace.requests.length - 5).toBeLessThanOrEqual(1 + 11);
  });

  it('asks only for those who are not in yet', async () => {
    await begin(250);
    await fillEmails(crowd.emails.slice(0, 500));
    await ann.submit();
    const text = await endsWell(250);
    expect(text).toContain('250 added, 250 already in');
    expect(text).toMatch(/Already in: .*, and 240 more/);
    expect(writes(stage)).toHaveLength(3);
  });

  it('is killed between two chunks: nobody is lost or asked for twice', async () => {
    await begin();
    await fillEmails(crowd.emails.slice(0, 500));
    stage.docspace.faults.add({ method: 'PUT', delayMs: 400, times: 10 });
    await ann.submit();
    await stage.slack.waitFor(() => writes(stage).length > 2, 'the third chunk');
    await stage.bot.end('SIGKILL');
    stage.docspace.faults.clear();
    await stage.start();
    await endsWell(500);
    const asked = writes(stage).map((one) => JSON.stringify(one.body));
    for (const id of crowd.ids.slice(0, 500)) expect(asked.some((body) => body.includes(id))).toBe(true);
    expect(new Set(asked).size).toBe(asked.length);
    await waitForModal(stage, ann, /500 people were added/);
  });

  it('loses the connection after a chunk was done: it is not asked for again', async () => {
    await begin();
    await fillEmails(crowd.emails.slice(0, 500));
    stage.docspace.faults.add({ method: 'PUT', delayMs: 10 });
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'dropAfter' } });
    await ann.submit();
    await endsWell(500);
    expect(writes(stage)).toHaveLength(5);
  });

  it('tells who was not reached when DocSpace begins to refuse on the way', async () => {
    await begin();
    await fillEmails(crowd.emails.slice(0, 300));
    stage.docspace.faults.add({ method: 'PUT', delayMs: 10 });
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'accessDenied' } });
    await ann.submit();
    const text = await waitForMessage(
      stage,
      ann,
      'C0MARKET',
      /:warning: 100 people were added to \*All hands\* by @ann/,
    );
    expect(text).toMatch(/Not reached: Pat Number0101, .*, and 190 more\. DocSpace refuses this/);
    expect(stage.docspace.group(groupId)?.members).toHaveLength(100);
    expect(writes(stage)).toHaveLength(2);
    await waitForModal(stage, ann, /Not reached/);
  });

  it('keeps all e-mails when it fails', async () => {
    await begin();
    await fillEmails(crowd.emails.slice(0, 500));
    stage.docspace.faults.add({ method: 'PUT', fault: { kind: 'accessDenied' } });
    await ann.submit();
    await waitForModal(stage, ann, /Not everybody was added to \*All hands\*/);
    const kept = ['emails', 'emails-2', 'emails-3', 'emails-4'].map(
      (id) => ann.modal()?.values[id]?.[id]?.value,
    );
    expect(kept.join('\n').split('\n')).toEqual(crowd.emails.slice(0, 500));
  });
});
