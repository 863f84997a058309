import { distance } from 'fastest-levenshtein';
import { section } from '../blocks/fields.ts';
import { clip } from '../blocks/limits.ts';
import { literal } from '../blocks/text.ts';
import type { CommandCall, Message } from '../calls.ts';
import { command } from '../ids.ts';
import { startTyped } from '../start.ts';
import type { Words } from '../words/index.ts';
import type { Verb } from './verb.ts';

/** `help` is made from the registry: what is not in it can't be promised. */
export function helpVerb(words: Words, verbs: () => readonly Verb[]): Verb {
  const typed = async (call: CommandCall) => {
    const [first = ''] = call.text.toLowerCase().split(' ');
    const one = findVerb(verbs(), first);
    if (one !== undefined) return call.reply(detail(words, one));
    if (first !== '') return call.reply(unknown(words, verbs(), first));
    return call.reply(overview(words, verbs()));
  };
  return { name: 'help', aliases: ['?'], typed, start: startTyped(typed) };
}

/** The verb by its name or an alias. */
export function findVerb(verbs: readonly Verb[], typed: string): Verb | undefined {
  return verbs.find((verb) => verb.name === typed || verb.aliases.includes(typed));
}

/** An unknown verb: the nearest ones and the whole list. */
export async function answerUnknown(
  words: Words,
  verbs: readonly Verb[],
  call: CommandCall,
  typed: string,
): Promise<void> {
  await call.reply(unknown(words, verbs, typed));
}

function overview(words: Words, verbs: readonly Verb[]): Message {
  const { help } = words;
  const lines = verbs.map((verb) => {
    const text = help.verbs[verb.name];
    return `• ${text.purpose}\n   ${help.example(`${command} ${text.example}`)}`;
  });
  return asMessage([help.intro, lines.join('\n'), help.more(command)]);
}

function detail(words: Words, verb: Verb): Message {
  const { help } = words;
  const text = help.verbs[verb.name];
  return asMessage([
    `*${verb.name}*: ${text.purpose}`,
    text.detail,
    `${help.example(`${command} ${text.example}`)}${verb.aliases.length === 0 ? '' : `\n${help.alsoAs(verb.aliases)}`}`,
  ]);
}

function unknown(words: Words, verbs: readonly Verb[], typed: string): Message {
  const { help } = words;
  const near = nearestVerbs(verbs, typed);
  const first = [
    help.unknown(literal(clip(typed, 60))),
    ...(near.length === 0 ? [] : [help.didYouMean(near)]),
  ].join(' ');
  const list = overview(words, verbs);
  return { text: `${first}\n${list.text}`, blocks: [section(first), ...(list.blocks ?? [])] };
}

/** Up to two verbs that are meant by a slip of the finger; an alias leads to its verb. */
function nearestVerbs(verbs: readonly Verb[], typed: string): readonly string[] {
  const ranked = verbs
    .map((verb) => ({
      name: verb.name,
      far: Math.min(...[verb.name, ...verb.aliases].map((word) => distance(word, typed))),
    }))
    .filter((one) => one.far <= Math.max(1, Math.floor(typed.length / 2)))
    .sort((one, other) => one.far - other.far);
  return ranked.slice(0, 2).map((one) => one.name);
}

function asMessage(parts: readonly string[]): Message {
  return { text: parts.join('\n'), blocks: parts.map(section) };
}
