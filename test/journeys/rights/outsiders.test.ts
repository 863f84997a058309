import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../support/stage.ts';
import { type Forge, openForge } from './support/forge.ts';

const home = { team: { id: 'T0HOME' }, user: { id: 'U0ANN', team_id: 'T0HOME' } };

/** Ann is an admin: what is refused here is refused for where it comes from. */
describe('deliveries from elsewhere', () => {
  let stage: Stage;
  let forge: Forge;
  const press = (origin: object) =>
    forge.interact(stage.slack.as('U0ANN'), {
      type: 'block_actions',
      channel: { id: 'C0MARKET' },
      actions: [{ block_id: 'b', action_id: 'start:list', action_ts: randomUUID() }],
      ...origin,
    });
  const suggest = (origin: object) =>
    forge.interact(
      stage.slack.as('U0ANN'),
      {
        type: 'block_suggestion',
        action_id: 'group',
        block_id: 'group',
        value: '',
        view: { callback_id: 'show', private_metadata: '' },
        ...origin,
      },
      { ackOnly: true },
    );
  const submit = (origin: object) =>
    forge.interact(
      stage.slack.as('U0ANN'),
      {
        type: 'view_submission',
        view: { id: 'V1', hash: 'h', callback_id: 'create', private_metadata: '', state: { values: {} } },
        ...origin,
      },
      { ackOnly: true },
    );
  const shortcut = (origin: object) =>
    forge.interact(stage.slack.as('U0ANN'), {
      type: 'message_action',
      callback_id: 'add_people_of_message',
      channel: { id: 'C0MARKET' },
      message: { user: 'U0BOB', text: 'hello' },
      ...origin,
    });

  beforeAll(async () => {
    stage = await openStage({ transport: 'http' });
    await stage.start();
    forge = await openForge(stage);
  });
  afterAll(async () => {
    await forge.close();
    await stage.close();
  });

  const origins = [
    [
      'a person of another team',
      { ...home, user: { id: 'U0ANN', team_id: 'T0PARTNER' } },
      /another workspace/,
    ],
    ['another team', { ...home, team: { id: 'T0PARTNER' } }, /another workspace/],
    ['no team', { ...home, team: null }, /another workspace/],
    ['another organisation', { ...home, enterprise: { id: 'E0THEIRS' } }, /another workspace/],
    [
      'an installation for a whole organisation',
      { ...home, team: null, enterprise: { id: 'E0' }, is_enterprise_install: true },
      /installed for a whole organisation/,
    ],
  ] as const;

  it.each(origins)('%s', async (_, origin, reads) => {
    stage.docspace.clearRequests();
    for (const deliver of [press, submit, shortcut]) expect((await deliver(origin)).all).toMatch(reads);
    expect(JSON.parse((await suggest(origin)).ack)).toEqual({ options: [] });
    expect(stage.docspace.requests).toEqual([]);
  });

  it('serves the same from the own workspace', async () => {
    expect((await press(home)).all).toContain('Sales EMEA');
    expect((await suggest(home)).ack).toContain('Sales EMEA');
  });

  it('refuses a click of a stranger in a shared channel, whatever the payload says of him', async () => {
    const told = await press({ user: { id: 'U0XAV', team_id: 'T0HOME' } });
    expect(told.all).toMatch(/another workspace/);
    expect(told.all).not.toContain('Sales');
  });
});
