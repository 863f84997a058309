import { z } from 'zod';
import type { Act } from './acts.ts';

/** What the smoke test reads of a snapshot; the page reads more. */
const snapshotSchema = z.object({
  messages: z.array(
    z.object({ channel: z.string(), ts: z.string(), text: z.string(), isEphemeral: z.boolean() }),
  ),
  modal: z
    .object({
      id: z.string(),
      title: z.string(),
      submit: z.string().optional(),
      blocks: z.array(
        z.object({
          block_id: z.string().default(''),
          label: z.object({ text: z.string() }).optional(),
          element: z.object({ action_id: z.string().default('') }).optional(),
        }),
      ),
      errors: z.record(z.string(), z.string()),
    })
    .optional(),
  home: z.object({ blocks: z.array(z.object({ block_id: z.string().default('') })) }).optional(),
  groups: z.array(
    z.object({
      name: z.string(),
      head: z.string().optional(),
      members: z.array(z.object({ name: z.string() })),
    }),
  ),
  breaches: z.array(z.string()),
});
export type SeenSnapshot = z.infer<typeof snapshotSchema>;

const answerSchema = z.object({
  error: z.string().optional(),
  failure: z.string().optional(),
  submitted: z.string().optional(),
});
type SeenAnswer = z.infer<typeof answerSchema>;

/** The page's own interface, used as its script uses it. */
export interface PageClient {
  /** What the person sees now. */
  now(): SeenSnapshot;
  /** Waits, as long as `withinMs`, until the snapshot shows something; throws with what was awaited. */
  until<T>(what: string, look: (snapshot: SeenSnapshot) => T | undefined, withinMs?: number): Promise<T>;
  /** Throws when the page refuses it, or the bot did not take it. */
  act(act: Act): Promise<SeenAnswer>;
  close(): void;
}

/** Opens the page's stream for one person; resolves with the first snapshot. */
export async function openPageClient(url: string, personId: string): Promise<PageClient> {
  const ending = new AbortController();
  const response = await fetch(`${url}/api/events?person=${personId}`, { signal: ending.signal });
  if (response.status !== 200 || response.body === null)
    throw new Error(`the page answers ${response.status}`);
  let latest: SeenSnapshot | undefined;
  let wake = () => {};
  void follow(response.body, (snapshot) => {
    latest = snapshot;
    wake();
  });

  const client: PageClient = {
    now: () => {
      if (latest === undefined) throw new Error('the page has sent nothing yet');
      return latest;
    },
    until: async (what, look, withinMs = 10_000) => {
      const deadline = Date.now() + withinMs;
      for (;;) {
        const found = latest === undefined ? undefined : look(latest);
        if (found !== undefined) return found;
        const left = deadline - Date.now();
        if (left <= 0) throw new Error(`waited ${withinMs / 1000} s for ${what}`);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
    act: async (act) => {
      const sent = await fetch(`${url}/api/acts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url },
        body: JSON.stringify(act),
      });
      const answer = answerSchema.parse(await sent.json());
      const fault = answer.error ?? answer.failure;
      if (fault !== undefined) throw new Error(`${act.do}: ${fault}`);
      return answer;
    },
    close: () => ending.abort(),
  };
  await client.until('the first snapshot', (snapshot) => snapshot);
  return client;
}

/** Reads server-sent events until the stream ends. */
async function follow(
  body: ReadableStream<Uint8Array>,
  tell: (snapshot: SeenSnapshot) => void,
): Promise<void> {
  let text = '';
  try {
    for await (const part of body.pipeThrough(new TextDecoderStream())) {
      const events = (text + part).split('\n\n');
      text = events.pop() ?? '';
      for (const event of events.filter((one) => one.startsWith('data: '))) {
        tell(snapshotSchema.parse(JSON.parse(event.slice('data: '.length))));
      }
    }
  } catch (error) {
    // The stream was closed from either side; whoever still waits runs into the time limit.
    if (error instanceof z.ZodError) throw error;
  }
}
