import type { HomeView } from '@slack/types';
import { LRUCache } from 'lru-cache';

/** The page that each person has with the bot. */
export interface Home {
  /** `hash` = of the page that Slack shows; missing at the first time. */
  opened(slackUserId: string, hash?: string): Promise<void>;
  /** The Refresh button: everybody is asked anew, so that who was let in meanwhile gets in. */
  refreshed(slackUserId: string): Promise<void>;
  /** Something of this person's came to its end. Best effort, and only for people who opened their page before. */
  changed(slackUserId: string): void;
}

export interface HomePorts {
  /** The page as it is now; says itself what could not be read. */
  readonly read: (slackUserId: string, maxAgeMs: number) => Promise<HomeView>;
  /** Stands there at the first time, until the page is read. */
  readonly loading: HomeView;
  /** Shows the page, with a hash only if nothing newer came in between. Gives its hash; undefined = it was not shown. */
  readonly publish: (slackUserId: string, view: HomeView, hash?: string) => Promise<string | undefined>;
  /** Runs what nobody waits for; takes care of its faults. */
  readonly inBackground: (slackUserId: string, run: () => Promise<void>) => void;
}

/** People whose pages are kept up to date; the others get theirs when they open it. */
const peopleKept = 1_000;
/** For a look; every verb asks anew. */
const lookAgeMs = 60_000;

interface Wish {
  readonly hash?: string;
  readonly first?: boolean;
  readonly maxAgeMs: number;
}

interface Page {
  /** What is being read and published now. */
  running?: Promise<void>;
  /** What is wanted next: the last wish stands for those before it. */
  next?: Wish;
}

/** Keeps people's pages: one is made after another for one person, and never an older one behind a newer one. */
export function createHome(ports: HomePorts): Home {
  const pages = new LRUCache<string, Page>({ max: peopleKept });

  async function show(slackUserId: string, wish: Wish): Promise<void> {
    const hash = wish.first === true ? await ports.publish(slackUserId, ports.loading) : wish.hash;
    await ports.publish(slackUserId, await ports.read(slackUserId, wish.maxAgeMs), hash);
  }

  async function work(slackUserId: string, page: Page): Promise<void> {
    for (let wish = page.next; wish !== undefined; wish = page.next) {
      delete page.next;
      await show(slackUserId, wish);
    }
  }

  function want(slackUserId: string, wish: Wish): Promise<void> {
    const page = pages.get(slackUserId) ?? {};
    pages.set(slackUserId, page);
    page.next = wish;
    page.running ??= work(slackUserId, page).finally(() => {
      delete page.running;
    });
    return page.running;
  }

  return {
    opened(slackUserId, hash) {
      // Opened again while it is being read: what is on its way is new enough.
      const { running } = pages.get(slackUserId) ?? {};
      const how = hash === undefined ? { first: true } : { hash };
      return running ?? want(slackUserId, { maxAgeMs: lookAgeMs, ...how });
    },
    refreshed: (slackUserId) => want(slackUserId, { maxAgeMs: 0 }),
    changed(slackUserId) {
      if (!pages.has(slackUserId)) return;
      ports.inBackground(slackUserId, () => want(slackUserId, { maxAgeMs: lookAgeMs }));
    },
  };
}
