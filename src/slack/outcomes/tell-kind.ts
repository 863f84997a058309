import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { DocSpace } from '../../docspace/model.ts';
import type { Operation } from '../../operations/kind.ts';
import { context, section } from '../blocks/fields.ts';
import { noteView } from '../blocks/note-view.ts';
import { literal, mention, moment, typedBack } from '../blocks/text.ts';
import type { Message } from '../calls.ts';
import type { FormContext } from '../form-context.ts';
import type { Seal } from '../seal.ts';
import type { Words } from '../words/index.ts';
import { cancelButton, openButton } from './buttons.ts';
import { historySentence } from './history.ts';
import { massLine } from './mass-line.ts';
import { quoteId, readFault, type Telling } from './told.ts';
import { type UndoOffer, undoOffer } from './undo-offer.ts';

/** What the words of every kind stand on. */
export interface TellingDeps {
  readonly words: Words;
  readonly seal: Seal;
  readonly portalUrl: string;
  readonly docspace: DocSpace;
  /** 0 = undo is switched off. */
  readonly undoMinutes: number;
  /** Unix ms. */
  readonly now: () => number;
}

/** What is told of one operation that changed something. */
export interface Changed {
  /** The first line says the outcome and who did it; the rest are facts. */
  readonly lines: readonly string[];
  /** The group that can be opened in DocSpace; missing after a delete. */
  readonly open?: { readonly url: string; readonly name: string };
  /** Not everything was done. */
  readonly partly: boolean;
}

/** What somebody is told by direct message whom a change concerns. */
export interface NoteWords {
  /** Tells the notes of one operation apart. */
  readonly key: string;
  readonly slackUserId: string;
  readonly lines: readonly string[];
}

/** The words of one kind of operation; everything else about telling is the same for all. */
export interface KindWords {
  readonly title: string;
  /** undefined = nothing changed. */
  changed(operation: Operation): Changed | undefined;
  /** Why nothing was changed, when the run said so: a refusal, or nothing to do. undefined = it failed. */
  refused(operation: Operation): string | undefined;
  /** What did not happen: "*Marketing* was not created". */
  notDone(operation: Operation): string;
  /** What will happen once DocSpace answers: "*Marketing* will be created". */
  waitingFor(operation: Operation): string;
  /**
   * For the history, of an operation whose run ended with an outcome: in one short sentence what it did, or why it
   * was refused. Read by anybody who may look at the group. Missing or undefined = the first line that was announced.
   */
  history?(operation: Operation): string | undefined;
  /** What is told to others whom the change concerns; the reason and a button to the group are added. */
  notes?(operation: Operation): readonly NoteWords[];
  /** How far it has come, for kinds that take several requests. */
  progress?(operation: Operation, done: number, total: number): string;
  /** What had been typed, for when the form is gone; undefined = can't be read. */
  typed(operation: Operation): string | undefined;
  /** The form again with all input and the fault on top; undefined = can't be made. */
  form(operation: Operation, context: FormContext, fault: string): ModalView | undefined;
  /** The operation that this one has taken back. */
  takesBack?(operation: Operation): string | undefined;
}

