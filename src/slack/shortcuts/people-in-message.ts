import { z } from 'zod';

const slackbot = 'USLACKBOT';
const mentionInText = /<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g;
/** Blocks nest a few levels; whatever is deeper was made to be. */
const deepest = 12;

const messageSchema = z.object({
  user: z.string().nullish(),
  text: z.string().nullish(),
  blocks: z.array(z.unknown()).nullish(),
});

/**
 * The author of a message and everybody mentioned in its text and blocks, each once, in the order in which they
 * appear. Whether one of them is a bot is not seen here. Never throws: a foreign shape names nobody.
 */
export function peopleInMessage(message: unknown): readonly string[] {
  const parsed = messageSchema.safeParse(message);
  if (!parsed.success) return [];
  const { user, text, blocks } = parsed.data;
  const ids = [
    ...(typeof user === 'string' && /^[UW][A-Z0-9]+$/.test(user) ? [user] : []),
    ...mentionsIn(text ?? ''),
    ...inBlocks(blocks ?? [], 0),
  ];
  return [...new Set(ids)].filter((id) => id !== slackbot);
}

function mentionsIn(text: string): readonly string[] {
  return [...text.matchAll(mentionInText)].map(([, id = '']) => id);
}

const elementSchema = z.record(z.string(), z.unknown());

/** Mentions stand in rich text as elements of their own, in other blocks inside texts that are mrkdwn. */
function inBlocks(value: unknown, depth: number): readonly string[] {
  if (depth > deepest) return [];
  if (Array.isArray(value)) return value.flatMap((one) => inBlocks(one, depth + 1));
  const parsed = elementSchema.safeParse(value);
  if (!parsed.success) return [];
  const { type, user_id: userId, text } = parsed.data;
  if (type === 'user' && typeof userId === 'string') return /^[UW][A-Z0-9]+$/.test(userId) ? [userId] : [];
  if (type === 'mrkdwn' && typeof text === 'string') return mentionsIn(text);
  return Object.values(parsed.data).flatMap((one) => inBlocks(one, depth + 1));
}
