import type { App } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });

/** A text that a careless page would act on. */
export const nasty = `<img src=x onerror="document.title='bad'"> *x* &amp;`;
/** The same as a bot sends it. */
const nastyEscaped =
  '&lt;img src=x onerror="document.title=\'bad\'"&gt; \u200B*\u200Bx\u200B*\u200B &amp;amp;';

const options = ['Red', 'Green', 'Blue'].map((name) => ({ text: plain(name), value: name.toLowerCase() }));

/** Every kind of field that the page knows. */
function form(note?: string): ModalView {
  const blocks: KnownBlock[] = [
    {
      type: 'input',
      block_id: 'name',
      label: plain('Name'),
      hint: plain('As it stands on the door'),
      element: { type: 'plain_text_input', action_id: 'name', placeholder: plain('For example: Lab') },
    },
    {
      type: 'input',
      block_id: 'notes',
      label: plain('Notes'),
      optional: true,
      element: { type: 'plain_text_input', action_id: 'notes', multiline: true },
    },
    {
      type: 'input',
      block_id: 'head',
      label: plain('Head'),
      optional: true,
      dispatch_action: true,
      element: { type: 'users_select', action_id: 'head', placeholder: plain('Pick a person') },
    },
    ...(note === undefined
      ? []
      : [{ type: 'context' as const, block_id: 'note', elements: [mrkdwn(`:warning: ${note}`)] }]),
    {
      type: 'input',
      block_id: 'people',
      label: plain('People'),
      optional: true,
      element: { type: 'multi_users_select', action_id: 'people' },
    },
    {
      type: 'input',
      block_id: 'group',
      label: plain('Group'),
      optional: true,
      element: {
        type: 'external_select',
        action_id: 'group',
        min_query_length: 2,
        placeholder: plain('Type'),
      },
    },
    {
      type: 'input',
      block_id: 'colour',
      label: plain('Colour'),
      optional: true,
      element: { type: 'static_select', action_id: 'colour', options },
    },
    {
      type: 'input',
      block_id: 'flags',
      label: plain('Flags'),
      optional: true,
      element: { type: 'checkboxes', action_id: 'flags', options },
    },
    {
      type: 'input',
      block_id: 'post',
      label: plain('Post to'),
      optional: true,
      element: { type: 'conversations_select', action_id: 'post' },
    },
    {
      type: 'input',
      block_id: 'day',
      label: plain('Day'),
      optional: true,
      element: { type: 'datepicker', action_id: 'day' },
    },
  ];
  return {
    type: 'modal',
    callback_id: 'form',
    title: plain('A form'),
    submit: plain('Do it'),
    close: plain('Leave'),
    blocks,
  };
}

const card: KnownBlock[] = [
  { type: 'header', text: plain('Card') },
  {
    type: 'section',
    text: mrkdwn(`*${nastyEscaped}* by <@U0BOB>`),
    fields: [mrkdwn('*One:* 1'), mrkdwn('*Two:* 2')],
  },
  { type: 'context', elements: [mrkdwn(':white_check_mark: until <!date^0^{date_num} {time}|then>')] },
  { type: 'divider' },
  {
    type: 'actions',
    block_id: 'acts',
    elements: [
      { type: 'button', action_id: 'open', text: plain('Open'), url: 'https://docspace.example/groups/1' },
      {
        type: 'button',
        action_id: 'drop',
        text: plain('Drop'),
        style: 'danger',
        value: 'v',
        confirm: {
          title: plain('Sure?'),
          text: mrkdwn('It *goes*'),
          confirm: plain('Yes'),
          deny: plain('No'),
        },
      },
      { type: 'static_select', action_id: 'choose', placeholder: plain('Choose'), options },
    ],
  },
];

/**
 * Verbs: `form` opens a modal with all fields, `card` posts a message with all blocks, `whisper` answers one person,
 * `silent` is never acknowledged.
 */
export function tinyBot(app: App): void {
  app.command('/docspace-group', async ({ ack, command, client, respond }) => {
    if (command.text === 'silent') return;
    await ack();
    if (command.text === 'form') await client.views.open({ trigger_id: command.trigger_id, view: form() });
    if (command.text === 'whisper')
      await respond({ text: `psst, <@${command.user_id}>`, response_type: 'ephemeral' });
    if (command.text === 'card') {
      await client.chat.postMessage({ channel: command.channel_id, text: 'Card', blocks: card });
    }
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: card } });
  });
  app.shortcut('docspace_groups', async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: form() });
  });
  app.shortcut('add_people_of_message', async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: form('From a message') });
  });
  app.action('head', async ({ ack, body, client }) => {
    await ack();
    if (body.type === 'block_actions' && body.view !== undefined) {
      await client.views.update({ view_id: body.view.id, view: form('Somebody was picked') });
    }
  });
  app.options('group', async ({ ack, options: asked }) => {
    const found = ['Design', 'Desk', '<b>Odd</b>'].filter((one) =>
      one.toLowerCase().includes(asked.value.toLowerCase()),
    );
    await ack({ options: found.map((one) => ({ text: plain(one), value: one })) });
  });
  app.action('drop', async ({ ack, body, respond }) => {
    await ack();
    if (body.type === 'block_actions' && body.view === undefined) {
      await respond({ text: 'Dropped', replace_original: true });
    }
  });
  app.action('choose', async ({ ack, action, respond }) => {
    await ack();
    const chosen = action.type === 'static_select' ? action.selected_option.text.text : '';
    await respond({ text: `You chose ${chosen}`, replace_original: false });
  });
  app.action('open', async ({ ack }) => ack());
  app.view('form', async ({ ack, view, body, client }) => {
    const { values } = view.state;
    const name = values.name?.name?.value ?? '';
    if (name === 'taken') return ack({ response_action: 'errors', errors: { name: 'This name is taken' } });
    await ack();
    const lines = Object.entries(values).map(([id, fields]) => `${id}=${shown(fields[id])}`);
    const text = `Made by <@${body.user.id}>\n${lines.join('\n')}`.replaceAll('<b>', '&lt;b&gt;');
    return void (await client.chat.postMessage({ channel: 'C0MARKET', text }));
  });
}

/** What an element holds, without its type. */
function shown(state: object | undefined): string {
  return Object.entries(state ?? {})
    .filter(([name]) => name !== 'type')
    .map(([, value]) => plainValue(value))
    .join();
}

function plainValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(plainValue).join('+');
  if (typeof value !== 'object' || value === null) return String(value ?? '-');
  return 'value' in value ? String(value.value) : '';
}
