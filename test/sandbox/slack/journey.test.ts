import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Stage, stage } from './bolt-bot.ts';

const groups = ['Sales', 'Design', 'Support'];

function form(name: string): ModalView {
  return {
    type: 'modal',
    callback_id: 'create',
    private_metadata: 'version 1',
    notify_on_close: true,
    title: { type: 'plain_text', text: 'Create group' },
    submit: { type: 'plain_text', text: 'Create group' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      {
        type: 'input',
        block_id: 'name',
        label: { type: 'plain_text', text: 'Group name' },
        element: { type: 'plain_text_input', action_id: 'value', initial_value: name, max_length: 128 },
      },
      {
        type: 'input',
        block_id: 'head',
        optional: true,
        dispatch_action: true,
        label: { type: 'plain_text', text: 'Head of group' },
        element: { type: 'users_select', action_id: 'head' },
      },
      {
        type: 'input',
        block_id: 'like',
        optional: true,
        label: { type: 'plain_text', text: 'Like' },
        element: { type: 'external_select', action_id: 'like', min_query_length: 0 },
      },
      {
        type: 'input',
        block_id: 'post',
        optional: true,
        label: { type: 'plain_text', text: 'Post to' },
        element: {
          type: 'conversations_select',
          action_id: 'post',
          default_to_current_conversation: true,
          response_url_enabled: true,
        },
      },
    ],
  };
}

const working: ModalView = {
  type: 'modal',
  title: { type: 'plain_text', text: 'Create group' },
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Working… for <@U0ANN>' } }],
};

function listen(app: App): void {
  app.command('/docspace-group', async ({ ack, body, client, command }) => {
    if (command.text === 'help') return ack('Say `create`');
    if (command.text === 'list') return ack({ text: 'one, two', response_type: 'in_channel' });
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form(command.text.replace('create ', '')) });
    return undefined;
  });
  app.action('head', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions' || body.view === undefined) return;
    const next = form('ignored');
    next.blocks.push({ type: 'context', elements: [{ type: 'mrkdwn', text: 'checked' }] });
    await client.views.update({ view_id: body.view.id, hash: body.view.hash, view: next });
  });
  app.options('like', async ({ ack, options }) => {
    const fitting = groups.filter((name) => name.toLowerCase().includes(options.value.toLowerCase()));
    await ack({
      options: fitting.map((name) => ({ text: { type: 'plain_text', text: name }, value: `id-${name}` })),
    });
  });
  app.view('create', async ({ ack, body, client, view }) => {
    const name = view.state.values.name?.value?.value ?? '';
    if (name === 'bad') return ack({ response_action: 'errors', errors: { name: 'Not this one.' } });
    await ack({ response_action: 'update', view: working });
    const like = view.state.values.like?.like?.selected_option?.value;
    await client.chat.postMessage({
      channel: 'C0MARKET',
      text: `${name} was created by <@${body.user.id}>${like === undefined ? '' : ` like ${like}`}`,
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: `*${name}* was created by <@${body.user.id}>` } },
        {
          type: 'actions',
          elements: [
            { type: 'button', action_id: 'undo', value: name, text: { type: 'plain_text', text: 'Undo' } },
          ],
        },
      ],
    });
    return undefined;
  });
  app.view({ callback_id: 'create', type: 'view_closed' }, ({ ack }) => ack());
  app.action('undo', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'Undone', replace_original: true, blocks: [] });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    const header = { type: 'header', text: { type: 'plain_text', text: 'DocSpace groups' } } as const;
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [header] } });
  });
  app.shortcut('groups', async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: form('from a shortcut') });
  });
}

