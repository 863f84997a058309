import type { OperationKind } from '../operations/kind.ts';
import { type CreateDeps, createGroupKind } from './create/kind.ts';
import { renameGroupKind } from './rename/kind.ts';

/** All kinds of change. A new one is a line here. */
export function buildKinds(deps: CreateDeps): readonly OperationKind<unknown, unknown>[] {
  return [createGroupKind(deps), renameGroupKind(deps)];
}
