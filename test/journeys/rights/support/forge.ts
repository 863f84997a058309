import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { ApiCall, Person } from '../../../../sandbox/slack/contract.ts';
import { english } from '../../../../src/slack/words/index.ts';
import type { Stage } from '../../support/stage.ts';

type Json = Readonly<Record<string, unknown>>;

/** What came back for a delivery, as one text, and the last view it was shown in. */
export interface Told {
  /** The body of the acknowledgement, and everything that was told, as JSON. */
  readonly all: string;
  readonly ack: string;
  readonly view?: Json;
}

/** Where the answer to a delivery will be seen. */
export interface Expects {
  /** The modal that was open; without it: one that the trigger opens, or a private message. */
  readonly viewId?: string;
  /** The answer is the acknowledgement. */
  readonly ackOnly?: true;
  /** The answer is the page with the bot. */
  readonly home?: true;
  /** A modal is opened: it takes a trigger that is good. */
  readonly opens?: boolean;
}

/** Delivers to the bot what Slack could deliver: signed, and with answer addresses of its own. */
export interface Forge {
  command(person: Person, text: string, expects?: Expects): Promise<Told>;
  interact(person: Person, payload: Json, expects?: Expects): Promise<Told>;
  close(): Promise<void>;
}

const waitMs = 10_000;
const loading: readonly string[] = [english.change.loading, english.create.loading, english.start.reading];

/** HTTP mode only. */
export async function openForge(stage: Stage): Promise<Forge> {
  const { slack } = stage;
  const answers = new Map<string, string[]>();
  let wake: (() => void)[] = [];
  const changed = () => {
    const waiting = wake;
    wake = [];
    for (const one of waiting) one();
  };
  const stopListening = slack.onChange(changed);
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8');
    });
    request.on('end', () => {
      const id = (request.url ?? '').slice(1);
      answers.set(id, [...(answers.get(id) ?? []), body]);
      response.writeHead(200).end('ok');
      changed();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const answerUrl = (id: string) => `http://127.0.0.1:${address.port}/${id}`;

  async function until<T>(look: () => T | undefined, what: () => string): Promise<T> {
    const deadline = Date.now() + waitMs;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (Date.now() > deadline) throw new Error(`never came: ${what()}\n${stage.bot.output().slice(-1500)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 200);
        wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  // Each call is filed once: with thousands of them, looking through all would be most of the work.
  const opened = new Map<unknown, ApiCall>();
  const updated = new Map<unknown, ApiCall[]>();
  const published = new Map<unknown, ApiCall[]>();
  let filed = 0;

  function file(): void {
    for (; filed < slack.calls.length; filed += 1) {
      const call = slack.calls[filed];
      if (call?.method === 'views.open') opened.set(call.args.trigger_id, call);
      if (call?.method === 'views.update') push(updated, call.args.view_id, call);
      if (call?.method === 'views.publish') push(published, call.args.user_id, call);
    }
  }

  /** The view that has taken the place of the loading one; a form that asks nobody is there at once. */
  function viewFor(viewId: string | undefined, triggerId: string, from: number): Json | undefined {
    const open = opened.get(triggerId);
    const id = viewId ?? viewIdIn(open?.answer);
    const shown = id === undefined ? undefined : updated.get(id)?.slice(from).findLast(isAnswered);
    if (shown !== undefined && !isLoading(shown.args.view)) return asJson(shown.args.view);
    const isForm = open?.answer !== undefined && asJson(open.args.view).submit !== undefined;
    return isForm ? asJson(open.args.view) : undefined;
  }

  async function send(body: string, type: string): Promise<string> {
    const stamp = Math.floor(Date.now() / 1000);
    const answer = await slack.postRaw({
      body,
      timestamp: stamp,
      signature: slack.sign(body, stamp),
      contentType: type,
    });
    if (answer.status !== 200) throw new Error(`the bot answered ${answer.status}: ${answer.body}`);
    return answer.body;
  }

  async function tell(
    person: Person,
    id: string,
    triggerId: string,
    post: () => Promise<string>,
    expects: Expects,
  ): Promise<Told> {
    file();
    const updates = updated.get(expects.viewId)?.length ?? 0;
    const pages = published.get(person.id)?.length ?? 0;
    const ack = await post();
    if (expects.ackOnly) return { ack, all: ack };
    const shown = await until(
      () => {
        file();
        if (expects.home) {
          const page = published.get(person.id)?.slice(pages).find(isAnswered);
          return page === undefined ? undefined : { view: asJson(page.args.view) };
        }
        if (answers.has(id)) return {};
        const view = viewFor(expects.viewId, triggerId, updates);
        return view === undefined ? undefined : { view };
      },
      () => `an answer for ${person.id} (${id})`,
    );
    const all = JSON.stringify([ack, answers.get(id) ?? [], 'view' in shown ? shown.view : '']);
    return { ack, all, ...('view' in shown ? { view: shown.view } : {}) };
  }

  /** A trigger that is good: of a shortcut that the bot does not have. */
  async function trigger(person: Person): Promise<string> {
    return (await person.shortcut('none')).triggerId ?? '';
  }

  return {
    async command(person, text, expects = {}) {
      const id = randomUUID();
      const triggerId = expects.opens ? await trigger(person) : id;
      const fields = {
        team_id: slack.world.teamId,
        channel_id: 'C0MARKET',
        user_id: person.id,
        command: slack.command,
        text,
        is_enterprise_install: 'false',
        response_url: answerUrl(id),
        trigger_id: triggerId,
      };
      return tell(person, id, triggerId, () => send(new URLSearchParams(fields).toString(), form), expects);
    },
    async interact(person, payload, expects = {}) {
      const id = randomUUID();
      const triggerId = expects.opens ? await trigger(person) : id;
      const whole = {
        team: { id: slack.world.teamId },
        user: { id: person.id, team_id: slack.world.teamId },
        enterprise: null,
        is_enterprise_install: false,
        trigger_id: triggerId,
        ...(expects.viewId === undefined && !expects.ackOnly ? { response_url: answerUrl(id) } : {}),
        ...payload,
      };
      const body = new URLSearchParams({ payload: JSON.stringify(whole) }).toString();
      return tell(person, id, triggerId, () => send(body, form), expects);
    },
    async close() {
      stopListening();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const form = 'application/x-www-form-urlencoded';

function viewIdIn(answer: Json | undefined): string | undefined {
  const view = answer?.view;
  return typeof view === 'object' && view !== null && 'id' in view && typeof view.id === 'string'
    ? view.id
    : undefined;
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function push(index: Map<unknown, ApiCall[]>, key: unknown, call: ApiCall): void {
  const calls = index.get(key) ?? [];
  calls.push(call);
  index.set(key, calls);
}

function isAnswered(call: ApiCall): boolean {
  return call.answer !== undefined;
}

function isLoading(view: unknown): boolean {
  const text = JSON.stringify(view);
  return loading.some((one) => text.includes(one));
}
