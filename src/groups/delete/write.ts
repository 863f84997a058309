import { z } from 'zod';
import type { DocSpace } from '../../docspace/model.ts';
import { isGone } from '../faults.ts';

/** What became of a delete: done by this operation, or somebody else was quicker. */
export const deletedSchema = z.enum(['deleted', 'gone']);
export type Deleted = z.infer<typeof deletedSchema>;

/** DocSpace 3.7 answers 404 to the second delete: once ours was begun, that is its own work. */
export async function deleteGroup(
  groups: DocSpace['groups'],
  groupId: string,
  begun: boolean,
): Promise<Deleted> {
  try {
    await groups.delete(groupId);
    return 'deleted';
  } catch (error) {
    if (!isGone(error)) throw error;
    return begun ? 'deleted' : 'gone';
  }
}

/** After a delete whose end is unknown: 404 = done. */
export async function lookAfterDelete(
  groups: DocSpace['groups'],
  groupId: string,
  signal: AbortSignal,
): Promise<{ readonly done: Deleted } | 'repeat'> {
  try {
    await groups.get(groupId, { signal });
    return 'repeat';
  } catch (error) {
    if (isGone(error)) return { done: 'deleted' };
    throw error;
  }
}
