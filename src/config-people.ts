import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Flaw, quote, Refusal, refuse, setting } from './config-values.ts';

interface Entry {
  readonly slackUserId: string;
  readonly email: string;
}

const FORM = 'Write U123=ann@example.com,U456=bob@example.com or the path of a JSON file of the same.';

function inlineEntries(text: string): readonly Entry[] {
  return text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      const [id, email] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
      return { slackUserId: id.trim(), email: email.trim() };
    });
}

const fileShape = z.record(z.string(), z.string());

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
    return refuse(`${quote(file)} cannot be read as a file (${code})`, FORM);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fileEntries(file: string): readonly Entry[] {
  const text = readText(file);
  const parsed = fileShape.safeParse(parseJson(text));
  if (!parsed.success) {
    return refuse(
      `${quote(file)} holds no JSON object of texts`,
      'Write it as { "U123": "ann@example.com" }.',
    );
  }
  // JSON.parse keeps only the last of two equal keys, so the doubled ones are looked for in the text.
  const keys = [...text.matchAll(/"([^"\\]*)"\s*:/g)].map((match) => match[1] ?? '');
  const doubled = keys.filter((key, index) => keys.indexOf(key) !== index);
  return [
    ...Object.entries(parsed.data).map(([id, email]) => ({ slackUserId: id.trim(), email: email.trim() })),
    ...doubled.map((id) => ({ slackUserId: id, email: parsed.data[id]?.trim() ?? '' })),
  ];
}

function flawOf({ slackUserId, email }: Entry, seen: ReadonlyMap<string, string>): Flaw | undefined {
  if (!/^[UW][A-Z0-9]{2,}$/.test(slackUserId)) {
    return {
      what: `${quote(slackUserId)} is no Slack user id`,
      remedy: 'Use "Copy member ID" (U… or W…) in the person\'s Slack profile.',
    };
  }
  if (!/^[^\s@"<>,;=]{1,64}@[^\s@"<>,;=]+\.[^\s@"<>,;=.]+$/u.test(email)) {
    return { what: `the e-mail of ${slackUserId} is malformed: ${quote(email)}`, remedy: FORM };
  }
  if (seen.has(slackUserId)) {
    return { what: `${slackUserId} is there twice`, remedy: 'Keep one of its e-mails.' };
  }
  return undefined;
}

/**
 * Slack user id -> DocSpace e-mail, lower-cased: `U123=a@x.io,U456=b@x.io`, or the path of a JSON object file.
 * Refused entry by entry.
 */
export const peopleOverrides = setting((text): ReadonlyMap<string, string> => {
  const isFile = !text.includes('=') || /\.json$/i.test(text);
  const flaws: Flaw[] = [];
  const people = new Map<string, string>();
  for (const entry of isFile ? fileEntries(text) : inlineEntries(text)) {
    const flaw = flawOf(entry, people);
    if (flaw) flaws.push(flaw);
    else people.set(entry.slackUserId, entry.email.toLowerCase());
  }
  if (flaws.length > 0) throw new Refusal(flaws);
  return people;
});
