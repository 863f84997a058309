import { createKind } from '../../groups/create/shape.ts';
import { renameKind } from '../../groups/rename/shape.ts';
import { createWords } from './create.ts';
import { renameWords } from './rename.ts';
import { type TellingDeps, tellKind } from './tell-kind.ts';
import type { Telling } from './told.ts';

/** How each kind of operation is told. A new kind is a line here. */
export function buildTellings(deps: TellingDeps): ReadonlyMap<string, Telling> {
  const kinds = { [createKind]: createWords(deps), [renameKind]: renameWords(deps) };
  return new Map(
    Object.entries(kinds).map(([kind, words]) => [kind, tellKind(deps.words, deps.seal, words)]),
  );
}
