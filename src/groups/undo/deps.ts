import type { CreateDeps } from '../create/kind.ts';
import type { Judged } from '../damaged.ts';
import type { PeopleDeps } from './people.ts';

/** What an undo works with. */
export interface UndoDeps extends CreateDeps {
  readonly people: PeopleDeps['people'] & Judged['people'];
}
