import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type DocSpaceStandIn, startDocSpace } from '../../../sandbox/docspace/docspace.ts';
import type { PortalGroup } from '../../../sandbox/world.ts';
import { listed, passing, people, recordedWorld } from './transcript-cast.ts';
import { readTranscripts, type Transcript } from './transcript-file.ts';

/** What the portal was like when the exchange was recorded. */
interface Scene {
  readonly groups?: readonly PortalGroup[];
  /** Sent instead of the portal's key. */
  readonly key?: string;
  readonly prepare?: (docspace: DocSpaceStandIn, clock: { now: number }) => void | Promise<void>;
  readonly check?: (docspace: DocSpaceStandIn) => void;
}

const unrestricted = (docspace: DocSpaceStandIn) =>
  docspace.setKey({ permissions: [], name: 'unrestricted' });

const withGroups = (...groups: readonly PortalGroup[]): Scene => ({ groups: [...listed, ...groups] });
const empty: Scene = { groups: [] };
const usual: Scene = { groups: listed };

/** Time at which the recorded day of writes began: two seconds before the refusal. */
const DAY_BEGAN = 1_795_340_607_000 - 86_400_000;

async function get(docspace: DocSpaceStandIn, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { Authorization: `Bearer ${docspace.key}`, 'Content-Type': 'application/json' };
  return fetch(`${docspace.url}/api/2.0${path}`, { headers, ...init });
}

const scenes: Readonly<Record<string, Scene>> = {
  'version-anonymous': usual,
  'version-scoped-key': usual,
  'keys-self-unrestricted': { prepare: unrestricted },
  'keys-self-rw': { prepare: (docspace) => docspace.setKey({ name: 'acc rw' }) },
  'keys-self-inactive': { prepare: (docspace) => docspace.setKey({ isActive: false }) },
  'keys-self-invalid': { key: `sk-${'0'.repeat(64)}` },
  'authentication-bad-password': usual,
  'group-list-raw-key': usual,
  'group-list-no-credentials': usual,
  'scope-group-list-w': { prepare: (docspace) => docspace.setKey({ permissions: ['accounts:write'] }) },
  'scope-group-list-user': { prepare: (docspace) => docspace.setKey({ creatorId: people.plain.id }) },
  'scope-group-create-roomadmin': {
    prepare: (docspace) => docspace.setKey({ creatorId: people.roomAdmin.id }),
  },
  'group-create-name-only': empty,
  'group-create-manager-members': empty,
  'group-create-pending-member': empty,
  'group-create-missing-name': empty,
  'group-create-empty-name': empty,
  'group-create-blank-name': empty,
  'group-create-manager-number-string': empty,
  'group-create-null-manager': empty,
  'group-create-unknown-member': empty,
  'group-create-guest-member': empty,
  'group-create-no-content-type': empty,
  'group-create-bad-json': empty,
  'group-create-empty-json-body': empty,
  'group-create-emoji': { groups: [], check: (docspace) => expect(docspace.groups()).toEqual([]) },
  'group-get': usual,
  'group-get-no-members': usual,
  'group-get-unknown': usual,
  'group-get-bad-guid': usual,
  'group-get-fields': usual,
  'group-get-ldap': withGroups(passing.ldap),
  'group-get-two-managers': {
    ...withGroups(passing.twoHeads),
    prepare: (docspace) => docspace.breakGroup(passing.twoHeads.id),
  },
  'group-get-unknown-german-portal': {
    prepare: (docspace) => {
      docspace.settings.language = 'de';
    },
  },
  'group-list-fields': usual,
  'group-list-filter-none': usual,
  'group-list-count-101': usual,
  'group-user-groups': usual,
  'group-update-rename': withGroups(passing.beforeRename),
  'group-update-name-129': withGroups(passing.renamed),
  'group-update-manager': withGroups(passing.renamed),
  'group-update-manager-null': withGroups(passing.renamed),
  'group-update-add-skips': withGroups(passing.renamedWithFour),
  'group-delete': withGroups(passing.deleted),
  'group-delete-again': usual,
  'group-method-not-allowed': withGroups(passing.renamed),
  'members-add': withGroups(passing.members, passing.renamedWithoutHead),
  'members-add-null': withGroups(passing.members),
  'members-remove-no-body': withGroups(passing.members),
  'members-replace-empty': withGroups(passing.replaced),
  'members-move': {
    ...withGroups(passing.from, passing.to, passing.membersWithoutHead, passing.renamedWithoutHead),
    check: (docspace) => expect(docspace.group(passing.from.id)).toMatchObject({ members: [] }),
  },
  'members-move-self': withGroups(passing.toFilled),
  'manager-set-unknown': withGroups(passing.mgr),
  'manager-set-missing': withGroups(passing.mgr),
  'manager-set-role-roomadmin': {
    ...withGroups(passing.mgrOfUmlaut),
    prepare: (docspace) => docspace.setKey({ creatorId: people.roomAdmin.id }),
    check: (docspace) =>
      expect(docspace.group(passing.mgr.id)).toMatchObject({ head: { id: people.ulf.id }, members: [{}] }),
  },
  'people-email': withGroups(passing.dis, passing.mgr, passing.mgr2),
  'people-email-unknown': usual,
  'people-email-malformed': usual,
  'people-email-missing': usual,
  'people-email-guest': usual,
  'people-email-html-name': withGroups(passing.renamedWithoutHead),
  'people-exists': usual,
  'people-filter-many-emails': withGroups(passing.dis, passing.mgr, passing.mgr2, passing.membersWithoutHead),
  'people-filter-fields': usual,
  'people-self-rw-key': usual,
  'sysgroup-get-everyone': usual,
  'rate-limited-sliding-window': {
    prepare: async (docspace) => {
      docspace.settings.limits = { requests: 40 };
      for (let sent = 0; sent < 40; sent += 1) await get(docspace, '/keys/@self');
    },
  },
  'rate-limited-daily-writes': {
    prepare: async (docspace, clock) => {
      clock.now = DAY_BEGAN;
      docspace.settings.limits = { writesPerDay: 25 };
      for (let sent = 0; sent < 25; sent += 1) await get(docspace, '/group', { method: 'POST', body: '{}' });
      clock.now += 2000;
    },
  },
  'webhook-create': { prepare: unrestricted },
  'webhook-create-scope-rw': usual,
  'ip-restricted': {
    prepare: (docspace) => {
      docspace.settings.ipRestricted = true;
    },
  },
};

