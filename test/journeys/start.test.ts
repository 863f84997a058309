import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitForMessage } from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

describe('starting', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  /** The program ends with 78 and says what to mend. */
  async function refuses(env: Readonly<Record<string, string>>, said: readonly RegExp[]): Promise<void> {
    const bot = await stage.launch(env);
    expect(await bot.ended, bot.output()).toEqual({ code: 78, signal: null });
    for (const one of said) expect(bot.output()).toMatch(one);
    for (const secret of [stage.slack.botToken, stage.slack.appToken, stage.docspace.key]) {
      expect(bot.output()).not.toContain(secret);
    }
  }

  it('names all faults of the configuration at once', async () => {
    await refuses({ SLACK_BOT_TOKEN: '', DOCSPACE_URL: 'ftp://x', PORT: 'many', UNDO_MINUTES: '-1' }, [
      /SLACK_BOT_TOKEN: /,
      /DOCSPACE_URL: /,
      /PORT: /,
      /UNDO_MINUTES: /,
    ]);
  });

  it('names a wrong Slack token', async () => {
    await refuses({ SLACK_BOT_TOKEN: 'xoxb-1-2-wrong' }, [/SLACK_BOT_TOKEN: Slack does not know this token/]);
  });

  it('names a wrong app-level token', async () => {
    await refuses({ SLACK_APP_TOKEN: 'xapp-1-A1-2-wrong' }, [
      /SLACK_APP_TOKEN: Slack does not know this token/,
    ]);
  });

  it('names scopes that the Slack token lacks', async () => {
    stage.slack.setScopes(['commands', 'chat:write']);
    await refuses({}, [/SLACK_BOT_TOKEN: the token lacks the scopes users:read, users:read\.email/]);
  });

  const keys: readonly [string, (stage: Stage) => void, RegExp][] = [
    ['inactive', (s) => s.docspace.setKey({ isActive: false }), /DOCSPACE_API_KEY: .*refuses the key/],
    [
      'under-scoped',
      (s) => s.docspace.setKey({ permissions: ['accounts:read'] }),
      /DOCSPACE_API_KEY: .*accounts:write/,
    ],
    [
      'made by somebody who is no admin',
      (s) =>
        s.docspace.setKey({
          creatorId: s.docspace.people().find((one) => one.role === 'roomAdmin')?.id ?? '',
        }),
      /DOCSPACE_API_KEY: Roo Rogers, who made the key, is neither Owner nor DocSpace admin/,
    ],
    [
      'not admitted from here',
      (s) => (s.docspace.settings.ipRestricted = true),
      /DOCSPACE_URL: .*IP address/,
    ],
  ];
  it.each(keys)('names a DocSpace key that is %s', async (_, happen, said) => {
    happen(stage);
    await refuses({}, [said]);
  });

  it('names a wrong Slack token and a wrong DocSpace key together', async () => {
    const key = `sk-${'0'.repeat(64)}`;
    await refuses({ SLACK_BOT_TOKEN: 'xoxb-1-2-wrong', DOCSPACE_API_KEY: key }, [
      /SLACK_BOT_TOKEN/,
      /DOCSPACE_API_KEY/,
    ]);
  });

  it('names an address that answers but is no DocSpace', async () => {
    const other = createServer((_, response) => response.end('<html>Welcome</html>'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    await refuses({ DOCSPACE_URL: urlOf(other) }, [/DOCSPACE_URL: there is no DocSpace at 127\.0\.0\.1/]);
    other.close();
  });

  it('says when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    await refuses({ PORT: new URL(urlOf(other)).port }, [/PORT: port \d+ on 127\.0\.0\.1 is taken/]);
    other.close();
  });

  it('runs without a DocSpace, says why it is not ready, tells people kindly, and is ready once it is there', async () => {
    await stage.docspace.goDown();
    const bot = await stage.launch();
    await bot.alive();
    await stage.slack.waitFor(() => stage.slack.connected(), 'the socket');
    const { status, body } = await bot.readiness();
    expect(status).toBe(503);
    expect(body).toMatch(/DOCSPACE_URL: 127\.0\.0\.1:\d+ does not answer \(ECONNREFUSED\) since/);
    const ann = stage.slack.as('U0ANN');
    await ann.type('C0GENERAL', '/docspace-group whoami');
    await waitForMessage(stage, ann, 'C0GENERAL', /DocSpace can’t be reached\. Try again in a moment/);
    await stage.docspace.comeUp();
    await bot.ready();
  });

  it('says that it is not ready when DocSpace goes away or the key is revoked while it runs', async () => {
    const bot = await stage.start();
    const ann = stage.slack.as('U0ANN');
    await stage.docspace.goDown();
    await ann.type('C0GENERAL', '/docspace-group whoami');
    await stage.slack.waitFor(
      async () => /DOCSPACE_URL: .* does not answer/.test((await bot.readiness()).body),
      'the reason',
    );
    await stage.docspace.comeUp();
    await bot.ready();
  });

  it('waits for a Slack that does not answer', async () => {
    await stage.slack.goDown();
    const bot = await stage.launch();
    await bot.alive();
    await stage.slack.waitFor(async () => /does not answer/.test((await bot.readiness()).body), 'the reason');
    await stage.slack.comeUp();
    await bot.ready();
  });

  it('refuses a second copy on the same data by name', async () => {
    await stage.start();
    const port = '0';
    const second = await stage.launch({ PORT: port });
    expect((await second.ended).code).toBe(78);
    expect(second.output()).toMatch(/DATA_DIR|in use by another process/);
  });
});

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return `http://127.0.0.1:${address.port}`;
}
