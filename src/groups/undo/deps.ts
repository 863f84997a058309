import type { CreateDeps } from '../create/kind.ts';
import type { PeopleDeps } from './people.ts';

/** What an undo works with. */
export interface UndoDeps extends CreateDeps, Pick<PeopleDeps, 'people'> {}
