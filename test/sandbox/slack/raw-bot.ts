import { WebSocket } from 'ws';
import { z } from 'zod';
import type { SlackOptions, SlackStandIn } from '../../../sandbox/slack/contract.ts';
import { startSlack } from '../../../sandbox/slack/slack.ts';
import { smallWorld } from '../../../sandbox/world.ts';

const envelope = z.object({
  envelope_id: z.string(),
  type: z.string(),
  payload: z.record(z.string(), z.unknown()),
});
type Envelope = z.infer<typeof envelope>;

/** A bot without Bolt, so that it can do what Bolt never would. */
export interface RawBot {
  readonly slack: SlackStandIn;
  /** Envelopes as they came. */
  readonly envelopes: readonly Envelope[];
  /** How the next envelopes are acknowledged: one frame for each entry. `undefined`: empty. Default: one empty frame. */
  answerWith(...payloads: readonly unknown[]): void;
  /** Leaves the next envelopes without an answer. */
  stayQuiet(): void;
  sendFrame(frame: unknown): void;
  call(
    method: string,
    args?: Readonly<Record<string, unknown>>,
    token?: string,
  ): Promise<Readonly<Record<string, unknown>>>;
  stop(): Promise<void>;
}

/** Starts a stand-in and connects to it by hand. */
export async function rawBot(more: Partial<SlackOptions> = {}): Promise<RawBot> {
  const slack = await startSlack({ world: smallWorld, transport: 'socket', ...more });
  const envelopes: Envelope[] = [];
  let answers: readonly unknown[] = [undefined];
  const call: RawBot['call'] = (method, args = {}, token = slack.botToken) =>
    callApi(slack, method, args, token);
  const { url } = z
    .object({ url: z.string() })
    .parse(await call('apps.connections.open', {}, slack.appToken));
  const socket = new WebSocket(url);
  const sendFrame = (frame: unknown) => socket.send(JSON.stringify(frame));
  socket.on('message', (data) => {
    const parsed = envelope.safeParse(JSON.parse(String(data)));
    if (!parsed.success) return;
    envelopes.push(parsed.data);
    for (const payload of answers) sendFrame({ envelope_id: parsed.data.envelope_id, payload });
  });
  await slack.waitFor(() => slack.connected(), 'the socket');
  return {
    slack,
    envelopes,
    answerWith: (...payloads) => {
      answers = payloads;
    },
    stayQuiet: () => {
      answers = [];
    },
    sendFrame,
    call,
    stop: async () => {
      socket.terminate();
      await slack.stop();
    },
  };
}

/** One call of the Web API, by form as the official client sends it. */
export async function callApi(
  slack: SlackStandIn,
  method: string,
  args: Readonly<Record<string, unknown>>,
  token: string,
): Promise<Readonly<Record<string, unknown>>> {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(args)) {
    form.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(slack.apiUrl + method, { method: 'POST', headers, body: form });
  return z.record(z.string(), z.unknown()).parse(await response.json());
}
