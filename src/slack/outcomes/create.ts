import {
  type CreateInput,
  type CreateOutcome,
  type CreateRefusal,
  createInputSchema,
  createOutcomeSchema,
} from '../../groups/create/shape.ts';
import { groupLink } from '../../groups/group-ref.ts';
import type { Who } from '../../groups/who.ts';
import type { Operation } from '../../operations/kind.ts';
import { bold, linesWithin, literal, mention, person } from '../blocks/text.ts';
import { packContext } from '../form-context.ts';
import { postToOf } from '../post-to.ts';
import { buildCreateForm, valuesOf } from '../verbs/create-form.ts';
import { emptyState } from '../view-state.ts';
import { obstacleInShort } from './history.ts';
import type { KindWords, TellingDeps } from './tell-kind.ts';

type Made = Extract<CreateOutcome, { status: 'done' | 'partly' }>;

export function createWords({ words, seal, portalUrl }: TellingDeps): KindWords {
  const text = words.create;

  function linesOf(outcome: Made, operation: Operation): readonly string[] {
    const name = bold(outcome.group.name);
    const actor = mention(operation.actor.slackUserId);
    const wantedHead = inputOf(operation)?.head !== undefined;
    const head = outcome.head === undefined ? words.change.noHead : words.change.head(person(outcome.head));
    return [
      outcome.status === 'done' ? text.done(name, actor) : text.partly(name, actor),
      words.change.facts(head, words.change.members(outcome.membersCount)),
      ...(wantedHead && outcome.head === undefined ? [text.headNotSet] : []),
      ...(outcome.skipped.length === 0 ? [] : [text.notAdded(skippedList(outcome))]),
    ];
  }

  function skippedList(outcome: Made): string {
    const all = outcome.skipped.map((one) =>
      words.people.skipped(person({ ...one, name: one.label }), one.reason),
    );
    if (all.length === 1) return all.join('');
    return `\n${linesWithin(
      all.map((line) => `• ${line}`),
      text.morePeople,
      2_000,
    )}`;
  }

  const nameOf = (operation: Operation) => bold(operation.groupName ?? '');

  function whyRefused(refusal: CreateRefusal): string {
    switch (refusal.kind) {
      case 'actor':
        return obstacleInShort(words, refusal);
      case 'right':
        return obstacleInShort(words, refusal);
      case 'name-taken':
        return words.history.nameTaken;
      case 'head':
        return words.history.headUnfit(person({ ...refusal.who, name: refusal.who.label }));
    }
  }

  return {
    title: text.title,
    changed(operation) {
      const outcome = outcomeOf(operation);
      if (outcome === undefined || outcome.status === 'refused') return undefined;
      const { id, name } = outcome.group;
      return {
        lines: linesOf(outcome, operation),
        open: { url: groupLink(portalUrl, id), name },
        partly: outcome.status === 'partly',
      };
    },
    refused(operation) {
      const outcome = outcomeOf(operation);
      if (outcome?.status !== 'refused') return undefined;
      const { refusal } = outcome;
      switch (refusal.kind) {
        case 'actor':
          return `${words.people.asActor(refusal.refusal)}\n${text.nothing(nameOf(operation))}`;
        case 'right':
          return `${words.people.lacksRight(text.right, undefined, [])}\n${text.nothing(nameOf(operation))}`;
        case 'name-taken':
          return text.refusedTaken(bold(refusal.name));
        case 'head':
          return text.refusedHead(literal(words.people.asMember(refusal.who.label, refusal.who.reason)));
      }
    },
    notDone: (operation) => text.notCreated(nameOf(operation)),
    history(operation) {
      const outcome = outcomeOf(operation);
      if (outcome === undefined) return undefined;
      if (outcome.status === 'refused') {
        return words.history.notDone(text.notCreated(nameOf(operation)), whyRefused(outcome.refusal));
      }
      const { group, head, membersCount, skipped } = outcome;
      const facts = [
        head === undefined ? words.list.noHead : words.list.head(person(head)),
        words.change.members(membersCount),
        ...(skipped.length === 0 ? [] : [words.history.leftOut(skipped.length)]),
      ];
      return words.history.created(bold(group.name), facts.join(', '));
    },
    waitingFor: (operation) => text.waitingFor(nameOf(operation)),
    typed(operation) {
      const input = inputOf(operation);
      if (input === undefined) return undefined;
      const who = (one: Who) => (one.by === 'slack' ? mention(one.id) : literal(one.email));
      const members = linesWithin(input.members.map(who), text.morePeople, 2_000).replaceAll('\n', ', ');
      const head = input.head === undefined ? undefined : who(input.head);
      return text.typed(bold(input.name), head, members === '' ? undefined : members);
    },
    form(operation, context, fault) {
      const input = inputOf(operation);
      if (input === undefined) return undefined;
      const privateMetadata = packContext(seal, context);
      const extras = { privateMetadata, fault, ...postToOf(context, emptyState, { again: true }) };
      return buildCreateForm(words, valuesOf(input, operation.reason ?? ''), extras);
    },
  };
}

function outcomeOf(operation: Operation): CreateOutcome | undefined {
  const parsed = createOutcomeSchema.safeParse(operation.outcome);
  return parsed.success ? parsed.data : undefined;
}

function inputOf(operation: Operation): CreateInput | undefined {
  const parsed = createInputSchema.safeParse(operation.input);
  return parsed.success ? parsed.data : undefined;
}
