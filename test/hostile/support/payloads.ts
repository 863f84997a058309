import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type FormContext, packContext } from '../../../src/slack/form-context.ts';
import { actions, callbacks, fields, shortcuts } from '../../../src/slack/ids.ts';
import { createSeal } from '../../../src/slack/seal.ts';
import { json, text } from './strings.ts';

/** What a delivery of Slack is about: the body of a signed request. */
export type Payload = Readonly<Record<string, unknown>>;

const team = 'T0HOME';
const channelId = 'C0MARKET';
/** A group of the small world. */
const groupId = '91000000-0000-4000-8000-000000000001';
/** An admin, who may do anything, and a room admin, who may only look. */
export const admin = 'U0ANN';
export const reader = 'U0ROO';

const verbs = [
  'create',
  'show',
  'list',
  'mine',
  'rename',
  'head',
  'add',
  'remove',
  'delete',
  'history',
  'watch',
];
const verb = fc.constantFrom(...verbs, 'unwatch', 'whoami', 'help', '', 'constructor');
const callback = fc.constantFrom(...Object.values(callbacks), 'constructor', '__proto__', 'gone');
const actionId = fc
  .tuple(
    fc.constantFrom(...Object.values(actions), 'constructor'),
    fc.constantFrom('', ':next', `:${groupId}`, ':x'),
  )
  .map((parts) => parts.join(''));

/** As if Slack had sent it: a form with one field, JSON inside. */
export function interactive(payload: unknown): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** A typed command as Slack sends it. */
export function command(typed: string, more: Payload = {}): string {
  const given = {
    command: '/docspace-group',
    team_id: team,
    channel_id: channelId,
    user_id: reader,
    response_url: 'http://127.0.0.1:1/commands/forged',
    trigger_id: randomUUID(),
    text: typed,
    ...more,
  };
  const pairs = Object.entries(given).map(([name, value]): [string, string] => [name, String(value)]);
  return new URLSearchParams(pairs).toString();
}

function base(type: string, user: string) {
  return {
    type,
    user: { id: user, team_id: team },
    team: { id: team },
    trigger_id: randomUUID(),
    channel: { id: channelId },
  };
}

/** A press or pick. */
export function press(user: string, action: Payload, view?: Payload): Payload {
  return {
    ...base('block_actions', user),
    actions: [{ action_ts: randomUUID(), ...action }],
    ...(view === undefined ? {} : { view }),
  };
}

/** A submitted form. */
export function submission(user: string, view: Payload): Payload {
  return { ...base('view_submission', user), view, response_urls: [] };
}

/** A view as Slack sends it along. */
export function view(callbackId: string, privateMetadata: string, values: unknown = {}): Payload {
  return {
    id: `V${randomUUID()}`,
    hash: randomUUID(),
    callback_id: callbackId,
    private_metadata: privateMetadata,
    state: { values },
    blocks: [],
  };
}

/** What a form remembers, sealed as the bot does. */
export function sealed(botToken: string, context: FormContext): string {
  return packContext(createSeal(botToken), context);
}

const shown = { id: groupId, name: 'Sales EMEA', membersCount: 3 };

/** An entry in a field: of the right shape with any text, or of any shape. */
const element = fc.oneof(
  text.map((value) => ({ value })),
  text.map((value) => ({ selected_option: { value } })),
  fc.array(text, { maxLength: 4 }).map((users) => ({ selected_users: users })),
  text.map((user) => ({ selected_user: user, selected_conversation: user })),
  fc.array(text, { maxLength: 3 }).map((values) => ({
    selected_options: values.map((value) => ({ value, text: { text: value } })),
  })),
  json,
);

const fieldNames: readonly string[] = [
  ...Object.values(fields),
  `${fields.groupMembers}:${groupId}`,
  '__proto__',
];
const state = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .dictionary(fc.constantFrom(...fieldNames), element)
      .map((filled) =>
        Object.fromEntries(Object.entries(filled).map(([name, value]) => [name, { [name]: value }])),
      ),
  },
  { weight: 1, arbitrary: json },
);

/** A form that is filled so well that only what it remembers keeps it from being accepted. */
const goodState = {
  [fields.name]: { [fields.name]: { value: 'Forged group' } },
  [fields.group]: { [fields.group]: { selected_option: { value: groupId } } },
  [fields.people]: { [fields.people]: { selected_users: ['U0CID'] } },
  [fields.head]: { [fields.head]: { selected_user: 'U0CID' } },
  [fields.confirm]: { [fields.confirm]: { value: 'Sales EMEA' } },
};

