import type { KnownBlock, ModalView } from '@slack/types';
import type { DocSpace } from '../../docspace/model.ts';
import type { Operation } from '../../operations/kind.ts';
import { context, section } from '../blocks/fields.ts';
import { noteView } from '../blocks/note-view.ts';
import { literal, moment } from '../blocks/text.ts';
import type { Message } from '../calls.ts';
import type { FormContext } from '../form-context.ts';
import type { Seal } from '../seal.ts';
import type { Words } from '../words/index.ts';
import { cancelButton, openButton } from './buttons.ts';
import { quoteId, readFault, type Telling } from './told.ts';

/** What the words of every kind stand on. */
export interface TellingDeps {
  readonly words: Words;
  readonly seal: Seal;
  readonly portalUrl: string;
  readonly docspace: DocSpace;
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
  /** What had been typed, for when the form is gone; undefined = can't be read. */
  typed(operation: Operation): string | undefined;
  /** The form again with all input and the fault on top; undefined = can't be made. */
  form(operation: Operation, context: FormContext, fault: string): ModalView | undefined;
}

/** Makes a kind's words into messages and views. */
export function tellKind(words: Words, seal: Seal, kind: KindWords): Telling {
  const { change } = words;

  function announcement(operation: Operation): Message | undefined {
    const changed = kind.changed(operation);
    if (changed === undefined) return undefined;
    const reason = operation.reason === undefined ? [] : [change.reasonGiven(literal(operation.reason))];
    const lines = [...changed.lines, ...reason];
    const [first = '', ...rest] = lines;
    const blocks: KnownBlock[] = [section(first), ...(rest.length === 0 ? [] : [context(rest.join('\n'))])];
    if (changed.open !== undefined) {
      blocks.push({ type: 'actions', elements: [openButton(words, changed.open.url, changed.open.name)] });
    }
    return { text: lines.join('\n'), blocks };
  }

  function whyNot(operation: Operation): string {
    const refused = kind.refused(operation);
    if (refused !== undefined) return refused;
    const fault = readFault(operation.fault);
    const what = kind.notDone(operation);
    if (fault.reason === 'cancelled') return change.cancelled(what);
    const cause = words.faults.cause(fault);
    return operation.needsAttention === true || fault.unclear
      ? change.unclear(what, cause)
      : change.failed(what, cause);
  }

  return {
    announcement,
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
      const fault = `${whyNot(operation)} ${change.inputKept}   ${change.quote(quoteId(operation))}`;
      return kind.form(operation, formContextOf(seal, operation), fault) ?? note(kind.title, fault);
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
  const { channelId, answer } = operation.destination;
  const responseUrl = answer === undefined ? undefined : seal.open(answer);
  return {
    slackUserId: operation.actor.slackUserId,
    ...(channelId === undefined ? {} : { channelId }),
    ...(responseUrl === undefined ? {} : { responseUrl }),
  };
}
