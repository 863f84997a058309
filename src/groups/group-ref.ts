const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** DocSpace takes it for "none": no group has it. */
const nobody = '00000000-0000-0000-0000-000000000000';
const linkedGuid = /\/groups\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[/?#]|$)/i;

/** How a group was named: by id (also inside a DocSpace link) or by what is or begins its name. */
export type GroupRef =
  | { readonly by: 'id'; readonly id: string }
  | { readonly by: 'name'; readonly name: string };

/** Reads what was typed. A link counts only when it points to this portal. */
export function parseGroupRef(typed: string, portalUrl: string): GroupRef {
  const text = typed.trim();
  if (isGroupId(text)) return { by: 'id', id: text.toLowerCase() };
  const link = text.replace(/^<([^|>]+)(?:\|[^>]*)?>$/, '$1');
  if (URL.canParse(link) && new URL(link).host === new URL(portalUrl).host) {
    const id = linkedGuid.exec(link)?.[1];
    if (id !== undefined && isGroupId(id)) return { by: 'id', id: id.toLowerCase() };
  }
  return { by: 'name', name: text };
}

/** Whether this is a group id at all; anything else is never put into a URL. */
export function isGroupId(text: string): boolean {
  return guid.test(text) && text !== nobody;
}

/** Where a person sees the group in DocSpace's own pages. */
export function groupLink(portalUrl: string, groupId: string): string {
  return `${portalUrl.replace(/\/+$/, '')}/accounts/groups/${encodeURIComponent(groupId)}/filter`;
}
