import { describe, expect, it } from 'vitest';
import type { Person } from '../../src/docspace/model.ts';
import { startRows, verbsOn } from '../../src/slack/start-buttons.ts';
import type { Verb } from '../../src/slack/verbs/verb.ts';
import { english } from '../../src/slack/words/index.ts';

const run = async () => undefined;
const verb = (name: Verb['name'], more: Partial<Verb>): Verb => ({ name, aliases: [], typed: run, ...more });
const verbs: readonly Verb[] = [
  verb('create', { start: run }),
  verb('rename', { start: run, onGroup: 'change' }),
  verb('show', { start: run, onGroup: 'read' }),
  verb('whoami', { start: run, onGroup: 'members' }),
  verb('help', { onGroup: 'read' }),
];
const person = (role: Person['role'], status: Person['status'] = 'active'): Person => ({
  id: 'p1',
  email: 'p@example.com',
  name: 'P',
  role,
  status,
});
const settings = { headsManageMembers: false, everyoneMayView: false };
const group = { isLdap: false, isSystem: false };
const names = (offered: readonly Verb[]) => offered.map((one) => one.name);

describe('the verbs that a card offers', () => {
  it('are those that can be started, act on a group, and are allowed', () => {
    expect(names(verbsOn(verbs, settings, person('admin'), group))).toEqual(['rename', 'show', 'whoami']);
    expect(names(verbsOn(verbs, settings, person('roomAdmin'), group))).toEqual(['show']);
    expect(verbsOn(verbs, settings, person('user'), group)).toEqual([]);
    expect(verbsOn(verbs, settings, person('admin', 'disabled'), group)).toEqual([]);
  });

  it('are for heads what the settings let them do', () => {
    const own = { ...group, head: { id: 'p1', name: 'P' } };
    expect(names(verbsOn(verbs, settings, person('user'), own))).toEqual(['show']);
    const more = { ...settings, headsManageMembers: true };
    expect(names(verbsOn(verbs, more, person('user'), own))).toEqual(['show', 'whoami']);
  });

  it.each([{ isLdap: true }, { isSystem: true }])('change nothing of a group with %j', (fixed) => {
    expect(names(verbsOn(verbs, settings, person('owner'), { ...group, ...fixed }))).toEqual(['show']);
  });
});

describe('the rows of a card', () => {
  it('hold at most five buttons, with the group’s id as value', () => {
    const six = Array.from({ length: 6 }, () => verb('rename', { start: run }));
    const rows = startRows(english, six, { id: 'g1', name: 'x'.repeat(200) });
    expect(rows.map((row) => (row.type === 'actions' ? row.elements.length : 0))).toEqual([5, 1]);
    expect(rows[1]).toMatchObject({ elements: [{ action_id: 'start:rename', value: 'g1' }] });
    const [first] = rows[0]?.type === 'actions' ? rows[0].elements : [];
    expect(first !== undefined && 'accessibility_label' in first && first.accessibility_label?.length).toBe(
      75,
    );
  });
});
