import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Person } from '../../sandbox/slack/contract.ts';
import { closeAll, groupsCalled, submitCreate, waitForMessage, writes } from './support/create.ts';
import { openStage, type Stage } from './support/stage.ts';

/** A disk of 2 MB in memory; undefined where this account may not mount one. */
function smallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]);
  if (status === 0) return folder;
  rmSync(folder, { recursive: true });
  return undefined;
}

const disk = smallDisk();
let stage: Stage | undefined;

afterEach(async () => {
  await stage?.close();
  if (disk === undefined) return;
  spawnSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

it.skipIf(disk === undefined)(
  'a disk that runs full: changes are refused in words, reading works, and with space it goes on',
  async () => {
    const dataDir = disk ?? '';
    stage = await openStage({ env: { DATA_DIR: dataDir } });
    await stage.start();
    const ann: Person = stage.slack.as('U0ANN');
    await submitCreate(stage, ann, { name: 'Before' });
    await waitForMessage(stage, ann, 'C0MARKET', /\*Before\* was created/);
    await closeAll(ann);

    const filler = join(dataDir, 'filler');
    expect(() => {
      for (;;) appendFileSync(filler, Buffer.alloc(4_096));
    }).toThrow('ENOSPC');
    stage.docspace.clearRequests();
    const refused = await submitCreate(stage, ann, { name: 'Too much' });
    expect(refused.kind).toBe('errors');
    expect(JSON.stringify(refused)).toContain('Nothing was changed. Your input is kept');
    expect(writes(stage)).toEqual([]);
    await closeAll(ann);
    await ann.type('C0MARKET', '/docspace-group list before');
    await waitForMessage(stage, ann, 'C0MARKET', /Groups with “before” in the name/);

    rmSync(filler);
    await submitCreate(stage, ann, { name: 'After' });
    await waitForMessage(stage, ann, 'C0MARKET', /\*After\* was created/);
    expect(groupsCalled(stage, 'Too much')).toEqual([]);
  },
);
