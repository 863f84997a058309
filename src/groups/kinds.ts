import type { OperationKind } from '../operations/kind.ts';
import { afterCreate, type Locks } from './after-create.ts';
import { changeHeadKind } from './change-head/kind.ts';
import { addMembersKind, removeMembersKind } from './change-members/kind.ts';
import { createGroupKind } from './create/kind.ts';
import { deleteGroupKind } from './delete/kind.ts';
import { renameGroupKind } from './rename/kind.ts';
import type { UndoDeps } from './undo/deps.ts';
import { undoGroupKind } from './undo/kind.ts';

/** All kinds of change. A new one is a line here. */
export function buildKinds(
  deps: UndoDeps & { readonly locks: Locks },
): readonly OperationKind<unknown, unknown>[] {
  return [
    createGroupKind(deps),
    afterCreate(deps.locks, renameGroupKind(deps)),
    afterCreate(deps.locks, changeHeadKind(deps)),
    afterCreate(deps.locks, deleteGroupKind(deps)),
    afterCreate(deps.locks, undoGroupKind(deps)),
    afterCreate(deps.locks, addMembersKind(deps)),
    afterCreate(deps.locks, removeMembersKind(deps)),
  ];
}
