import { describe, expect, it } from 'vitest';
import {
  actionSchema,
  commandSchema,
  originOf,
  outsideOf,
  shortcutSchema,
  type Workspace,
} from '../../../src/slack/listeners/payloads.ts';

const home: Workspace = { teamId: 'T0HOME' };
const grid: Workspace = { teamId: 'T0HOME', enterpriseId: 'E0OURS' };
const user = (team_id?: string) => ({ id: 'U1', ...(team_id === undefined ? {} : { team_id }) });

describe('where a delivery comes from', () => {
  it.each([
    ['the own workspace', home, { user: user('T0HOME'), team: { id: 'T0HOME' } }, undefined],
    [
      'a message shortcut, which names no team of the person',
      home,
      { user: user(), team: { id: 'T0HOME' } },
      undefined,
    ],
    [
      'an own workspace of an organisation',
      grid,
      { user: user('T0HOME'), team: { id: 'T0HOME' }, enterprise: { id: 'E0OURS' } },
      undefined,
    ],
    [
      'the same, without its organisation',
      grid,
      { user: user('T0HOME'), team: { id: 'T0HOME' }, enterprise: null },
      undefined,
    ],
    [
      'a person of another team, in a shared channel',
      home,
      { user: user('T0PARTNER'), team: { id: 'T0HOME' } },
      'external',
    ],
    ['another team', home, { user: user('T0HOME'), team: { id: 'T0PARTNER' } }, 'external'],
    ['no team', home, { user: user('T0HOME'), team: null }, 'external'],
    ['no team at all', home, { user: user() }, 'external'],
    [
      'an organisation where there is none',
      home,
      { user: user('T0HOME'), team: { id: 'T0HOME' }, enterprise: { id: 'E0THEIRS' } },
      'external',
    ],
    [
      'another organisation',
      grid,
      { user: user('T0HOME'), team: { id: 'T0HOME' }, enterprise: { id: 'E0THEIRS' } },
      'external',
    ],
    [
      'an installation for a whole organisation',
      grid,
      { user: user('T0HOME'), team: null, enterprise: { id: 'E0OURS' }, is_enterprise_install: true },
      'org-wide',
    ],
    [
      'the same as commands say it',
      grid,
      { user: user('T0HOME'), team: { id: 'T0HOME' }, is_enterprise_install: 'true' },
      'org-wide',
    ],
    [
      'a command of a workspace',
      home,
      { user: user('T0HOME'), team: { id: 'T0HOME' }, is_enterprise_install: 'false' },
      undefined,
    ],
  ] as const)('%s', (_, workspace, payload, outside) => {
    expect(outsideOf(originOf(payload), workspace)).toBe(outside);
  });

  it('is nobody’s before the own workspace is known', () => {
    expect(outsideOf(originOf({ user: user(''), team: { id: 'T0HOME' } }), { teamId: '' })).toBe('external');
  });
});

describe('a delivery with an empty trigger', () => {
  it.each([
    [
      'command',
      commandSchema,
      { channel_id: 'C1', user_id: 'U1', response_url: 'https://hooks.slack.com/x' },
    ],
    ['press', actionSchema, { user: user('T0HOME'), actions: [{ action_id: 'start:create' }] }],
    ['shortcut', shortcutSchema, { user: user('T0HOME'), callback_id: 'docspace_groups' }],
  ])('is not understood: %s', (_, schema, payload) => {
    expect(schema.safeParse({ ...payload, trigger_id: '1.2.3' }).success).toBe(true);
    expect(schema.safeParse({ ...payload, trigger_id: '' }).success).toBe(false);
  });
});