/** Replaces something in a payload by anything, leaves it out, or adds to it. */
function bent(payload: fc.Arbitrary<Payload>): fc.Arbitrary<unknown> {
  const change = fc.tuple(fc.constantFrom('replace', 'omit', 'add'), fc.nat(), text, json);
  return fc.tuple(payload, fc.array(change, { minLength: 1, maxLength: 3 })).map(([given, changes]) => {
    let result: Record<string, unknown> = { ...given };
    for (const [how, at, name, value] of changes) {
      const keys = Object.keys(result);
      const key = keys[at % Math.max(1, keys.length)] ?? 'type';
      if (how === 'replace' && key !== 'type') result = { ...result, [key]: value };
      if (how === 'omit' && key !== 'type')
        result = Object.fromEntries(Object.entries(result).filter(([one]) => one !== key));
      if (how === 'add') result = { ...result, [name]: value };
    }
    return result;
  });
}

/** The bodies of each kind. None of them may open a change. */
export function kindsFor(botToken: string): Readonly<Record<string, fc.Arbitrary<string>>> {
  const forReader = sealed(botToken, { slackUserId: reader, channelId, group: shown });
  const forAdmin = sealed(botToken, { slackUserId: admin, channelId, group: shown });
  const anyUser = fc.constantFrom(admin, reader);
  const withState = fc.tuple(callback, state).map(([id, values]) => view(id, forReader, values));
  const forged = fc.oneof(
    text,
    // Broken in one place, cut, doubled, of another person, of another team's bot.
    fc.nat({ max: forAdmin.length - 1 }).map((at) => {
      const other = forAdmin[at] === 'A' ? 'B' : 'A';
      return `${forAdmin.slice(0, at)}${other}${forAdmin.slice(at + 1)}`;
    }),
    fc.nat({ max: forAdmin.length - 2 }).map((at) => forAdmin.slice(0, at)),
    fc.constantFrom(
      forReader,
      sealed(`${botToken}x`, { slackUserId: admin, group: shown }),
      JSON.stringify({ v: 1, u: admin }),
    ),
  );
  const message = fc.oneof(
    fc.record({ user: text, text }, { requiredKeys: [] }),
    fc.record({ user: text, text, blocks: fc.array(json, { maxLength: 3 }) }, { requiredKeys: [] }),
    json,
  );
  const shapes: fc.Arbitrary<Payload> = fc.oneof(
    withState.map((one) => submission(reader, one)),
    fc.tuple(actionId, text).map(([id, value]) => press(reader, { action_id: id, value })),
    text.map((value) => ({ ...base('block_suggestion', reader), action_id: actions.group, value })),
    fc
      .constantFrom(...Object.values(shortcuts))
      .map((id) => ({ ...base('shortcut', reader), callback_id: id })),
    fc.constant({ ...base('view_closed', reader), view: view(callbacks.create, forReader) }),
  );

  return {
    'command text': fc.tuple(verb, text).map(([name, rest]) => command(`${name} ${rest}`)),
    'command fields': fc
      .dictionary(
        fc.constantFrom('team_id', 'channel_id', 'user_id', 'text', 'trigger_id', 'response_url', 'x'),
        text,
      )
      .map((more) => command('list', more)),
    'group references': fc
      .tuple(
        fc.constantFrom('show', 'rename', 'delete', 'history', 'watch'),
        fc.constantFrom('', '"', '<', 'https://', groupId),
        text,
      )
      .map(([name, begin, rest]) => command(`${name} ${begin}${rest}`)),
    'view state': withState.map((one) => interactive(submission(reader, one))),
    'e-mail lines': fc
      .tuple(
        fc.constantFrom(callbacks.create, callbacks.add, callbacks.remove),
        fc.array(text, { maxLength: 8 }),
        fc.constantFrom('\n', ',', ' <', ';'),
      )
      .map(([id, lines, by]) => {
        const values = { ...goodState, [fields.emails]: { [fields.emails]: { value: lines.join(by) } } };
        return interactive(submission(reader, view(id, forReader, values)));
      }),
    private_metadata: fc
      .tuple(callback, forged)
      .map(([id, metadata]) => interactive(submission(admin, view(id, metadata, goodState)))),
    'action values': fc
      .tuple(anyUser, actionId, text)
      .map(([user, id, value]) => interactive(press(user, { action_id: id, value }))),
    'option values': fc
      .tuple(callback, actionId, text, fc.constantFrom(forAdmin, forReader, ''))
      .map(([id, action, value, metadata]) =>
        interactive(press(admin, { action_id: action, selected_option: { value } }, view(id, metadata))),
      ),
    'block_suggestion queries': fc
      .tuple(actionId, callback, text, fc.constantFrom(forAdmin, forReader, ''))
      .map(([action, id, value, metadata]) =>
        interactive({
          ...base('block_suggestion', admin),
          action_id: action,
          value,
          view: view(id, metadata),
        }),
      ),
    'message shortcuts': message.map((one) =>
      interactive({
        ...base('message_action', admin),
        callback_id: shortcuts.addPeople,
        message: one,
        message_ts: '1.1',
      }),
    ),
    'payload shapes': bent(shapes).map(interactive),
    'any JSON': json.map(interactive),
  };
}
