import { openPageClient, type PageClient, type SeenSnapshot } from './page-client.ts';

const person = 'U0ANN';
const channel = 'C0MARKET';
const groupName = 'Marketing';
const head = { id: 'U0BOB', name: 'Bob Baker' };
const members = [
  { id: 'U0CID', name: 'Cid Carter' },
  { id: 'U0JM', name: 'Jürgen Müller-Lüdenscheidt' },
];

/**
 * Creates one group through the page's interface, from the typed command to the announcement. Answers the
 * announcement's text; throws with the reason when anything is not as it should be.
 */
export async function smoke(url: string): Promise<string> {
  const page = await fetch(url);
  if (!page.ok) throw new Error(`the page answers ${page.status}`);
  const client = await openPageClient(url, person);
  try {
    return await createOne(client);
  } finally {
    client.close();
  }
}

async function createOne(client: PageClient): Promise<string> {
  const before = new Set(client.now().messages.map((message) => message.ts));
  await client.act({ do: 'type', person, channel, text: `/docspace-group create ${groupName}` });
  const form = await client.until('the form "Create group"', ({ modal }) =>
    modal?.submit === 'Create group' ? modal : undefined,
  );
  const where = { view: form.id };
  await client.act({ do: 'fill', person, where, ...field(form, 'Head of group'), value: head.id });
  await client.act({
    do: 'fill',
    person,
    where,
    ...field(form, 'Members'),
    value: members.map((one) => one.id),
  });
  const { submitted } = await client.act({ do: 'submit', person, view: form.id });
  if (submitted === 'errors') {
    throw new Error(`the form was refused: ${Object.values(client.now().modal?.errors ?? {}).join('; ')}`);
  }
  const announcement = await client.until('the announcement in the channel', ({ messages }) =>
    messages.find(
      (message) => message.channel === channel && !message.isEphemeral && !before.has(message.ts),
    ),
  );
  if (!announcement.text.includes('was created by'))
    throw new Error(`the channel was told: ${announcement.text}`);
  checkGroup(
    await client.until(`"${groupName}" in DocSpace`, ({ groups }) =>
      groups.find((one) => one.name === groupName),
    ),
  );
  const { breaches } = client.now();
  if (breaches.length > 0) throw new Error(`rules were broken:\n${breaches.join('\n')}`);
  return announcement.text;
}

function field(form: NonNullable<SeenSnapshot['modal']>, label: string) {
  const block = form.blocks.find((one) => one.label?.text === label);
  if (block?.element === undefined) throw new Error(`the form has no field "${label}"`);
  return { block_id: block.block_id, action_id: block.element.action_id };
}

function checkGroup(group: SeenSnapshot['groups'][number]): void {
  if (group.head !== head.name) throw new Error(`the head of the group is ${group.head ?? 'nobody'}`);
  const names = group.members.map((one) => one.name);
  const missing = members.filter((one) => !names.includes(one.name));
  if (missing.length > 0) throw new Error(`not in the group: ${missing.map((one) => one.name).join(', ')}`);
}