describe.each(['socket', 'http'] as const)('a Bolt app over %s', (transport) => {
  let bot: Stage;
  beforeAll(async () => {
    bot = await stage(transport, listen);
  });
  afterAll(() => bot.stop());
  afterEach(() => {
    expect(bot.slack.breaches).toEqual([]);
  });

  it('answers a command privately or in the channel', async () => {
    const { slack } = bot;
    const ann = slack.as('U0ANN');
    const delivery = await ann.type('C0MARKET', '/docspace-group help');
    expect(delivery.acked).toBe(true);
    expect(ann.messages('C0MARKET').at(-1)).toMatchObject({ text: 'Say `create`', ephemeralFor: 'U0ANN' });
    await ann.type('C0MARKET', '/docspace-group list');
    expect(
      slack
        .as('U0BOB')
        .messages('C0MARKET')
        .map((one) => one.text),
    ).toEqual(['one, two']);
  });

  it('takes a modal from typing to the announcement and its button', async () => {
    const { slack } = bot;
    const ann = slack.as('U0ANN');
    await ann.type('C0MARKET', '/docspace-group create Q&A');
    await slack.waitFor(() => ann.modal(), 'the form');
    expect(slack.plainText(await slack.waitFor(() => ann.modal()))).toBe(
      '# Create group\nGroup name: Q&amp;A\nHead of group (optional): {}\nLike (optional): {}\nPost to (optional): #marketing\n[Cancel] [Create group]',
    );
    await ann.fill('Group name', '');
    expect(await ann.submit()).toMatchObject({ kind: 'errors', by: 'slack' });
    await ann.fill('Group name', 'bad');
    expect(await ann.submit()).toMatchObject({
      kind: 'errors',
      by: 'bot',
      errors: { name: 'Not this one.' },
    });
    expect(ann.modal()).toMatchObject({ errors: { name: 'Not this one.' } });

    await ann.fill('name', 'Marketing');
    await ann.fill('Head of group', '@bob');
    await slack.waitFor(() => ann.modal()?.blocks.length === 5, 'the checked form');
    expect(ann.modal()?.values.name?.value).toEqual({ type: 'plain_text_input', value: 'Marketing' });
    expect((await ann.suggest('Like', 's')).map((one) => one.text)).toEqual(['Sales', 'Design', 'Support']);
    await ann.fill('Like', 'Design');

    expect((await ann.submit()).kind).toBe('updated');
    expect(slack.plainText(await slack.waitFor(() => ann.modal()))).toBe(
      '# Create group\nWorking… for @ann\n[Cancel]',
    );
    const posted = await slack.waitFor(
      () => ann.messages('C0MARKET').find((one) => one.blocks.length > 0),
      'the post',
    );
    expect(posted.text).toContain('like id-Design');
    expect(slack.plainText(posted)).toBe('*Marketing* was created by @ann\n[Undo]');
    await ann.closeModal();
    await slack.as('U0BOB').press('Undo');
    await slack.waitFor(() => ann.messages('C0MARKET').some((one) => one.text === 'Undone'), 'the undo');
    expect(slack.callsOf('response_url')).toHaveLength(1);
  });

  it('tells of a closed modal, opens from a shortcut, shows a home tab', async () => {
    const { slack } = bot;
    const bob = slack.as('U0BOB');
    await bob.shortcut('groups');
    await slack.waitFor(() => bob.modal()?.title === 'Create group', 'the form');
    expect((await bob.closeModal())?.kind).toBe('view_closed');
    expect(bob.modal()).toBeUndefined();
    await bob.openHome();
    await slack.waitFor(() => bob.home(), 'the home tab');
    expect(bob.home()?.type).toBe('home');
  });

  it('delivers a submission twice, and any delivery again', async () => {
    const { slack } = bot;
    const cid = slack.as('U0CID');
    const typed = await cid.type('C0GENERAL', '/docspace-group create Twice');
    await slack.waitFor(() => cid.modal(), 'the form');
    const before = slack.callsOf('chat.postMessage').length;
    expect((await cid.submitTwice()).map((one) => one.kind)).toEqual(['updated', 'updated']);
    await slack.waitFor(() => slack.callsOf('chat.postMessage').length === before + 2, 'both posts');
    const again = await slack.redeliver(typed);
    expect(again).toMatchObject({ acked: true, redeliveryOf: typed.id, payload: typed.payload });
    // The trigger is used up: the bot's second views.open is refused, and that is the bot's fault.
    await slack.waitFor(() => slack.breaches.length > 0, 'the breach');
    expect(slack.breaches.map((one) => one.what)).toEqual(['exchanged_trigger_id']);
    slack.clearBreaches();
  });
});
