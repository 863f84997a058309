import { z } from 'zod';

/** What Slack sends as `view.state.values`: only what our fields can hold, anything else is dropped. */
const elementSchema = z.object({
  value: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
});
const valuesSchema = z.record(z.string(), z.record(z.string(), elementSchema));

/** Reads the state of a view by field id (block_id = action_id). Never throws: a foreign shape reads as empty. */
export interface ViewState {
  text(id: string): string;
  user(id: string): string | undefined;
  users(id: string): readonly string[];
  option(id: string): string | undefined;
}

export function readViewState(values: unknown): ViewState {
  const parsed = valuesSchema.safeParse(values);
  const state = parsed.success ? parsed.data : {};
  const element = (id: string) => state[id]?.[id];
  return {
    text: (id) => element(id)?.value ?? '',
    user: (id) => element(id)?.selected_user ?? undefined,
    users: (id) => element(id)?.selected_users ?? [],
    option: (id) => element(id)?.selected_option?.value ?? undefined,
  };
}
