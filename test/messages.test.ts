import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { messagesPage } from '../docs/messages.ts';

it('docs/messages.md is as `npm run messages` makes it now', async () => {
  expect(await readFile(join(import.meta.dirname, '../docs/messages.md'), 'utf8')).toBe(messagesPage());
});
