import { isDamaged } from '../../groups/faults.ts';
import { type Found, findGroup, groupsWithin } from '../../groups/find.ts';
import { parseGroupRef } from '../../groups/group-ref.ts';
import { foldName } from '../../groups/name.ts';
import type { SlackDeps } from '../deps.ts';

/** Which group was typed, and what stood behind it. */
export interface FoundTyped {
  readonly found: Found;
  /** The part that was taken for the group. */
  readonly asked: string;
  readonly rest: string;
}

const quoted =
  /^["\u201C\u201D\u201E\u201F\u00AB\u00BB]([^"\u201C\u201D\u201E\u201F\u00AB\u00BB]+)["\u201C\u201D\u201E\u201F\u00AB\u00BB]\s*(.*)$/s;

/**
 * `rename Marketing Growth`: a quoted name is the group, all behind it the rest. Without quotes the whole text is
 * tried as a name, then the longest group name with which it begins.
 */
export async function findTyped(deps: SlackDeps, text: string): Promise<FoundTyped> {
  const { groups } = deps.docspace;
  const quotes = quoted.exec(text);
  if (quotes !== null) {
    const [, name = '', rest = ''] = quotes;
    const ref = parseGroupRef(name, deps.portalUrl);
    const found = ref.by === 'id' ? await findId(deps, ref.id) : await findGroup(groups, ref);
    return { found, asked: name, rest: rest.trim() };
  }
  const [first = '', ...others] = text.split(' ');
  const ref = parseGroupRef(first, deps.portalUrl);
  if (ref.by === 'id') return { found: await findId(deps, ref.id), asked: first, rest: others.join(' ') };
  const whole = await findGroup(groups, { by: 'name', name: text });
  if (whole.kind !== 'none' || others.length === 0) return { found: whole, asked: text, rest: '' };
  const begins = (await groupsWithin(groups, first)).filter((group) =>
    foldName(text).startsWith(`${foldName(group.name)} `),
  );
  const longest = Math.max(0, ...begins.map((group) => group.name.trim().length));
  const matches = begins.filter((group) => group.name.trim().length === longest);
  const [only, second] = matches;
  if (only === undefined) return { found: whole, asked: text, rest: '' };
  const asked = text.slice(0, longest);
  const rest = text.slice(longest).trim();
  if (second !== undefined)
    return { found: { kind: 'several', groups: matches, total: matches.length }, asked, rest };
  return { found: await findGroup(groups, { by: 'id', id: only.id }), asked, rest };
}

/** One that DocSpace can't show is found as a mere id: the form, which reads it again, says what it is. */
async function findId({ docspace }: SlackDeps, id: string): Promise<Found> {
  try {
    return await findGroup(docspace.groups, { by: 'id', id });
  } catch (error) {
    if (!isDamaged(error)) throw error;
    return { kind: 'one', group: { id, name: '', membersCount: 0, isLdap: false, isSystem: false } };
  }
}
