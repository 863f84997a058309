import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { BOT_SCOPES } from '../src/service/check-slack.ts';
import { httpManifest } from '../src/service/manifest-text.ts';
import { command, shortcuts } from '../src/slack/ids.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const text = readFileSync(at('../manifest.yml'), 'utf8');
const schema: unknown = JSON.parse(readFileSync(at('fixtures/manifest.schema.json'), 'utf8'));

const ajv = new Ajv({ allErrors: true });
addFormats.default(ajv);

/** What Slack would find wrong; undefined = nothing. */
function errorsOf(manifest: string) {
  ajv.validate(z.record(z.string(), z.unknown()).parse(schema), parse(manifest));
  return ajv.errors?.map((error) => `${error.instancePath} ${error.message}`);
}

const shape = z.object({
  features: z.object({
    app_home: z.object({ home_tab_enabled: z.boolean(), messages_tab_enabled: z.boolean() }),
    shortcuts: z.array(z.object({ name: z.string(), type: z.string(), callback_id: z.string() })),
    slash_commands: z.array(
      z.object({ command: z.string(), should_escape: z.boolean(), url: z.string().optional() }),
    ),
  }),
  oauth_config: z.object({
    scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }),
  }),
  settings: z.object({
    interactivity: z.record(z.string(), z.unknown()),
    event_subscriptions: z.object({ request_url: z.string().optional(), bot_events: z.array(z.string()) }),
    org_deploy_enabled: z.literal(false),
    token_rotation_enabled: z.literal(false),
    socket_mode_enabled: z.boolean(),
  }),
});

const comments = (manifest: string) =>
  manifest.match(/#.*$/gm)?.filter((line) => !/^#[0-9a-f]{6}"$/.test(line));

describe('manifest.yml', () => {
  const manifest = shape.parse(parse(text));

  it('is what Slack takes', () => {
    expect(errorsOf(text)).toBeUndefined();
  });

  it.each([
    ['a long name', (good: string) => good.replace(/^ {2}name: .*/m, `  name: ${'x'.repeat(36)}`)],
    ['a command in capitals', (good: string) => good.replace('/docspace-group', '/DocSpace-Group')],
    ['a command with a space', (good: string) => good.replace('/docspace-group', '/docspace group')],
    ['an unknown setting', (good: string) => good.replace('socket_mode_enabled', 'socket_mode')],
    [
      'no word on interactivity',
      (good: string) => good.replace('is_enabled: true', 'request_url: https://x.io'),
    ],
  ])('is checked: %s is found', (_case, spoil) => {
    const spoilt = text
      .split('\n')
      .map((line) => (line.startsWith('#') ? line : spoil(line)))
      .join('\n');
    expect(errorsOf(spoilt)?.length).toBeGreaterThan(0);
  });

  it('has the one command that the bot listens to', () => {
    expect(manifest.features.slash_commands).toEqual([{ command, should_escape: true }]);
    expect(command).toBe('/docspace-group');
  });

  it('asks for the scopes that the bot checks at start, and gives a reason for each', () => {
    expect(manifest.oauth_config.scopes.bot).toEqual([...BOT_SCOPES]);
    for (const scope of BOT_SCOPES) expect(text).toMatch(new RegExp(`# .+\\.\\n +- ${scope}\\n`));
  });

  it('has the shortcuts that the bot listens to, by their ids', () => {
    expect(manifest.features.shortcuts.map(({ type, callback_id }) => [type, callback_id])).toEqual([
      ['global', shortcuts.groups],
      ['message', shortcuts.addPeople],
    ]);
  });

  it('has App Home, and the event that fills it', () => {
    expect(manifest.features.app_home.home_tab_enabled).toBe(true);
    expect(manifest.settings.event_subscriptions).toEqual({ bot_events: ['app_home_opened'] });
  });

  it('asks for what the bot can do without as optional, with a reason', () => {
    expect(manifest.oauth_config.scopes.bot_optional).toEqual(['files:write']);
    expect(text).toMatch(/# .+\.\n +- files:write\n/);
  });

  it('lets the bot write to people', () => {
    expect(manifest.features.app_home.messages_tab_enabled).toBe(true);
  });

  it('needs no address', () => {
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(manifest.settings.interactivity).toEqual({ is_enabled: true });
  });
});

describe('the manifest for HTTP', () => {
  const url = 'https://bot.example.com/slack/events';

  it.each(['https://bot.example.com', 'https://bot.example.com/'])(
    'has the address %s wherever Slack calls',
    (address) => {
      const http = httpManifest(text, address);
      const { features, settings } = shape.parse(parse(http));
      expect(errorsOf(http)).toBeUndefined();
      expect(features.slash_commands).toEqual([{ command, should_escape: true, url }]);
      expect(settings.interactivity).toEqual({
        is_enabled: true,
        request_url: url,
        message_menu_options_url: url,
      });
      expect(settings.socket_mode_enabled).toBe(false);
      expect(settings.event_subscriptions).toEqual({ request_url: url, bot_events: ['app_home_opened'] });
    },
  );

  it('keeps all the rest, comments included', () => {
    const http = httpManifest(text, 'https://bot.example.com');
    const added = /^ +(url|request_url|message_menu_options_url): .*\n/gm;
    expect(http.replace(added, '')).toBe(
      text.replace('socket_mode_enabled: true', 'socket_mode_enabled: false'),
    );
    expect(comments(http)).toEqual(comments(text));
    expect(comments(text)?.length).toBeGreaterThan(8);
  });

  it.each([
    'http://bot.example.com',
    'bot.example.com',
    'https://bot.example.com/slack',
    'https://ann:pass@bot.example.com',
    'https://bot.example.com/?x=1',
    '',
  ])('is refused for "%s"', (address) => {
    expect(() => httpManifest(text, address)).toThrow('https://bot.example.com');
  });
});

describe('npm run manifest', () => {
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', at('../src/service/manifest.ts'), ...args]);

  it('prints either manifest', async () => {
    const [socket, http] = await Promise.all([run(), run('--http', 'https://bot.example.com')]);
    expect(socket.stdout).toBe(text);
    expect(http.stdout).toBe(httpManifest(text, 'https://bot.example.com'));
  });

  it.each([
    ['an address without encryption', ['--http', 'http://bot.example.com']],
    ['an unknown option', ['--https', 'https://bot.example.com']],
  ])('refuses %s and says how it is used', async (_case, args) => {
    await expect(run(...args)).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/\nUsage: npm run manifest/),
    });
  });
});
