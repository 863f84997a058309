import { describe, expect, it } from 'vitest';
import type { Person, PersonRole } from '../../src/docspace/model.ts';
import { may, type Right } from '../../src/groups/rights.ts';

const roles: readonly PersonRole[] = ['owner', 'admin', 'roomAdmin', 'user', 'guest'];
const rights: readonly Right[] = ['read', 'change', 'members'];

function someone(role: PersonRole, status: Person['status'] = 'active'): Person {
  return { id: 'p1', email: 'p@example.com', name: 'P', role, status };
}

/** Design, section 5. Letters: r = read, c = change, m = members. */
const table: Readonly<Record<string, Readonly<Record<PersonRole, string>>>> = {
  plain: { owner: 'rcm', admin: 'rcm', roomAdmin: 'r', user: '', guest: '' },
  'everyone may view': { owner: 'rcm', admin: 'rcm', roomAdmin: 'r', user: 'r', guest: '' },
  'own group': { owner: 'rcm', admin: 'rcm', roomAdmin: 'r', user: 'r', guest: '' },
  'own group, heads manage': { owner: 'rcm', admin: 'rcm', roomAdmin: 'rm', user: 'rm', guest: '' },
  "another's group, heads manage": { owner: 'rcm', admin: 'rcm', roomAdmin: 'r', user: '', guest: '' },
};

const cases = Object.entries(table).flatMap(([setting, row]) =>
  roles.flatMap((role) =>
    rights.map((right) => [setting, role, right, row[role].includes(right.charAt(0))] as const),
  ),
);

describe('rights', () => {
  it.each(cases)('%s: %s, %s = %s', (setting, role, right, allowed) => {
    const settings = {
      everyoneMayView: setting.startsWith('everyone'),
      headsManageMembers: setting.includes('heads'),
    };
    const group = setting.startsWith('own')
      ? { headId: 'p1' }
      : setting.startsWith('another')
        ? { headId: 'p2' }
        : undefined;
    expect(may(someone(role), right, settings, group)).toBe(allowed);
  });

  it.each(['pending', 'disabled'] as const)('nobody %s may do anything', (status) => {
    const settings = { everyoneMayView: true, headsManageMembers: true };
    for (const role of roles) {
      for (const right of rights)
        expect(may(someone(role, status), right, settings, { headId: 'p1' })).toBe(false);
    }
  });
});
