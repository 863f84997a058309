import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../sandbox/free-port.ts';
import type { Person, Transport } from '../../sandbox/slack/contract.ts';
import { usePostgres } from '../support/postgres.ts';
import { createdMessages } from './support/announced.ts';
import type { BotProcess } from './support/bot-process.ts';
import {
  closeAll,
  fillCreate,
  groupsCalled,
  openCreateForm,
  waitForMessage,
  waitForModal,
  writes,
} from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

const people = { head: 'U0BOB', members: ['U0CID', 'U0JM'] };
const server = usePostgres({ durable: true });

describe.each<Transport>(['socket', 'http'])('two replicas on one database, over %s', (transport) => {
  let stage: Stage;
  let ann: Person;
  let bots: BotProcess[];
  let databaseUrl: string;

  beforeEach(async () => {
    databaseUrl = await server.createDatabase();
    stage = await openStage({ transport, env: { DATABASE_URL: databaseUrl } });
    ann = stage.slack.as('U0ANN');
    // At once, on an empty database.
    const other = String(await freePort());
    bots = await Promise.all([stage.launch(), stage.launch({ PORT: other })]);
    await Promise.all(bots.map((bot) => bot.ready()));
  });
  afterEach(async () => {
    await Promise.all(bots.map((bot) => bot.end('SIGKILL')));
    await stage.close();
  });

  /** Over HTTP, what comes next goes to this replica; sockets take turns by themselves. */
  function deliverTo(bot: BotProcess | undefined): void {
    if (transport === 'http') stage.slack.setRequestUrl(`${bot?.url}/slack/events`);
  }

  it('creates, adds and takes back, whichever replica is asked for what', async () => {
    const [one, other] = bots;
    await openCreateForm(stage, ann);
    deliverTo(other);
    await fillCreate(ann, { name: 'Marketing', ...people });
    expect((await ann.submit()).kind).toBe('updated');
    await waitForMessage(stage, ann, 'C0MARKET', /\*Marketing\* was created by @ann/);
    await waitForModal(stage, ann, /was created/);
    await closeAll(ann);

    deliverTo(one);
    await ann.type('C0MARKET', '/docspace-group rename Marketing Sales');
    await stage.slack.waitFor(() => ann.modal()?.submit === 'Rename', 'the form');
    deliverTo(other);
    expect((await ann.submit()).kind).toBe('updated');
    await waitForMessage(stage, ann, 'C0MARKET', /renamed to \*Sales\*/);
    await closeAll(ann);

    deliverTo(one);
    await ann.press('Undo');
    await waitForMessage(stage, ann, 'C0MARKET', /took back/);
    expect(groupsCalled(stage, 'Marketing')).toHaveLength(1);
    expect(writes(stage)).toHaveLength(3);

    deliverTo(other);
    await ann.openHome();
    await stage.slack.waitFor(() => {
      const home = ann.home();
      return home !== undefined && /Marketing/.test(stage.slack.plainText(home));
    }, 'the last operations at home');
  });

  it('takes what Slack delivers to both once', async () => {
    const [one, other] = bots;
    deliverTo(one);
    const command = await ann.type('C0MARKET', '/docspace-group create');
    deliverTo(other);
    await stage.slack.redeliver(command);
    await stage.slack.waitFor(() => ann.modal()?.submit === 'Create group', 'the form');
    expect(stage.slack.callsOf('views.open')).toHaveLength(1);
    await fillCreate(ann, { name: 'Once', ...people });
    expect((await ann.submit()).kind).toBe('updated');
    const submit = stage.slack.deliveries.findLast(({ kind }) => kind === 'view_submission');
    if (submit === undefined) throw new Error('nothing was submitted');
    deliverTo(one);
    await stage.slack.redeliver(submit);
    await waitForMessage(stage, ann, 'C0MARKET', /\*Once\* was created by @ann/);
    await waitForModal(stage, ann, /was created/);
    expect(groupsCalled(stage, 'Once')).toHaveLength(1);
    expect(createdMessages(ann, 'Once')).toHaveLength(1);
  });
});
