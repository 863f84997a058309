/** The names of a `fields` parameter; undefined = it was not sent. */
export type Fields = readonly string[] | undefined;

/** Reads `fields=a,b&fields=c` and `fields[]=d`. Names are neither trimmed nor lower-cased. */
export function readFields(query: URLSearchParams): Fields {
  const written = [...query.getAll('fields'), ...query.getAll('fields[]')];
  return written.length === 0 ? undefined : written.flatMap((one) => one.split(','));
}

/** Names that end at a person object: the real server dies of them (stack overflow). */
export function deadlyFields(fields: Fields): readonly string[] {
  return (fields ?? []).filter((name) => {
    const parts = name.split('.');
    const holder = parts.at(-2);
    // In a person's `groups`, `manager` is the head's user name.
    if (holder === 'groups') return false;
    return ['manager', 'members', 'createdBy', 'createBy', 'default'].includes(parts.at(-1) ?? '');
  });
}

/** True when an answer with these fields holds the property at a place such as `members.groups`. */
export function wants(fields: Fields, place: string): boolean {
  return fields === undefined || fields.some((name) => name === place || name.startsWith(`${place}.`));
}

/** Keeps the named properties of objects and of each item of lists. Unknown names leave empty objects. */
export function filterFields(value: unknown, fields: Fields, prefix = ''): unknown {
  if (fields === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => filterFields(item, fields, prefix));
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    const place = prefix + name;
    if (fields.includes(place)) kept[name] = inner;
    else if (fields.some((field) => field.startsWith(`${place}.`))) {
      kept[name] = filterFields(inner, fields, `${place}.`);
    }
  }
  return kept;
}
