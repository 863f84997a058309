import type { OperationKind } from '../operations/kind.ts';
import { changeHeadKind } from './change-head/kind.ts';
import { addMembersKind, removeMembersKind } from './change-members/kind.ts';
import { createGroupKind } from './create/kind.ts';
import { deleteGroupKind } from './delete/kind.ts';
import { renameGroupKind } from './rename/kind.ts';
import type { UndoDeps } from './undo/deps.ts';
import { undoGroupKind } from './undo/kind.ts';

/** All kinds of change. A new one is a line here. */
export function buildKinds(deps: UndoDeps): readonly OperationKind<unknown, unknown>[] {
  return [
    createGroupKind(deps),
    renameGroupKind(deps),
    changeHeadKind(deps),
    deleteGroupKind(deps),
    undoGroupKind(deps),
    addMembersKind(deps),
    removeMembersKind(deps),
  ];
}
