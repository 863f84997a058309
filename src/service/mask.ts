/** What stands where a secret was. */
export const HIDDEN = '[hidden]';

// Shapes of what must never be written down, whoever wrote it into a text. Repetitions before the telling part are
// bounded: a long line of blanks or addresses must not take seconds.
const SHAPES = [
  String.raw`xox[a-z](?:\.xox[a-z])?-[\w-]+`, // Slack tokens
  String.raw`xapp-[\w-]+`,
  String.raw`\bsk-[0-9a-f]{8,}`, // DocSpace API keys
  String.raw`(?<=\b(?:Bearer|Basic)\s{1,8})[\w.~+/=-]{6,}`,
  String.raw`hooks\.slack(?:-gov)?\.com(?:/|%2F)[^\s"'<>\\]+`, // response_url
  String.raw`https?(?:://|%3A%2F%2F)[^\s"'<>\\]{1,300}?(?:/|%2F)(?:commands|actions)(?:/|%2F)[^\s"'<>\\]+`, // the same of a stand-in
  String.raw`(?<=[?&](?:ticket|token)=)[^&\s"'<>\\]+`, // the address of a Socket Mode connection
  String.raw`(?<=\w://)[^/\s"'@]+@`, // name and password in an address
  String.raw`(?<!\d)\d{6,}\.\d{6,}\.[0-9a-f]{16,}`, // trigger_id
] as const;

/** Shorter ones would mask ordinary words. */
const SHORTEST_SECRET = 6;

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

/**
 * Makes a function that replaces, in any text, the given secrets and everything that looks like a token, a key, a
 * `response_url` or a `trigger_id`. Secrets are found as they are, in JSON and percent-encoded.
 */
export function createMask(secrets: readonly string[] = []): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
    .sort((a, b) => b.length - a.length);
  const pattern = new RegExp([...new Set(forms.map(literal)), ...SHAPES].join('|'), 'gi');
  return (text) => text.replace(pattern, HIDDEN);
}
