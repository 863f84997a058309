import { z } from 'zod';

const textSchema = z.object({ text: z.string() });
const chosenSchema = z.object({
  value: z.string(),
  text: textSchema.nullish(),
  description: textSchema.nullish(),
});

/** An option as it was picked, with what the person read. */
export interface ChosenOption {
  readonly value: string;
  readonly text: string;
  readonly description?: string;
}

/** What Slack sends as `view.state.values`: only what our fields can hold, anything else is dropped. */
const elementSchema = z.object({
  value: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_conversation: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(chosenSchema).nullish(),
});
const valuesSchema = z.record(z.string(), z.record(z.string(), elementSchema));
type Element = z.infer<typeof elementSchema>;

/** What stands in a form, by field id (block_id = action_id). */
export interface ViewState {
  /** '' = empty. */
  text(id: string): string;
  user(id: string): string | undefined;
  users(id: string): readonly string[];
  conversation(id: string): string | undefined;
  option(id: string): string | undefined;
  /** Of multi-selects and checkboxes. */
  options(id: string): readonly string[];
  /** The same with what could be read. */
  chosen(id: string): readonly ChosenOption[];
}

/** Reads the state of a view. Never throws: a foreign shape reads as empty. */
export function readViewState(values: unknown): ViewState {
  const parsed = valuesSchema.safeParse(values);
  const state = parsed.success ? parsed.data : {};
  return stateFrom((id) => state[id]?.[id]);
}

/** A state made by the bot, to fill a form in. */
export function stateOf(filled: Readonly<Record<string, Element>>): ViewState {
  return stateFrom((id) => filled[id]);
}

export const emptyState: ViewState = stateOf({});

function stateFrom(element: (id: string) => Element | undefined): ViewState {
  return {
    text: (id) => element(id)?.value ?? '',
    user: (id) => element(id)?.selected_user ?? undefined,
    users: (id) => element(id)?.selected_users ?? [],
    conversation: (id) => element(id)?.selected_conversation ?? undefined,
    option: (id) => element(id)?.selected_option?.value ?? undefined,
    options: (id) => (element(id)?.selected_options ?? []).map((option) => option.value),
    chosen: (id) =>
      (element(id)?.selected_options ?? []).map(({ value, text, description }) => ({
        value,
        text: text?.text ?? value,
        ...(description == null ? {} : { description: description.text }),
      })),
  };
}
