import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../sandbox/free-port.ts';
import type { Person, Transport } from '../../../sandbox/slack/contract.ts';
import { closeAll, groupsCalled, submitCreate, waitForMessage } from '../../journeys/support/create.ts';
import { filesOf, leaksIn, secretsOf } from '../../journeys/support/secrets.ts';
import { openStage, type Stage } from '../../journeys/support/stage.ts';

const channel = 'C0MARKET';
const password = 'c4n4ry-p4ssw0rd';

let stage: Stage;
afterEach(() => stage.close());

/** What the bot has sent to Slack: messages, views, answers, and the acks. A trigger goes where it opens a modal. */
function sentToSlack(): string {
  const { calls, deliveries } = stage.slack;
  const sent = calls.map(({ method, args }) => {
    const { trigger_id: _, ...rest } = args;
    return { method, args: method === 'views.open' ? rest : args };
  });
  return JSON.stringify([sent, deliveries.map(({ ackBody }) => ackBody)]);
}

async function pages(): Promise<string> {
  const paths = ['/metrics', '/healthz', '/readyz', '/slack/events', '/gone'];
  const texts = paths.map(async (path) => {
    const answer = await fetch(`${stage.bot.url}${path}`);
    return `${JSON.stringify([...answer.headers])} ${await answer.text()}`;
  });
  return (await Promise.all(texts)).join('\n');
}

/** Looks, changes, takes back, in good ways. */
async function goodWays(ann: Person): Promise<void> {
  await submitCreate(stage, ann, { name: 'Canaries', head: '@bob', members: ['@cid'], reason: 'to sing' });
  await waitForMessage(stage, ann, channel, /\*Canaries\* was created/);
  await closeAll(ann);
  for (const typed of [
    'show Canaries',
    'list',
    'mine',
    'whoami',
    'help',
    'history',
    'nonsense',
    'show Canares',
  ]) {
    await ann.type(channel, `/docspace-group ${typed}`);
  }
  await ann.openHome();
  await ann.shortcut('docspace_groups');
  await closeAll(ann);
  await ann.press('Undo');
  await waitForMessage(stage, ann, channel, /Canaries\*? was deleted|took back/);
}

/** DocSpace and Slack fail, before and after they did what was asked. */
async function failingWays(ann: Person): Promise<void> {
  const { slack, docspace } = stage;
  const unclear = [
    { kind: 'status', status: 500, body: { error: { message: docspace.key, stack: docspace.key } } },
    { kind: 'dropAfter' },
    { kind: 'garbage' },
  ] as const;
  for (const [index, fault] of unclear.entries()) {
    docspace.faults.add({ method: 'POST', fault });
    await submitCreate(stage, ann, { name: `Failing ${index}` });
    await waitForMessage(stage, ann, channel, new RegExp(`Failing ${index}`));
    await closeAll(ann);
  }
  const refused = docspace.faults.add({ method: 'GET', times: 8, fault: { kind: 'status', status: 401 } });
  await ann.type(channel, '/docspace-group list');
  await slack.waitFor(() => refused.hits() > 0, 'a refused key');
  refused.remove();
  slack.faults.add({ method: 'chat.postMessage', times: 3, fault: { kind: 'status', status: 500 } });
  await submitCreate(stage, ann, { name: 'Without a voice' });
  await slack.waitFor(() => groupsCalled(stage, 'Without a voice').length === 1, 'the group without a voice');
  await closeAll(ann);
  slack.faults.add({ method: 'response_url', times: 3, fault: { kind: 'status', status: 404 } });
  await ann.type(channel, '/docspace-group whoami');
  slack.faults.add({ method: 'response_url', times: 2, fault: { kind: 'drop-before' } });
  await ann.type('C0RANDOM', '/docspace-group help');
  slack.faults.add({ method: 'views.open', times: 6, fault: { kind: 'error', error: 'invalid_auth' } });
  await ann.type(channel, '/docspace-group create Never');
  slack.faults.add({ method: '*', times: 12, fault: { kind: 'drop-before' } });
  await ann.type(channel, '/docspace-group show Design');
}

describe.each<Transport>(['socket', 'http'])('the canary over %s', (transport) => {
  it('is seen nowhere: not in logs, messages, views, metrics, health, or the database', async () => {
    stage = await openStage({ transport, env: { LOG_LEVEL: 'debug', AUDIT_CHANNEL: 'C0GENERAL' } });
    await stage.start();
    const ann = stage.slack.as('U0ANN');
    await goodWays(ann);
    await failingWays(ann);
    stage.slack.faults.clear();
    const served = await pages();
    await stage.bot.end('SIGTERM');

    const secrets = secretsOf(stage.slack, stage.docspace);
    expect(secrets.response_url?.length).toBeGreaterThan(8);
    expect(secrets.trigger_id?.length).toBeGreaterThan(8);
    expect(stage.bot.output().length).toBeGreaterThan(5_000);
    const places = {
      log: stage.bot.output(),
      'health and metrics': served,
      Slack: sentToSlack(),
      files: await filesOf(stage.dataDir),
    };
    const seen = Object.entries(places).flatMap(([place, text]) =>
      leaksIn(text, secrets).map((leak) => `${place}: ${leak}`),
    );
    expect(seen).toEqual([]);
    expect(places.files).toContain('Canaries');
    stage.forgive();
  }, 90_000);
});

describe('a start that fails', () => {
  const faults: Readonly<Record<string, (stage: Stage) => Readonly<Record<string, string>>>> = {
    'wrong settings, secrets in the wrong places': ({ slack, docspace }) => ({
      SLACK_BOT_TOKEN: slack.appToken,
      DOCSPACE_URL: `https://${docspace.key}@portal.example.com`,
      DOCSPACE_API_KEY: slack.botToken,
      PORT: slack.signingSecret,
      LOG_LEVEL: docspace.key,
      DATA_DIR: slack.botToken,
    }),
    'a key that DocSpace refuses': ({ docspace }) => {
      docspace.setKey({ isActive: false });
      return {};
    },
    'a database out of reach': () => ({ DATABASE_URL: `postgres://bot:${password}@127.0.0.1:1/bot` }),
    'a database address that is none': () => ({ DATABASE_URL: `postgres://bot:${password}@127.0.0.1:x/bot` }),
    'a folder that is a file': () => ({ DATA_DIR: '/dev/null' }),
  };
  it.each(Object.entries(faults))('%s: says why, and no secret', async (_, env) => {
    stage = await openStage();
    const bot = await stage.launch({ PORT: String(await freePort()), ...env(stage) });
    // Some of these are waited out: what is told meanwhile counts as much.
    await stage.slack.waitFor(() => bot.output() !== '', 'a word of the bot', 20_000);
    await bot.end();
    const secrets = { ...secretsOf(stage.slack, stage.docspace), 'database password': [password] };
    expect(leaksIn(bot.output(), secrets)).toEqual([]);
  });
});
