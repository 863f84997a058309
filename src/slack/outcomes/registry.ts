import { headKind } from '../../groups/change-head/shape.ts';
import { addKind, removeKind } from '../../groups/change-members/shape.ts';
import { createKind } from '../../groups/create/shape.ts';
import { deleteKind } from '../../groups/delete/shape.ts';
import { renameKind } from '../../groups/rename/shape.ts';
import { undoKind } from '../../groups/undo/shape.ts';
import { createWords } from './create.ts';
import { deleteWords } from './delete.ts';
import { headWords } from './head.ts';
import { addWords, removeWords } from './members.ts';
import { renameWords } from './rename.ts';
import { type TellingDeps, tellKind } from './tell-kind.ts';
import type { Telling } from './told.ts';
import { undoWords } from './undo.ts';

/** How each kind of operation is told. A new kind is a line here. */
export function buildTellings(deps: TellingDeps): ReadonlyMap<string, Telling> {
  const kinds = {
    [createKind]: createWords(deps),
    [renameKind]: renameWords(deps),
    [headKind]: headWords(deps),
    [addKind]: addWords(deps),
    [removeKind]: removeWords(deps),
    [deleteKind]: deleteWords(deps),
    [undoKind]: undoWords(deps),
  };
  return new Map(Object.entries(kinds).map(([kind, words]) => [kind, tellKind(deps, words)]));
}
