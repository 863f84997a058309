import { z } from 'zod';
import type { DocSpace } from '../../docspace/model.ts';
import { isDamaged, isGone } from '../faults.ts';
import { lookFor } from '../stand-still.ts';

/** What became of a delete: done by this operation, or somebody else was quicker. */
export const deletedSchema = z.enum(['deleted', 'gone']);
export type Deleted = z.infer<typeof deletedSchema>;

/** DocSpace 3.7 answers 404 to the second delete: once ours was begun, that is its own work. */
export async function deleteGroup(
  groups: DocSpace['groups'],
  groupId: string,
  { begun, signal }: { readonly begun: boolean; readonly signal: AbortSignal },
): Promise<Deleted> {
  try {
    await groups.delete(groupId, { signal });
    return 'deleted';
  } catch (error) {
    if (!isGone(error)) throw error;
    return begun ? 'deleted' : 'gone';
  }
}

/** After a delete whose end is unknown: 404 = done. */
export function lookAfterDelete(
  groups: Pick<DocSpace['groups'], 'get'>,
  groupId: string,
  { signal, stillMs }: { readonly signal: AbortSignal; readonly stillMs: number },
): Promise<{ readonly done: Deleted } | 'repeat'> {
  return lookFor({ stillMs, signal }, async () => {
    try {
      await groups.get(groupId, { signal });
      return 'repeat';
    } catch (error) {
      if (isGone(error)) return { done: 'deleted' };
      // A damaged group can't be shown, but it is still there.
      if (isDamaged(error)) return 'repeat';
      throw error;
    }
  });
}
