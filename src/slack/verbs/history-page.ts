import type { Button } from '@slack/types';
import { z } from 'zod';
import { effectOf } from '../../groups/effect.ts';
import type { PastOperationPage } from '../../groups/history.ts';
import type { Operation } from '../../operations/kind.ts';
import { context, plain, section } from '../blocks/fields.ts';
import { clip } from '../blocks/limits.ts';
import { type PageAt, pageAt, pageButtons } from '../blocks/pages.ts';
import { paragraphs } from '../blocks/paragraphs.ts';
import { bold, literal, mention, moment } from '../blocks/text.ts';
import { readButtonValue } from '../button-value.ts';
import type { Message } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import { actions } from '../ids.ts';
import { markOf } from '../outcomes/history.ts';
import { takenBackAmong } from '../outcomes/undo-keys.ts';
import type { Words } from '../words/index.ts';

const pageSize = 10;

const pageSchema = z.object({
  /** The group; missing = all groups. */
  g: z.string().exactOptional(),
  f: z.number().int().min(0).max(10_000_000),
});

/** Whose history, and from where. */
export function readHistoryValue(
  value: string,
): { readonly groupId?: string; readonly from: number } | undefined {
  const read = readButtonValue(pageSchema, value);
  if (read === undefined) return undefined;
  return read.g === undefined ? { from: read.f } : { groupId: read.g, from: read.f };
}

function historyValue(groupId: string | undefined, from: number): string {
  const value: z.infer<typeof pageSchema> = groupId === undefined ? { f: from } : { g: groupId, f: from };
  return JSON.stringify(value);
}

/** One group's history is asked for, or (without one) that of all. */
export interface HistoryOf {
  readonly groupId?: string;
  /** As DocSpace has it; missing = it is not there any more. */
  readonly name?: string;
  /** The reader may export. */
  readonly mayExport: boolean;
}

/** A page of what was done, newest first. */
export async function historyPage(deps: SlackDeps, of: HistoryOf, from: number): Promise<Message> {
  const { words } = deps;
  const page = await pageAt(from, pageSize, (offset) => readPast(deps, of.groupId, offset, pageSize));
  const name = bold(of.name ?? (await lastName(deps, of.groupId)) ?? '');
  const isGone = of.groupId !== undefined && of.name === undefined;
  if (page.items.length === 0) {
    if (of.groupId === undefined) return { text: words.history.noneAtAll };
    return { text: isGone ? words.show.gone : words.history.none(name) };
  }
  const title = of.groupId === undefined ? words.history.titleAll : words.history.title(name);
  const head = `${title} · ${words.history.page(page.from + 1, page.from + page.items.length, page.total)}`;
  const takenBack = await takenBackAmong(deps, page.items);
  const lines = page.items.map((operation) => lineOf(deps, operation, takenBack.has(operation.id)));
  const buttons = buttonsOf(words, of, page);
  return {
    text: head,
    blocks: [
      section(head),
      ...(isGone ? [context(words.history.gone)] : []),
      ...paragraphs(lines),
      ...(buttons.length === 0 ? [] : [{ type: 'actions' as const, elements: buttons }]),
    ],
  };
}

/** A part of one group's history, or of all. */
export function readPast(
  { past }: Pick<SlackDeps, 'past'>,
  groupId: string | undefined,
  offset: number,
  limit: number,
): Promise<PastOperationPage> {
  return groupId === undefined ? past.recent({ offset, limit }) : past.byGroup(groupId, { offset, limit });
}

/** How a group that is gone was called last, as far as the ledger knows. */
export async function lastName(
  deps: Pick<SlackDeps, 'past'>,
  groupId: string | undefined,
): Promise<string | undefined> {
  if (groupId === undefined) return undefined;
  const [last] = (await deps.past.byGroup(groupId, { offset: 0, limit: 1 })).items;
  if (last === undefined) return undefined;
  const effect = effectOf(last.outcome);
  return effect?.kind === 'renamed' ? effect.to : last.groupName;
}

function lineOf(deps: SlackDeps, operation: Operation, isTakenBack: boolean): string {
  const { history } = deps.words;
  const what =
    deps.tellings.get(operation.kind)?.history(operation) ??
    history.asked(operation.kind, bold(operation.groupName ?? ''));
  const line = history.line(
    history.icons[markOf(operation)],
    moment(operation.acceptedAt, 'date'),
    mention(operation.actor.slackUserId),
    isTakenBack ? history.undone(what) : what,
  );
  return operation.reason === undefined
    ? line
    : `${line}\n${history.reason(literal(clip(operation.reason, 300)))}`;
}

function buttonsOf(words: Words, of: HistoryOf, page: PageAt<Operation>): Button[] {
  const csv: Button = {
    type: 'button',
    action_id: actions.historyCsv,
    text: plain(words.history.csv.button),
    accessibility_label: plain(words.history.csv.accessible).text,
    value: historyValue(of.groupId, 0),
  };
  return [
    ...pageButtons(words, actions.historyPage, pageSize, page, (from) => historyValue(of.groupId, from)),
    ...(of.mayExport ? [csv] : []),
  ];
}
