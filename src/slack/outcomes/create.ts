import type { KnownBlock } from '@slack/types';
import { type CreateOutcome, createInputSchema, createOutcomeSchema } from '../../groups/create/shape.ts';
import { groupLink } from '../../groups/group-ref.ts';
import type { Operation } from '../../operations/kind.ts';
import { context, section } from '../blocks/fields.ts';
import { noteView } from '../blocks/note-view.ts';
import { bold, linesWithin, literal, mention, moment, person } from '../blocks/text.ts';
import type { Message } from '../calls.ts';
import { packContext } from '../form-context.ts';
import type { Seal } from '../seal.ts';
import { buildCreateForm, valuesOf } from '../verbs/create-form.ts';
import type { Words } from '../words/index.ts';
import { cancelButton, openButton } from './buttons.ts';
import { quoteId, readFault, type Telling } from './told.ts';

type Made = Extract<CreateOutcome, { status: 'done' | 'partly' }>;

export function tellCreate(words: Words, seal: Seal, portalUrl: string): Telling {
  const text = words.create;

  function announcement(operation: Operation): Message | undefined {
    const outcome = outcomeOf(operation);
    if (outcome === undefined || outcome.status === 'refused') return undefined;
    const lines = linesOf(outcome, operation);
    return { text: lines.join('\n'), blocks: blocksOf(outcome, lines) };
  }

  function linesOf(outcome: Made, operation: Operation): readonly string[] {
    const name = bold(outcome.group.name);
    const actor = mention(operation.actor.slackUserId);
    const input = createInputSchema.safeParse(operation.input);
    const wantedHead = input.success && input.data.head !== undefined;
    const head = outcome.head === undefined ? text.noHead : text.head(person(outcome.head));
    return [
      outcome.status === 'done' ? text.done(name, actor) : text.partly(name, actor),
      `${head} · ${text.members(outcome.membersCount)}`,
      ...(wantedHead && outcome.head === undefined ? [text.headNotSet] : []),
      ...(outcome.skipped.length === 0 ? [] : [text.notAdded(skippedList(outcome))]),
      ...(operation.reason === undefined ? [] : [text.reason(literal(operation.reason))]),
    ];
  }

  function skippedList(outcome: Made): string {
    const all = outcome.skipped.map((one) =>
      words.people.skipped(person({ ...one, name: one.label }), one.reason),
    );
    return linesWithin(
      all.length === 1 ? all : all.map((line) => `• ${line}`),
      text.morePeople,
      2_000,
    ).replace(/^•/, '\n•');
  }

  function blocksOf(outcome: Made, lines: readonly string[]): KnownBlock[] {
    const [first = '', ...rest] = lines;
    return [
      section(first),
      context(rest.join('\n')),
      {
        type: 'actions',
        elements: [openButton(words, groupLink(portalUrl, outcome.group.id), outcome.group.name)],
      },
    ];
  }

  /** The sentence for everything that did not lead to a group. */
  function whyNot(operation: Operation): string {
    const name = bold(operation.groupName ?? '');
    const outcome = outcomeOf(operation);
    if (outcome?.status === 'refused') {
      const { refusal } = outcome;
      switch (refusal.kind) {
        case 'actor':
          return `${words.people.asActor(refusal.refusal)}\n${text.nothing(name)}`;
        case 'right':
          return `${words.people.lacksRight(text.right, undefined, [])}\n${text.nothing(name)}`;
        case 'name-taken':
          return text.refusedTaken(bold(refusal.name));
        case 'head':
          return text.refusedHead(literal(words.people.asMember(refusal.who.label, refusal.who.reason)));
      }
    }
    const fault = readFault(operation.fault);
    if (fault.reason === 'cancelled') return text.cancelled(name);
    const cause = words.faults.cause(fault);
    return fault.unclear ? text.failedUnclear(name, cause) : text.failed(name, cause);
  }

  return {
    announcement,
    privately(operation) {
      const lines = [whyNot(operation), ...typedLines(operation), text.quote(quoteId(operation))];
      return { text: lines.join('\n') };
    },
    endView(operation) {
      const message = announcement(operation);
      if (message !== undefined) {
        const title = outcomeOf(operation)?.status === 'partly' ? text.partlyTitle : text.resultTitle;
        return noteView({ title, close: text.closeDone, text: message.text });
      }
      const input = createInputSchema.safeParse(operation.input);
      const fault = `${whyNot(operation)} ${text.inputKept}   (id ${quoteId(operation)})`;
      if (!input.success) return noteView({ title: text.title, close: text.closeDone, text: fault });
      const privateMetadata = packContext(seal, formContextOf(operation));
      return buildCreateForm(words, valuesOf(input.data, operation.reason ?? ''), { privateMetadata, fault });
    },
    waiting(operation, fault, until) {
      const name = bold(operation.groupName ?? '');
      const sentence = words.faults.waiting(
        words.faults.cause(fault),
        text.waitingFor(name),
        moment(until, 'date'),
      );
      const blocks = [
        section(sentence),
        { type: 'actions' as const, elements: [cancelButton(words, operation.id)] },
      ];
      const view = noteView({ title: text.title, close: text.closeDone, text: sentence });
      return { message: { text: sentence, blocks }, view: { ...view, blocks } };
    },
  };

  /** What had been typed, so that it can be typed again when the form is gone. */
  function typedLines(operation: Operation): readonly string[] {
    const input = createInputSchema.safeParse(operation.input);
    if (!input.success) return [];
    const who = (one: (typeof input.data.members)[number]) =>
      one.by === 'slack' ? mention(one.id) : literal(one.email);
    const { head, members, name } = input.data;
    return [
      text.typed(
        bold(name),
        head === undefined ? undefined : who(head),
        members.length === 0
          ? undefined
          : linesWithin(members.map(who), text.morePeople, 2_000).replaceAll('\n', ', '),
      ),
    ];
  }

  function formContextOf(operation: Operation) {
    const { channelId, answer } = operation.destination;
    const responseUrl = answer === undefined ? undefined : seal.open(answer);
    return {
      slackUserId: operation.actor.slackUserId,
      ...(channelId === undefined ? {} : { channelId }),
      ...(responseUrl === undefined ? {} : { responseUrl }),
    };
  }
}

function outcomeOf(operation: Operation): CreateOutcome | undefined {
  const parsed = createOutcomeSchema.safeParse(operation.outcome);
  return parsed.success ? parsed.data : undefined;
}
