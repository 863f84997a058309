import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocSpaceStandIn } from '../../../sandbox/docspace/docspace.ts';
import type { SlackStandIn } from '../../../sandbox/slack/contract.ts';

/** What must not be seen anywhere, by what it is. */
export type Secrets = Readonly<Record<string, readonly string[]>>;

/** Everything of a stage that must never be in a log, a message, an error or a metric. */
export function secretsOf(
  slack: Pick<SlackStandIn, 'botToken' | 'appToken' | 'signingSecret' | 'deliveries'>,
  docspace: Pick<DocSpaceStandIn, 'key'>,
): Secrets {
  const { deliveries } = slack;
  return {
    'bot token': [slack.botToken],
    'app token': [slack.appToken],
    'signing secret': [slack.signingSecret],
    'API key': [docspace.key],
    response_url: deliveries.flatMap(({ responseUrl }) => (responseUrl === undefined ? [] : [responseUrl])),
    trigger_id: deliveries.flatMap(({ triggerId }) => (triggerId === undefined ? [] : [triggerId])),
  };
}

/** A secret as it is, percent-encoded, in JSON, and in Base64 at each of the three places where it can begin. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((before) => {
    const coded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // The first and last signs hang on what stands beside it.
    return coded.slice(before === 0 ? 0 : 4, -4);
  });
  const encoded = encodeURIComponent(secret);
  return [
    secret,
    encoded,
    encodeURIComponent(encoded),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('/', '\\/'),
    ...base64,
    ...base64.map((one) => one.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

/** The places in a text at which one of the secrets stands, each with what it is and what is around it. */
export function leaksIn(text: string, secrets: Secrets): readonly string[] {
  return Object.entries(secrets).flatMap(([what, values]) =>
    [...new Set(values.flatMap(formsOf))].flatMap((form) => {
      const at = text.indexOf(form);
      return at < 0 ? [] : [`${what}: …${text.slice(Math.max(0, at - 120), at)}<here>`];
    }),
  );
}

/** All bytes of the files of a folder, as text that keeps ASCII readable. */
export async function filesOf(folder: string): Promise<string> {
  const names = await readdir(folder);
  const files = names.map(async (name) => readFile(join(folder, name), 'latin1').catch(() => ''));
  return (await Promise.all(files)).join('\n');
}
