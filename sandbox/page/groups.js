import { createKeep, h, place } from './dom.js';

/** @typedef {import('../demo/snapshot.ts').Snapshot['groups'][number]} ShownGroup */

/** The panel with DocSpace's groups as they stand. */
export function createGroups() {
  const panel = /** @type {HTMLElement} */ (document.getElementById('groups'));
  /** @type {ReturnType<typeof createKeep<HTMLElement>>} */
  const keep = createKeep();
  /** What each group was when it was last drawn, so that changes can be marked. @type {Map<string, string> | undefined} */
  let known;

  return {
    /** @param {readonly ShownGroup[]} groups */
    show(groups) {
      const before = known;
      const nodes = groups.map((group) => {
        const key = JSON.stringify(group);
        const isNew = before !== undefined && before.get(group.id) !== key;
        return keep.get(key, () => groupNode(group, isNew));
      });
      keep.sweep();
      known = new Map(groups.map((group) => [group.id, JSON.stringify(group)]));
      const count = h('p', { class: 'count' }, groups.length === 1 ? '1 group' : `${groups.length} groups`);
      place(panel, [count, ...nodes]);
    },
  };
}

/**
 * @param {ShownGroup} group
 * @param {boolean} isNew
 */
function groupNode(group, isNew) {
  const { members, head } = group;
  const size = members.length === 1 ? '1 member' : `${members.length} members`;
  const names = members.map(({ name, status }) =>
    h('li', {}, status === 'active' ? name : `${name} (${status})`),
  );
  return h(
    'details',
    { class: isNew ? 'group fresh' : 'group' },
    h(
      'summary',
      {},
      h('span', { class: 'group-name' }, group.name.trim() === '' ? '(no name)' : group.name),
      group.isLdap && h('span', { class: 'badge' }, 'LDAP'),
      h('small', {}, `${head === undefined ? 'No head' : `Head: ${head}`} · ${size}`),
    ),
    members.length === 0 ? h('p', { class: 'hint' }, 'Nobody is in this group.') : h('ul', {}, names),
  );
}