/** Exchanges that cannot be replayed. */
const reasons: Readonly<Record<string, string>> = {
  'webhook-delivery-1-group.created': 'sent by DocSpace; the stand-in delivers no webhooks',
  'webhook-delivery-2-group.updated': 'sent by DocSpace; the stand-in delivers no webhooks',
  'webhook-delivery-3-group.deleted': 'sent by DocSpace; the stand-in delivers no webhooks',
};

/** The body as it was recorded: as text, or as Python's `json.dumps` writes it (places in error texts depend on it). */
function bodyOf({ request }: Transcript): Uint8Array | undefined {
  const { body } = request;
  if (body === null || body === undefined) return undefined;
  const text = typeof body === 'string' ? body : spaced(body);
  return new TextEncoder().encode(text);
}

function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}: ${spaced(inner)}`);
  return `{${members.join(', ')}}`;
}

async function replay(docspace: DocSpaceStandIn, transcript: Transcript, key: string): Promise<Response> {
  const { method, path } = transcript.request;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(transcript.request.headers)) {
    headers[name] = value.replace('sk-…', key);
  }
  const body = bodyOf(transcript);
  return fetch(`${docspace.url}${path}`, { method, headers, ...(body && { body }) });
}

/** Puts a mark in place of what differs from one run to the next; the order of names is kept. */
function comparable(body: unknown, origin: string, madeId: string | undefined): string {
  const text = JSON.stringify(body, (name, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (name === 'stack') return '(stack)';
    if (name === 'traceId') return value.replace(/[0-9a-f]/g, '0');
    if (name.startsWith('avatar')) return value.replace(/\d+$/, '(hash)');
    if (/^\d{4}-\d\d-\d\dT/.test(value)) return value.replace(/\d/g, '0');
    if (name === 'key') return value.replace(/[0-9a-f]{4}$/, '(postfix)');
    if (name === 'keyPostfix') return value.replace(/^[0-9a-f]{4}$/, '(postfix)');
    return value.replaceAll(origin, '(origin)');
  });
  const withoutKeyId = text.replace(/("id":")[^"]+(","name":"[^"]*","key":)/, '$1(key)$2');
  return madeId === undefined ? withoutKeyId : withoutKeyId.replaceAll(madeId, '(new)');
}

/** The id of the group that a create made. */
function madeIdIn(transcript: Transcript, body: unknown): string | undefined {
  if (transcript.request.method !== 'POST' || transcript.request.path !== '/api/2.0/group') return undefined;
  return z.object({ response: z.object({ id: z.string() }) }).safeParse(body).data?.response.id;
}

async function bodyFrom(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

const transcripts = readTranscripts();
let running: DocSpaceStandIn | undefined;

afterEach(() => running?.stop());

describe('exchanges with a real DocSpace 3.7.2', () => {
  it('are all replayed, or listed with the reason', () => {
    const covered = [...Object.keys(scenes), ...Object.keys(reasons)];
    expect(new Set(covered)).toEqual(new Set(transcripts.map((transcript) => transcript.name)));
    expect(covered).toHaveLength(transcripts.length);
  });

  it.each(transcripts.filter(({ name }) => name in scenes).map((one) => [one.name, one] as const))(
    '%s',
    async (name, transcript) => {
      const scene = scenes[name] ?? {};
      const clock = { now: Date.parse('2026-11-21T09:26:11Z') };
      const world = recordedWorld(scene.groups ?? listed);
      const docspace = await startDocSpace({ world, now: () => clock.now });
      running = docspace;
      await scene.prepare?.(docspace, clock);

      const response = await replay(docspace, transcript, scene.key ?? docspace.key);

      const expected = transcript.response;
      expect(response.status).toBe(expected.status);
      expect(response.headers.get('content-type')).toBe(expected.headers['content-type'] ?? null);
      for (const [header, value] of Object.entries(expected.headers)) {
        expect(`${header}: ${response.headers.get(header)}`).toBe(`${header}: ${value}`);
      }
      const body = await bodyFrom(response);
      expect(comparable(body, docspace.url, madeIdIn(transcript, body))).toBe(
        comparable(expected.body, 'https://docspace.example.com', madeIdIn(transcript, expected.body)),
      );
      scene.check?.(docspace);
    },
  );
});
