import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../sandbox/slack/contract.ts';
import type { Fault } from '../../sandbox/slack/faults.ts';
import {
  closeAll,
  groupsCalled,
  openCreateForm,
  submitCreate,
  waitForDirect,
  waitForMessage,
} from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

describe('create while Slack has faults', () => {
  let stage: Stage;
  let ann: Person;

  beforeAll(async () => {
    stage = await openStage();
    await stage.start();
    ann = stage.slack.as('U0ANN');
  });
  afterAll(() => stage.close());
  afterEach(async () => {
    stage.slack.faults.clear();
    await closeAll(ann);
  });

  const passing: readonly [string, Fault][] = [
    ['a fault of Slack', { kind: 'status', status: 503 }],
    ['a rate limit of a second', { kind: 'rate-limited', retryAfterSeconds: 1 }],
  ];
  it.each(passing)('opens the form in spite of %s', async (_, fault) => {
    stage.slack.faults.add({ method: 'views.open', fault, times: 1 });
    await openCreateForm(stage, ann, 'Stubborn');
  });

  it('says so privately when Slack does not open the form', async () => {
    stage.slack.faults.add({ method: 'views.open', fault: { kind: 'status', status: 500 } });
    await ann.type('C0GENERAL', '/docspace-group create Unopened');
    await waitForMessage(stage, ann, 'C0GENERAL', /Slack did not open the form\. Try again/);
    expect(
      stage.slack
        .as('U0BOB')
        .messages('C0GENERAL')
        .some((one) => /did not open/.test(one.text)),
    ).toBe(false);
  });

  const posting: readonly [string, Fault][] = [
    ['faults of Slack', { kind: 'status', status: 500 }],
    ['a rate limit', { kind: 'rate-limited', retryAfterSeconds: 1 }],
    ['a dropped connection', { kind: 'drop-before' }],
  ];
  it.each(posting)('announces in spite of %s at chat.postMessage', async (what, fault) => {
    const name = `Heard in spite of ${what}`;
    stage.slack.faults.add({ method: 'chat.postMessage', fault, times: 4 });
    await submitCreate(stage, ann, { name });
    await waitForMessage(stage, ann, 'C0MARKET', new RegExp(`\\*${name}\\* was created`));
    expect(ann.messages('C0MARKET').filter((one) => one.text.includes(name))).toHaveLength(1);
    expect(groupsCalled(stage, name)).toHaveLength(1);
  });

  it.each(['internal_error', 'token_revoked'])('tries again where Slack answers %s to all', async (error) => {
    const name = `After ${error}`;
    const gone = { kind: 'status', status: 404 } as const;
    stage.slack.faults.add({ method: 'response_url', fault: gone });
    stage.slack.faults.add({ method: 'chat.postMessage', fault: { kind: 'error', error }, times: 3 });
    await submitCreate(stage, ann, { name });
    await waitForMessage(stage, ann, 'C0MARKET', new RegExp(`\\*${name}\\* was created`));
  });

  it.each(['C0RANDOM', 'G0SECRET'])('announces in %s, where the bot is no member', async (channel) => {
    await submitCreate(stage, ann, { name: `Group of ${channel}` }, channel);
    const own = stage.slack.as('U0OWN');
    const text = await waitForMessage(stage, own, channel, /\*Group of .*\* was created by @ann/);
    expect(text).toContain('[Open in DocSpace]');
  });

  it('sends a direct message with a hint when no way leads into the channel', async () => {
    stage.slack.faults.add({ method: 'response_url', fault: { kind: 'status', status: 404 } });
    await submitCreate(stage, ann, { name: 'Homeless' }, 'G0SECRET');
    const text = await waitForDirect(stage, ann, /\*Homeless\* was created/);
    expect(text).toMatch(/Type `\/invite` @docspace_groups there/);
  });

  it('creates and announces although the modal can’t be updated', async () => {
    await openCreateForm(stage, ann, 'Unseen');
    stage.slack.faults.add({ method: 'views.update', fault: { kind: 'status', status: 500 } });
    await ann.submit();
    await waitForMessage(stage, ann, 'C0MARKET', /\*Unseen\* was created/);
  });

  it('lets nobody in when Slack does not tell who somebody is', async () => {
    stage.slack.faults.add({ method: 'users.info', fault: { kind: 'status', status: 500 } });
    const ada = stage.slack.as('U0ADA');
    await ada.type('C0GENERAL', '/docspace-group create Blind');
    await stage.slack.waitFor(() => {
      const view = ada.modal();
      return view !== undefined && /Slack did not tell who is who/.test(stage.slack.plainText(view));
    }, 'the refusal');
    expect(ada.modal()?.submit).toBeUndefined();
    await closeAll(ada);
  });
});
