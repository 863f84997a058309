import { z } from 'zod';
import { type Block, block } from './blocks.ts';
import { listOf } from './composition.ts';
import { codePoints, limits } from './limits.ts';
import { brokenRules } from './rules.ts';
import { type Checked, inSlackWords } from './verdict.ts';

const messageBlocks = listOf(block, limits.blocksInMessage, 0);

const attachment = z.strictObject({
  blocks: messageBlocks.optional(),
  fallback: z.string().optional(),
  color: z.string().optional(),
  pretext: z.string().optional(),
  author_name: z.string().optional(),
  author_link: z.string().optional(),
  author_icon: z.string().optional(),
  title: z.string().optional(),
  title_link: z.string().optional(),
  text: z.string().optional(),
  fields: z
    .array(z.strictObject({ title: z.string(), value: z.string(), short: z.boolean().optional() }))
    .optional(),
  footer: z.string().optional(),
  footer_icon: z.string().optional(),
  image_url: z.string().optional(),
  thumb_url: z.string().optional(),
  ts: z.union([z.string(), z.number()]).optional(),
  mrkdwn_in: z.array(z.enum(['pretext', 'text', 'fields'])).optional(),
});

/** `metadata` of a message. Everybody in the channel and every app can read it. */
const metadata = z.strictObject({
  event_type: z.string().min(1).max(limits.identifier),
  event_payload: z.record(z.string(), z.unknown()),
  entities: z.array(z.unknown()).optional(),
});

/** What can be seen of a message, checked. */
export interface MessageContent {
  readonly text: string | undefined;
  readonly blocks: readonly Block[] | undefined;
  readonly attachments: readonly z.infer<typeof attachment>[] | undefined;
  readonly metadata: z.infer<typeof metadata> | undefined;
}

const given = z.object({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  metadata: z.unknown().optional(),
});

/** Text, blocks, attachments and metadata of a message from the wire, or Slack's refusal. */
export function checkMessage(args: Readonly<Record<string, unknown>>): Checked<MessageContent> {
  const outer = given.safeParse(args);
  if (!outer.success) return { error: 'invalid_arguments', messages: inSlackWords(outer.error, '') };
  const { text } = outer.data;
  if (text !== undefined && codePoints(text) > limits.messageText)
    return { error: 'msg_too_long', messages: [] };
  const blocks = part(messageBlocks, outer.data.blocks, 'blocks');
  if ('error' in blocks) return blocks;
  const attachments = part(listOf(attachment, limits.attachments, 0), outer.data.attachments, 'attachments');
  if ('error' in attachments) return attachments;
  const meta = metadata.optional().safeParse(outer.data.metadata);
  if (!meta.success)
    return { error: 'invalid_metadata_format', messages: inSlackWords(meta.error, '/metadata') };
  const all = [...(blocks.value ?? []), ...(attachments.value ?? []).flatMap((one) => one.blocks ?? [])];
  const messages = [...brokenRules(all, 'message'), ...markdownFaults(all)].map(
    (fault) => `[ERROR] ${fault.message} [json-pointer:${fault.pointer}]`,
  );
  if (messages.length > 0) return { error: 'invalid_blocks', messages };
  return { value: { text, blocks: blocks.value, attachments: attachments.value, metadata: meta.data } };
}

function part<T extends z.ZodType>(schema: T, value: unknown, name: string): Checked<z.infer<T> | undefined> {
  if (value === undefined || value === null) return { value: undefined };
  if (!Array.isArray(value)) return { error: `invalid_${name}_format`, messages: [] };
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  return { error: `invalid_${name}`, messages: inSlackWords(parsed.error, `/${name}`) };
}

function markdownFaults(blocks: readonly Block[]) {
  const total = blocks.reduce((sum, one) => sum + (one.type === 'markdown' ? codePoints(one.text) : 0), 0);
  if (total <= limits.markdownTotal) return [];
  return [
    { message: `markdown must be less than ${limits.markdownTotal + 1} characters`, pointer: '/blocks' },
  ];
}
