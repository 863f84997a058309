import { z } from 'zod';
import { type Snapshot, snapshotSchema } from '../groups/existing.ts';
import { limits } from './blocks/limits.ts';
import type { CommandCall } from './calls.ts';
import type { Seal } from './seal.ts';

/** What was typed behind the group, kept while the group is still being picked. */
const typedSchema = z.object({
  text: z.string(),
  slackUserIds: z.array(z.string()),
  emails: z.array(z.string()),
});
export type Typed = z.infer<typeof typedSchema>;

/** What a modal must remember between opening and submit. Travels sealed in `private_metadata`. */
const contextSchema = z.object({
  v: z.literal(1),
  /** For whom the modal was opened. */
  u: z.string(),
  /** The channel in which it was asked for. */
  c: z.string().exactOptional(),
  /** The `response_url` of that command: the way into a channel where the bot is no member. */
  r: z.string().exactOptional(),
  /** The group as the form shows it. */
  g: snapshotSchema.exactOptional(),
  t: typedSchema.exactOptional(),
  /** The operation that is to be taken back. */
  o: z.string().exactOptional(),
});

export interface FormContext {
  readonly slackUserId: string;
  readonly channelId?: string;
  readonly responseUrl?: string;
  readonly group?: Snapshot;
  readonly typed?: Typed;
  /** The id of the operation that is to be taken back. */
  readonly undoes?: string;
  /** The channel that was picked in the form before; not sealed, as the field has it. */
  readonly postTo?: string;
}

/** What a form that is opened by this call remembers. */
export function contextOf({ slackUserId, channelId, responseUrl }: CommandCall): FormContext {
  return {
    slackUserId,
    ...(channelId === undefined ? {} : { channelId }),
    ...(responseUrl === undefined ? {} : { responseUrl }),
  };
}

/**
 * Sealed: a submit can't name another channel, group state or answer address than the form was opened with.
 * What was typed is left out when it would not fit: the person types it again.
 */
export function packContext(seal: Seal, context: FormContext): string {
  const { slackUserId, channelId, responseUrl, group, typed, undoes } = context;
  const base = {
    v: 1,
    u: slackUserId,
    ...(channelId === undefined ? {} : { c: channelId }),
    ...(responseUrl === undefined ? {} : { r: responseUrl }),
    ...(group === undefined ? {} : { g: group }),
    ...(undoes === undefined ? {} : { o: undoes }),
  } satisfies z.infer<typeof contextSchema>;
  if (typed === undefined) return seal.close(JSON.stringify(base));
  const full = seal.close(JSON.stringify({ ...base, t: typed }));
  return full.length <= limits.privateMetadata ? full : seal.close(JSON.stringify(base));
}

/** undefined = not ours, of another version, or opened for somebody else. */
export function unpackContext(seal: Seal, packed: string, slackUserId: string): FormContext | undefined {
  const text = seal.open(packed);
  if (text === undefined) return undefined;
  const parsed = contextSchema.safeParse(parseJson(text));
  if (!parsed.success || parsed.data.u !== slackUserId) return undefined;
  const { u, c, r, g, t, o } = parsed.data;
  return {
    slackUserId: u,
    ...(c === undefined ? {} : { channelId: c }),
    ...(r === undefined ? {} : { responseUrl: r }),
    ...(g === undefined ? {} : { group: g }),
    ...(t === undefined ? {} : { typed: t }),
    ...(o === undefined ? {} : { undoes: o }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