/** Makes a kind's words into messages and views. */
export function tellKind(deps: TellingDeps, kind: KindWords): Telling {
  const { words, seal } = deps;
  const { change } = words;

  function announcement(operation: Operation): Message | undefined {
    return announced(operation, undoOffer(deps, operation));
  }

  function announced(operation: Operation, end: UndoOffer | { readonly note?: string } = {}) {
    const changed = kind.changed(operation);
    if (changed === undefined) return undefined;
    return messageOf(operation, [...changed.lines, ...massLine(words, operation)], changed, end);
  }

  function messageOf(
    operation: Operation,
    told: readonly string[],
    changed: Pick<Changed, 'open'>,
    end: { readonly button?: Button; readonly note?: string } = {},
  ): Message {
    const reason =
      operation.reason === undefined ? [] : [change.reasonGiven(typedBack(operation.reason, 500))];
    const lines = [...told, ...reason];
    const [first = '', ...rest] = lines;
    const blocks: KnownBlock[] = [section(first), ...(rest.length === 0 ? [] : [context(rest.join('\n'))])];
    const buttons = [
      ...(changed.open === undefined ? [] : [openButton(words, changed.open.url, changed.open.name)]),
      ...(end.button === undefined ? [] : [end.button]),
    ];
    if (buttons.length > 0) blocks.push({ type: 'actions', elements: buttons });
    if (end.note !== undefined) blocks.push(context(end.note));
    return { text: lines.join('\n'), blocks };
  }

  function whyNot(operation: Operation): string {
    const refused = kind.refused(operation);
    if (refused !== undefined) return refused;
    const fault = readFault(operation.fault);
    const what = kind.notDone(operation);
    if (fault.reason === 'cancelled') return change.cancelled(what);
    if (fault.reason === 'discarded') return closed(what, fault.note);
    const cause = words.faults.cause(fault);
    if (operation.needsAttention === true) {
      return `${change.unclear(what, cause)} ${words.attention.forActor}`;
    }
    return fault.unclear ? change.unclear(what, cause) : change.failed(what, cause);
  }

  function closed(what: string, note: string | undefined): string {
    const why = note === undefined ? [] : [words.attention.note(literal(note))];
    return [words.attention.discarded(what), ...why].join(' ');
  }

  return {
    announcement,
    withoutUndo: (operation, note) => announced(operation, note === undefined ? {} : { note }),
    takenBack(operation) {
      const operationId = kind.takesBack?.(operation);
      if (operationId === undefined) return undefined;
      const when = moment(operation.settledAt ?? deps.now());
      return { operationId, note: words.undo.takenBack(mention(operation.actor.slackUserId), when) };
    },
    notes(operation) {
      const changed = kind.changed(operation);
      if (changed === undefined) return [];
      return (kind.notes?.(operation) ?? [])
        .filter((note) => note.slackUserId !== operation.actor.slackUserId)
        .map(({ key, slackUserId, lines }) => ({
          key,
          slackUserId,
          message: messageOf(operation, lines, changed),
        }));
    },
    history: (operation) => historySentence(words, kind, operation),
    privately(operation) {
      const typed = kind.typed(operation);
      const lines = [
        whyNot(operation),
        ...(typed === undefined ? [] : [typed]),
        change.quote(quoteId(operation)),
      ];
      return { text: lines.join('\n') };
    },
    endView(operation) {
      const message = announcement(operation);
      const note = (title: string, text: string) => noteView({ title, close: change.closeDone, text });
      if (message !== undefined) {
        return note(
          kind.changed(operation)?.partly === true ? change.partlyTitle : change.resultTitle,
          message.text,
        );
      }
      const id = change.quote(quoteId(operation));
      const fault = `${whyNot(operation)} ${change.inputKept}   ${id}`;
      const form = kind.form(operation, formContextOf(seal, operation), fault);
      return form ?? note(kind.title, `${whyNot(operation)}   ${id}`);
    },
    progressView(operation, done, total) {
      const text = kind.progress?.(operation, done, total);
      return text === undefined ? undefined : noteView({ title: kind.title, close: change.closeDone, text });
    },
    waiting(operation, fault, until) {
      const cause = words.faults.cause(fault);
      const sentence = words.faults.waiting(cause, kind.waitingFor(operation), moment(until, 'date'));
      const blocks = [
        section(sentence),
        { type: 'actions' as const, elements: [cancelButton(words, operation.id)] },
      ];
      const view = noteView({ title: kind.title, close: change.closeDone, text: sentence });
      return { message: { text: sentence, blocks }, view: { ...view, blocks } };
    },
  };
}

function formContextOf(seal: Seal, operation: Operation): FormContext {
  const { channelId, answer, chosen } = operation.destination;
  const { slackUserId } = operation.actor;
  // The form asks for the channel again, with the one that was picked.
  if (chosen) return { slackUserId, ...(channelId === undefined ? {} : { postTo: channelId }) };
  const responseUrl = answer === undefined ? undefined : seal.open(answer);
  return {
    slackUserId,
    ...(channelId === undefined ? {} : { channelId }),
    ...(responseUrl === undefined ? {} : { responseUrl }),
  };
}
