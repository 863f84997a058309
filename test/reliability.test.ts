import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reliabilityPage } from '../docs/reliability.ts';
import { type Change, changes } from './journeys/matrix/changes.ts';

describe('docs/reliability.md', () => {
  it('is as `npm run reliability` makes it now', async () => {
    const page = await readFile(join(import.meta.dirname, '../docs/reliability.md'), 'utf8');
    expect(page).toBe(reliabilityPage());
  });

  const writesOf = ({ requests }: Change) => requests.filter((role) => role.endsWith('write')).length;
  /** One write and two reads, but for what needs more of DocSpace's steps. */
  const mostWrites = new Map([
    ['no head, the former one stays a member', 2],
    ['undo of head', 2],
    ['re-create after delete', 2],
  ]);
  it.each(changes.map((change) => [change.name, change] as const))(
    'has %s within its budget',
    (name, change) => {
      const writes = writesOf(change);
      expect(writes).toBeLessThanOrEqual(mostWrites.get(name) ?? 1);
      expect(change.requests.length - writes).toBeLessThanOrEqual(2);
    },
  );
});
