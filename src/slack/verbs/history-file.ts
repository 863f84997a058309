import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { toCsv } from '../../csv.ts';
import type { Operation } from '../../operations/kind.ts';
import { literal } from '../blocks/text.ts';
import type { Message } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { beforeAndAfter } from '../outcomes/before-after.ts';
import { markOf } from '../outcomes/history.ts';
import { takenBackAmong } from '../outcomes/undo-keys.ts';
import { slackErrorCode } from '../web.ts';
import { lastName, readPast } from './history-page.ts';

const mostRows = 10_000;
/** Read at once; between two chunks others get their turn. */
const chunk = 250;

const scopesSchema = z.object({ response_metadata: z.object({ scopes: z.array(z.string()) }) });

/** Sends the newest operations as a CSV file by direct message; the answer says what came of it. */
export async function sendHistoryFile(
  deps: SlackDeps,
  slackUserId: string,
  groupId: string | undefined,
): Promise<Message> {
  const { csv } = deps.words.history;
  try {
    if (!(await mayUpload(deps))) return { text: csv.noScope };
    const { operations, takenBack, total } = await readNewest(deps, groupId);
    const title =
      groupId === undefined ? csv.titleAll : csv.title((await lastName(deps, groupId)) ?? groupId);
    const note =
      operations.length < total
        ? csv.newest(literal(title), operations.length, total)
        : csv.note(literal(title), operations.length);
    const content = toCsv([
      Object.values(csv.columns),
      ...operations.map((one) => rowOf(deps, one, takenBack.has(one.id))),
    ]);
    await upload(deps, slackUserId, { title, note, content });
    return { text: csv.sent };
  } catch (error) {
    if (slackErrorCode(error) === 'missing_scope') return { text: csv.noScope };
    const { id } = deps.edge.noteFault('history: file', slackUserId, error);
    return { text: csv.notSent(id) };
  }
}

/** The scope is optional: an installation without it works but for this. */
async function mayUpload({ web }: SlackDeps): Promise<boolean> {
  const parsed = scopesSchema.safeParse(await web.auth.test());
  return !parsed.success || parsed.data.response_metadata.scopes.includes('files:write');
}

async function readNewest(
  deps: SlackDeps,
  groupId: string | undefined,
): Promise<{
  readonly operations: readonly Operation[];
  readonly takenBack: ReadonlySet<string>;
  readonly total: number;
}> {
  // By id: what is accepted meanwhile moves the pages on.
  const found = new Map<string, Operation>();
  const takenBack = new Set<string>();
  let total = 0;
  for (let offset = 0; offset < mostRows; offset += chunk) {
    const page = await readPast(deps, groupId, offset, chunk);
    total = Math.max(total, page.total);
    for (const operation of page.items) found.set(operation.id, operation);
    for (const id of await takenBackAmong(deps, page.items)) takenBack.add(id);
    if (page.items.length < chunk) break;
    await nextTurn();
  }
  return { operations: [...found.values()].slice(0, mostRows), takenBack, total };
}

/** Files go to conversations only: the message that announces the file tells which one is the person's. */
async function upload(
  { web }: SlackDeps,
  slackUserId: string,
  file: { readonly title: string; readonly note: string; readonly content: string },
): Promise<void> {
  const announced = await web.chat.postMessage({ channel: slackUserId, text: file.note });
  const { channel, ts } = announced;
  if (channel === undefined || ts === undefined) throw new Error('Slack did not say where it posted');
  try {
    await web.filesUploadV2({
      channel_id: channel,
      filename: 'history.csv',
      title: file.title,
      file: Buffer.from(file.content, 'utf8'),
    });
  } catch (error) {
    await web.chat.delete({ channel, ts }).catch(() => undefined);
    throw error;
  }
}

function rowOf(deps: SlackDeps, operation: Operation, isTakenBack: boolean): readonly string[] {
  const { outcomes } = deps.words.history;
  const { actor } = operation;
  const { before, after } = beforeAndAfter(deps.words, operation);
  return [
    new Date(operation.acceptedAt).toISOString(),
    actor.personName ?? '',
    deps.directory.knownEmailOf(actor.slackUserId) ?? '',
    actor.slackUserId,
    operation.kind,
    operation.groupName ?? '',
    operation.groupId ?? '',
    isTakenBack ? outcomes.undone : outcomes[markOf(operation)],
    before,
    after,
    operation.reason ?? '',
    operation.id,
  ];
}
