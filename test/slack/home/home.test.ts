import type { HomeView } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { createHome, type HomePorts } from '../../../src/slack/home/home.ts';

const page = (text: string): HomeView => ({
  type: 'home',
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }],
});
const loading = page('loading');

/** Home with reads that end when the test says so. */
function stage() {
  const published: { view: HomeView; hash: string | undefined }[] = [];
  const reads: { maxAgeMs: number; end: (view: HomeView) => void; fail: () => void }[] = [];
  const background: Promise<void>[] = [];
  const ports: HomePorts = {
    loading,
    read: (_, maxAgeMs) =>
      new Promise((resolve, reject) => {
        reads.push({ maxAgeMs, end: resolve, fail: () => reject(new Error('no answer')) });
      }),
    publish: async (_, view, hash) => {
      published.push({ view, hash });
      return `hash${published.length}`;
    },
    inBackground: (_, run) => {
      background.push(run());
    },
  };
  const until = async (count: number) => {
    while (reads.length < count) await Promise.resolve();
  };
  return { home: createHome(ports), published, reads, background, until };
}

describe('Home', () => {
  it('shows that it reads at the first time, then the page, only over that', async () => {
    const { home, published, reads, until } = stage();
    const opened = home.opened('U1');
    await until(1);
    reads[0]?.end(page('one'));
    await opened;
    expect(published).toEqual([
      { view: loading, hash: undefined },
      { view: page('one'), hash: 'hash1' },
    ]);
  });

  it('replaces the page that Slack shows, and no newer one', async () => {
    const { home, published, reads, until } = stage();
    const opened = home.opened('U1', 'shown');
    await until(1);
    reads[0]?.end(page('one'));
    await opened;
    expect(published).toEqual([{ view: page('one'), hash: 'shown' }]);
  });

  it('reads once for two opens at once', async () => {
    const { home, published, reads, until } = stage();
    const both = Promise.all([home.opened('U1', 'shown'), home.opened('U1', 'shown')]);
    await until(1);
    reads[0]?.end(page('one'));
    await both;
    expect(reads).toHaveLength(1);
    expect(published).toHaveLength(1);
  });

  it('reads again, once, for changes that come while it reads', async () => {
    const { home, published, reads, background, until } = stage();
    const opened = home.opened('U1', 'shown');
    home.changed('U1');
    home.changed('U1');
    await until(1);
    reads[0]?.end(page('one'));
    await until(2);
    reads[1]?.end(page('two'));
    await Promise.all([opened, ...background]);
    expect(reads).toHaveLength(2);
    expect(published.at(-1)).toEqual({ view: page('two'), hash: undefined });
  });

  it('asks everybody anew at Refresh only', async () => {
    const { home, reads, until } = stage();
    void home.opened('U1', 'shown');
    void home.opened('U2', 'shown');
    await until(2);
    void home.refreshed('U3');
    await until(3);
    expect(reads.map((read) => read.maxAgeMs)).toEqual([60_000, 60_000, 0]);
  });

  it('leaves people alone who never opened it', async () => {
    const { home, reads, background } = stage();
    home.changed('U1');
    expect(reads).toHaveLength(0);
    expect(background).toHaveLength(0);
  });

  it('goes on after a fault', async () => {
    const { home, published, reads, until } = stage();
    const opened = home.opened('U1', 'shown');
    await until(1);
    reads[0]?.fail();
    await expect(opened).rejects.toThrow('no answer');
    const again = home.opened('U1', 'shown');
    await until(2);
    reads[1]?.end(page('two'));
    await again;
    expect(published).toEqual([{ view: page('two'), hash: 'shown' }]);
  });
});
