import { setTimeout as sleep } from 'node:timers/promises';
import { unsavable } from './refusals.ts';
import type { Cost, Settings } from './settings.ts';

/** Thrown inside work whose server process has ended: it stops where it is. */
export class ProcessEnded extends Error {}

/** Simulated processors: work is queued, and runs on as many at once as there are. */
export class Processors {
  private free: number | undefined;
  private readonly queue: (() => void)[] = [];

  async spend(ms: number, cores: number): Promise<void> {
    this.free ??= cores;
    if (this.free === 0) await new Promise<void>((go) => this.queue.push(go));
    else this.free -= 1;
    await sleep(ms);
    const next = this.queue.shift();
    if (next === undefined) this.free += 1;
    else next();
  }
}

type Spending = 'key' | 'listed' | 'added' | 'removed';

/** The course of one request's work. It goes on when the client has gone, and ends only with the server. */
export interface Work {
  /** Spends the simulated time of so many things; none where cost is switched off. */
  spend(kind: Spending, count?: number): Promise<void>;
  /** Called before each step of a write; throws where a fault is set midway. */
  step(): void;
  /** The moment between reading something and storing it: others may get in between. */
  moment(): Promise<void>;
}

/** Starts the work of a request. `afterSteps`: fails after so many steps; `isAlive`: the server still runs. */
export function startWork(
  settings: Settings,
  processors: Processors,
  options: { readonly afterSteps?: number | undefined; readonly isAlive: () => boolean },
): Work {
  let steps = 0;
  const goOn = () => {
    if (!options.isAlive()) throw new ProcessEnded('the server was stopped');
  };
  return {
    spend: async (kind, count = 1) => {
      const { cost } = settings;
      if (cost !== undefined && count > 0) await processors.spend(price(cost, kind) * count, cost.cores);
      goOn();
    },
    step: () => {
      if (options.afterSteps !== undefined && steps >= options.afterSteps) throw unsavable();
      steps += 1;
    },
    moment: async () => {
      await sleep(3);
      goOn();
    },
  };
}

function price(cost: Cost, kind: Spending): number {
  switch (kind) {
    case 'key':
      return cost.keyMs;
    case 'listed':
      return cost.listedMs;
    case 'added':
      return cost.addedMs;
    case 'removed':
      return cost.removedMs;
  }
}
