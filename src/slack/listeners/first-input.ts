import { z } from 'zod';

const inputSchema = z.object({ type: z.literal('input'), block_id: z.string().min(1) });

/** The first field of a form: where a fault that belongs to no field is told, so that the form keeps its input. */
export function firstInput(blocks: readonly unknown[]): string | undefined {
  for (const block of blocks) {
    const parsed = inputSchema.safeParse(block);
    if (parsed.success) return parsed.data.block_id;
  }
  return undefined;
}
