import { z } from 'zod';
import type { Seal } from './seal.ts';

/** What a modal must remember between opening and submit. Travels sealed in `private_metadata`. */
const contextSchema = z.object({
  v: z.literal(1),
  /** For whom the modal was opened. */
  u: z.string(),
  /** The channel in which it was asked for. */
  c: z.string().exactOptional(),
  /** The `response_url` of that command: the way into a channel where the bot is no member. */
  r: z.string().exactOptional(),
});

export interface FormContext {
  readonly slackUserId: string;
  readonly channelId?: string;
  readonly responseUrl?: string;
}

/** Sealed: a submit can't name another channel or another answer address than the one it was opened with. */
export function packContext(seal: Seal, context: FormContext): string {
  return seal.close(
    JSON.stringify({
      v: 1,
      u: context.slackUserId,
      ...(context.channelId === undefined ? {} : { c: context.channelId }),
      ...(context.responseUrl === undefined ? {} : { r: context.responseUrl }),
    } satisfies z.infer<typeof contextSchema>),
  );
}

/** undefined = not ours, of another version, or opened for somebody else. */
export function unpackContext(seal: Seal, packed: string, slackUserId: string): FormContext | undefined {
  const text = seal.open(packed);
  if (text === undefined) return undefined;
  const parsed = contextSchema.safeParse(parseJson(text));
  if (!parsed.success || parsed.data.u !== slackUserId) return undefined;
  const { u, c, r } = parsed.data;
  return {
    slackUserId: u,
    ...(c === undefined ? {} : { channelId: c }),
    ...(r === undefined ? {} : { responseUrl: r }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
