import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../src/docspace/fields.ts';

const LEAVES = new Set(
  'id name isLDAP isSystem membersCount email firstName lastName displayName status isOwner isAdmin isRoomAdmin isCollaborator isVisitor'.split(
    ' ',
  ),
);
const PERSONS = new Set(['manager', 'members']);

// A name that ends at a person object ends the server's process: see src/docspace/fields.ts.
describe.each(Object.entries(FIELDS))('fields %s', (_, list) => {
  it.each(list.split(','))('%s is a leaf', (name) => {
    const path = name.split('.');
    const leaf = path.pop();
    expect(LEAVES).toContain(leaf);
    expect(path.length).toBeLessThanOrEqual(1);
    for (const person of path) expect(PERSONS).toContain(person);
  });

  it('has no name twice and no spaces', () => {
    expect(new Set(list.split(',')).size).toBe(list.split(',').length);
    expect(list).not.toMatch(/\s/);
  });
});
